"""Lists of posts that plugins made, and what has the same here.

jekyll-paginate, jekyll-paginate-v2 and jekyll-archives; ABlog has its archives in
``blog/``, see guide/archives.md.
"""

from __future__ import annotations

import re
from posixpath import dirname
from typing import TYPE_CHECKING, Any, NamedTuple

from permalink_blog.urls.pattern import slugify
from permalink_import.sources.archives import Archives, page_numbers
from permalink_import.sources.urls import BLOG, label_page, path_url

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from permalink_import.jekyll.config import JekyllConfig
    from permalink_import.jekyll.model import Listing, Sorted


class PostLabels(NamedTuple):
    """What lists are made by.

    :param year: of the post's date
    :param month: the same
    :param day: the same
    """

    year: int
    month: int
    day: int
    tags: tuple[str, ...]
    categories: tuple[str, ...]


def archives_of(
    config: JekyllConfig,
    plugins: frozenset[str],
    posts: Sequence[PostLabels],
    found: Sorted,
) -> Archives:
    """Collect the redirects from all lists of a site.

    :param posts: all that are published
    :param found: the pages that list posts, which come before what plugins made
    """
    archives = Archives(
        {
            "tag": [label for post in posts for label in post.tags],
            "category": [label for post in posts for label in post.categories],
        },
        [post.year for post in posts],
    )
    for old, new in (
        *found.redirects.items(),
        *archive_redirects(config, plugins, posts),
        *page_redirects(config, plugins, posts, found.listings),
    ):
        archives.add(old if old.startswith("/") else f"/{old}", new)
    return archives


def archive_redirects(
    config: JekyllConfig, plugins: frozenset[str], posts: Sequence[PostLabels]
) -> Iterator[tuple[str, str]]:
    """Yield path and target of each archive that plugins made.

    :param config: with the options of the plugins
    :param plugins: that the site loads
    :param posts: that are published, with their tags and categories
    """
    if "jekyll-archives" in plugins:
        yield from _archives(config, posts)
    if "jekyll-paginate-v2" in plugins:
        yield from _autopages(config, posts)


def page_redirects(
    config: JekyllConfig,
    plugins: frozenset[str],
    posts: Sequence[PostLabels],
    listings: Sequence[Listing],
) -> Iterator[tuple[str, str]]:
    """Yield path and target of the second and further pages of lists.

    :param listings: the pages that list posts
    """
    if "jekyll-paginate-v2" in plugins:
        for listing in listings:
            yield from _pages_v2(config, posts, listing)
    elif "jekyll-paginate" in plugins:
        yield from _pages_v1(config, posts, listings)


# -- jekyll-archives (https://github.com/jekyll/jekyll-archives)


def _archives(
    config: JekyllConfig, posts: Sequence[PostLabels]
) -> Iterator[tuple[str, str]]:
    options = _mapping(config.values.get("jekyll-archives"))
    enabled = options.get("enabled")
    everything = enabled is True or enabled == "all"
    names = set(map(str, enabled)) if isinstance(enabled, list) else set()
    templates = {
        "year": "/:year/",
        "month": "/:year/:month/",
        "day": "/:year/:month/:day/",
        "tag": "/tag/:name/",
        "category": "/category/:name/",
        **_mapping(options.get("permalinks")),
    }
    is_pretty = options.get("slug_mode") == "pretty"
    for post in posts:
        numbers = {
            "year": f"{post.year:04}",
            "month": f"{post.month:02}",
            "day": f"{post.day:02}",
        }
        for period in ("year", "month", "day"):
            if everything or period in names:
                path = _filled(templates[period], numbers)
                yield path, f"/blog/{post.year}.html"
        for kind, plural, labels in (
            ("tag", "tags", post.tags),
            ("category", "categories", post.categories),
        ):
            for label in labels if everything or plural in names else ():
                name = slugify(label, pretty=is_pretty)
                yield _filled(templates[kind], {"name": name}), label_page(kind, label)


# -- jekyll-paginate (https://jekyllrb.com/docs/pagination/)


def _pages_v1(
    config: JekyllConfig, posts: Sequence[PostLabels], listings: Sequence[Listing]
) -> Iterator[tuple[str, str]]:
    template = f"/{str(config.values['paginate_path']).lstrip('/')}"
    folder = dirname(re.sub(r"/[^/]*:num.*", "/x", template)).rstrip("/") + "/"
    # Any index.html on the way to the pages, not only the one beside them
    # (Jekyll::Paginate::Pager.pagination_candidate?)
    if any(x.url.endswith("/") and folder.startswith(x.url) for x in listings):
        for path in _numbered(template, len(posts), config.values.get("paginate")):
            yield f"{path.rstrip('/')}/", BLOG


# -- jekyll-paginate-v2 (https://github.com/sverrirs/jekyll-paginate-v2)


def _pages_v2(
    config: JekyllConfig, posts: Sequence[PostLabels], listing: Listing
) -> Iterator[tuple[str, str]]:
    options = {**_mapping(config.values.get("pagination")), **listing.options}
    if not options.get("enabled") or not listing.options.get("enabled"):
        return
    category, tag = options.get("category"), options.get("tag")
    count, target = len(posts), BLOG
    if category and category != "posts":
        target = label_page("category", str(category))
        count = sum(str(category) in post.categories for post in posts)
    elif tag:
        target = label_page("tag", str(tag))
        count = sum(str(tag) in post.tags for post in posts)
    yield from _further(options, listing.url, count, target)


def _autopages(
    config: JekyllConfig, posts: Sequence[PostLabels]
) -> Iterator[tuple[str, str]]:
    options = _mapping(config.values.get("autopages"))
    pagination = _mapping(config.values.get("pagination"))
    if not options.get("enabled"):
        return
    for kind, plural, placeholder in (
        ("tag", "tags", "tag"),
        ("category", "categories", "cat"),
    ):
        own = _mapping(options.get(plural))
        if own.get("enabled") is False:
            continue
        template = str(own.get("permalink") or f"/{kind}/:{placeholder}")
        counts: dict[str, int] = {}
        for post in posts:
            for label in post.tags if kind == "tag" else post.categories:
                counts[label] = counts.get(label, 0) + 1
        for label, count in counts.items():
            target = label_page(kind, label)
            path = _filled(template, {placeholder: slugify(label)}).rstrip("/") + "/"
            yield path, target
            yield from _further(pagination, path, count, target)


def _further(
    options: Mapping[str, Any], url: str, count: int, target: str
) -> Iterator[tuple[str, str]]:
    template = str(options.get("permalink") or "/page:num/")
    for path in _numbered(template, count, options.get("per_page") or 10):
        yield url.rstrip("/") + path, target


def _numbered(template: str, count: int, size: Any) -> Iterator[str]:
    """Yield the paths of the second and further pages.

    :param count: posts on all pages
    :param size: posts on a page; anything but a number for all of them
    """
    for number in page_numbers(count, size):
        yield _filled(template, {"num": str(number)})


def _filled(template: Any, values: Mapping[str, str]) -> str:
    path = str(template)
    for name, value in values.items():
        path = path.replace(f":{name}", value)
    return path_url(path)


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}

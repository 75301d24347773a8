"""URLs of an old site, as ``permalink`` and redirects have them here."""

from __future__ import annotations

import re
from posixpath import relpath
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from permalink_blog.core.errors import InvalidPermalinkError
from permalink_blog.core.slugs import archive_slug
from permalink_blog.urls.paths import parse_permalink, quote_path
from permalink_blog.urls.pattern import PostValues
from permalink_blog.urls.redirect_sources import FROM_KEYS, TO_KEY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


BLOG = "/blog.html"
"""The list of all posts; guide/archives.md has the others."""
FEED = "/blog/atom.xml"
YEARS, TAGS, CATEGORIES, AUTHORS = (
    f"/blog/{name}.html" for name in ("archive", "tag", "category", "author")
)

REDIRECT_KEYS = (*FROM_KEYS, TO_KEY)
"""Keys of front matter that a build takes for redirects."""
# What would be read as something else in a permalink: a placeholder, a query …
_SPECIAL = re.compile(r'[%:?#\\"<>|*\x00-\x20\x7f]')


def label_page(kind: str, label: str) -> str:
    """Return the name of ABlog's page of a label.

    :param kind: "tag", "category" or "author"
    :param label: as the author wrote it
    """
    slug = quote_path(archive_slug(label))
    return f"/blog/{kind}/{slug}.html" if slug else f"/blog/{kind}.html"


def label_feed(kind: str, label: str) -> str:
    """Return the feed of a label; see guide/feeds.md.

    :param kind: "tag" or "category"
    :param label: as posts have it
    :return: URL path
    """
    page = label_page(kind, label)
    return f"{page.removesuffix('.html')}/atom.xml"


def permalink_of(url: str) -> str:
    """Write a URL's path as ``permalink`` has it, to be read by people.

    :param url: a path, percent-encoded
    :raises InvalidPermalinkError: if no permalink can say this
    """
    text = _SPECIAL.sub(lambda match: quote(match[0], safe=""), unquote(url))
    permalink = parse_permalink(text, PostValues())
    if permalink.path != unquote(url).lstrip("/"):
        reason = f"would be published at {permalink.path!r}"
        raise InvalidPermalinkError(reason, remedy="choose another one")
    return text


def why_no_permalink(url: str) -> str | None:
    """Return why no page can be published at a path; ``None`` if one can.

    :param url: a path from the root of the site, percent-encoded
    """
    try:
        permalink_of(url)
    except InvalidPermalinkError as error:
        return f"{error.reason}; {error.remedy}"
    return None


def split_base(url: str) -> tuple[str | None, str]:
    """Split the address of a site into host and path below it.

    :param url: as a setting has it, perhaps with spaces around it
    :returns: as :class:`~permalink_import.model.Settings` has them
    """
    parts = urlsplit(url.strip())
    path = parts.path.strip("/")
    host = f"{parts.scheme}://{parts.netloc}" if parts.scheme and parts.netloc else None
    return host, f"/{path}" if path else ""


def path_url(path: str) -> str:
    """Return the URL of a file that is copied unchanged.

    :param path: relative to the root of the published site, not percent-encoded
    """
    return f"/{quote_path(path.lstrip('/'))}"


def published_urls(folder: Path) -> Iterator[str]:
    """Yield the paths of a built site: each page, each feed, each other file."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            url = path_url(path.relative_to(folder).as_posix())
            name = url.rpartition("/")[2]
            yield url.removesuffix(name) if name == "index.html" else url


def relative_url(url: str, page_url: str) -> str:
    """Write a path of the site as it is from a page, for any prefix.

    :param url: a path from the root of the site
    :param page_url: the same of the page that has the link
    """
    folder = page_url.rpartition("/")[0] or "/"
    path = relpath(url, folder)
    return f"{path}/" if url.endswith("/") and not path.endswith("/") else path

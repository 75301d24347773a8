"""Redirects from lists of the old site to the archives here, where these exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blog_import.jekyll.archives import archive_redirects, page_redirects
from blog_import.sources.urls import BLOG, CATEGORIES, TAGS, YEARS, label_page
from permalinks.urls import bare_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from blog_import.jekyll.archives import PostLabels
    from blog_import.jekyll.config import Config
    from blog_import.jekyll.sorting import Sorted


class Redirects:
    """Collects redirects; of two from one path the first stays.

    :param posts: all that are published
    """

    def __init__(
        self,
        config: Config,
        plugins: frozenset[str],
        posts: Sequence[PostLabels],
        found: Sorted,
    ) -> None:
        self._pages = _pages_here(posts)
        self._leads: dict[str, str] = {}
        for old, new in found.redirects.items():
            self.add(old, new)
        for old, new in archive_redirects(config, plugins, posts):
            self.add(old, new)
        for old, new in page_redirects(config, plugins, posts, found.listings):
            self.add(old, new)

    def add(self, old: str, new: str) -> None:
        """Let a path lead to another one, or to the next list that exists."""
        old = old if old.startswith("/") else f"/{old}"
        if bare_key(old) and bare_key(old) != bare_key(new := self._existing(new)):
            self._leads.setdefault(old, new)

    def _existing(self, target: str) -> str:
        """Give the list, or the one of all such lists, or that of all posts.

        The blog here has no archive of a label that no published post has.
        """
        feed = "/atom.xml" if target.endswith("/atom.xml") else ".html"
        page = target.removesuffix(feed) + ".html"
        if page in self._pages:
            return target
        if feed != ".html":
            return "/blog/atom.xml"
        above = f"{page.rpartition('/')[0]}.html"
        return above if above in self._pages else BLOG

    def where_free(self, taken: Iterable[str]) -> dict[str, str]:
        """Give the redirects from paths that are no page's.

        :param taken: URLs of documents and files
        """
        pages = {bare_key(url) for url in (*taken, *self._pages)}
        return {
            old: new
            for old, new in sorted(self._leads.items())
            if bare_key(old) not in pages
        }


def _pages_here(posts: Sequence[PostLabels]) -> set[str]:
    pages = {BLOG}
    for post in posts:
        pages |= {YEARS, f"/blog/{post.year}.html"}
        for label in post.tags:
            pages |= {TAGS, label_page("tag", label)}
        for label in post.categories:
            pages |= {CATEGORIES, label_page("category", label)}
    return pages

"""Redirects from the lists of an old site to the archives here, where these exist.

ABlog has an archive of each label that a published post has; see guide/archives.md.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from permalink_blog.urls.variants import bare_key
from permalink_import.sources.urls import (
    AUTHORS,
    BLOG,
    CATEGORIES,
    FEED,
    TAGS,
    YEARS,
    label_feed,
    label_page,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


_ALL = {"tag": TAGS, "category": CATEGORIES, "author": AUTHORS}


class Archives:
    """Collects redirects to archives.

    :param labels: "tag", "category" or "author", to the labels of published posts
    :param years: of published posts
    """

    def __init__(
        self, labels: Mapping[str, Iterable[str]], years: Iterable[int]
    ) -> None:
        self._pages = {BLOG, YEARS, *(f"/blog/{year}.html" for year in years)}
        for kind, names in labels.items():
            for name in names:
                self._pages |= {_ALL[kind], label_page(kind, name)}
        self._leads: dict[str, str] = {}

    def add(self, old: str, target: str) -> None:
        """Redirect a path to a page; the first target of a path counts.

        :param old: URL path on the source site
        :param target: URL path of an archive here; that of all posts stands for one
            that is not there
        """
        if bare_key(old) and bare_key(old) != bare_key(target):
            self._leads.setdefault(old, target if target in self._pages else BLOG)

    def add_page(self, old: str, url: str) -> None:
        """Redirect a path to a page of the source site.

        :param old: URL path on the source site
        :param url: URL path of the page here
        """
        self._leads.setdefault(old, url)

    def page_at(self, url: str) -> str | None:
        """Return the archive that another spelling of its URL names, if one does.

        :param url: URL path; case, index pages and ``.html`` do not matter
        """
        return next((x for x in self._pages if bare_key(x) == bare_key(url)), None)

    def add_label(self, old: str, kind: str, label: str) -> None:
        """Redirect a path to the archive of a label, or to that of all posts.

        :param old: URL path on the source site
        :param kind: "tag" or "category"
        :param label: as posts have it
        """
        self.add(old, label_page(kind, label))

    def add_feed(self, old: str, kind: str | None, label: str) -> None:
        """Redirect the path of a label's feed to the one here, or to the main feed.

        :param old: URL path on the source site
        :param kind: "tag" or "category"; all others have the main feed
        :param label: as posts have it
        """
        has_feed = kind in {"tag", "category"} and bool(label)
        is_there = has_feed and label_page(str(kind), label) in self._pages
        target = label_feed(str(kind), label) if is_there else FEED
        self._leads.setdefault(old, target)

    def add_all(self, old: str, kind: str) -> None:
        """Redirect a path to the list of all labels.

        :param old: URL path on the source site
        :param kind: of the labels, such as "tag"
        """
        self.add(old, _ALL[kind])

    def where_free(self, taken: Iterable[str]) -> dict[str, str]:
        """Return the redirects from paths without a page.

        :param taken: URLs of documents and files
        """
        pages = {bare_key(url) for url in (*taken, *self._pages)}
        return {
            old: new
            for old, new in sorted(self._leads.items())
            if bare_key(old) not in pages
        }


def page_numbers(count: int, size: object) -> Iterator[int]:
    """Yield the numbers of the second and further pages of a list.

    :param count: posts on all of them
    :param size: posts on each; anything but a number for all on one
    """
    if isinstance(size, int) and size > 0:
        yield from range(2, ceil(count / size) + 1)

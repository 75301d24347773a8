"""The anchors of built pages, which what follows the ``#`` of a URL leads to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from permalink_blog.core.store import STORE, Store
from permalink_blog.urls.anchors import ids_of_html, read_anchors
from permalink_blog.urls.url_list.file import NotAPathError, parse_path
from permalink_blog.urls.url_list.output import answering_files, url_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from permalink_blog.urls.url_list.output import OutputFolderPages


_MOST = 20  # redirects, one after another


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """The page that answers a path, and what is in it.

    :param file: relative to the output folder; "" if another site answers
    :param ids: that fragments of its URL lead to
    :param any_fragment: whether every fragment is answered: a redirect leads to another
        site, or to an anchor of its own
    :param is_redirected: whether a redirect leads to it
    """

    file: str
    ids: frozenset[str] = frozenset()
    any_fragment: bool = False
    is_redirected: bool = False


@dataclass(frozen=True)
class PageAnchors:
    """The anchors of all pages in an output folder; each page is read once.

    :param output: the folder
    """

    output: OutputFolderPages
    _pages: dict[str, AnswerPage | None] = field(default_factory=dict)

    def find(self, path: str) -> AnswerPage | None:
        """Return the page at a path, behind redirects; ``None`` if nothing answers.

        :param path: percent-encoded
        """
        if path not in self._pages:
            self._pages[path] = self._find(path)
        return self._pages[path]

    def _find(self, path: str) -> AnswerPage | None:
        for number in range(_MOST):
            files = self.output.files
            file = next((x for x in answering_files(path) if x in files), None)
            if file is None:  # a redirect of the host keeps the fragment
                answers = self.output.answers(path)
                return AnswerPage("", any_fragment=True) if answers else None
            target = self.output.head(file).redirect
            if not target:
                ids = ids_of_html(self.output.text(file))
                return AnswerPage(file, ids, is_redirected=number > 0)
            parts = urlsplit(urljoin(url_path(file), target))
            if parts.netloc or parts.fragment:
                return AnswerPage("", any_fragment=True)
            try:
                path = parse_path(parts.path)
            except NotAPathError:
                return None
        return None

    def published(self) -> Iterator[tuple[str, list[str]]]:
        """Yield path and anchors of each document that is published."""
        kept = read_anchors(Store(self.output.folder / STORE))
        for path, docname, file in self.output.published_documents():
            if docname in kept:
                ids = ids_of_html(self.output.text(file))
                yield path, [anchor for anchor in kept[docname] if anchor in ids]


def is_in(page: AnswerPage, anchor: str) -> bool:
    """Return whether a fragment leads somewhere in a page.

    :param anchor: as it is recorded, percent-encoded or not
    """
    return page.any_fragment or not page.ids.isdisjoint((anchor, unquote(anchor)))

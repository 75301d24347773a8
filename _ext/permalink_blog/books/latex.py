"""The ``latex`` builder, making a book of the posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.builders.latex import LaTeXBuilder
from sphinx.errors import NoUri
from sphinx.util.i18n import format_date

from permalink_blog.books.builder import BookBuilder
from permalink_blog.books.dates import book_date

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from sphinx.builders.latex.theming import Theme


class BookLaTeXBuilder(BookBuilder, LaTeXBuilder):
    """The ``latex`` builder; what begins with the root document is the book."""

    _within: frozenset[str] = frozenset()  # the document that is being assembled

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        """Open the book, when the environment is on the disk."""
        if self.book is not None:
            self.book.open(self.env)
        super().prepare_writing(docnames)

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the label of a document in the book, or its URL on the web.

        :param typ: as in Sphinx
        :raises NoUri: if it has neither
        """
        if docname in self._within or (not self._within and docname in self.docnames):
            return f"%{docname}"
        known = self.website is not None and docname in self.env.all_docs
        url = self.website.page(docname) if known and self.website else ""
        if not url:
            raise NoUri(docname, typ)
        return url

    def assemble_doctree(
        self, indexfile: str, toctree_only: bool, appendices: list[str]
    ) -> nodes.document:
        """Assemble a document; transforms insert the chapters into the book.

        :param indexfile: docname of the document
        :param toctree_only: as in ``latex_documents``
        :param appendices: docnames after the chapters
        """
        if self.book is None or indexfile != self.book.root:
            return super().assemble_doctree(indexfile, toctree_only, appendices)
        self._within = self.book.docnames.union(appendices)
        try:
            tree = super().assemble_doctree(indexfile, toctree_only, appendices)
            self.docnames = set(self._within)
        finally:
            self._within = frozenset()
        return tree

    def update_doc_context(self, title: str, author: str, theme: Theme) -> None:
        """Set the date of the title page to that of the posts, and drop the release.

        :param title: of the book
        :param author: of the book
        """
        super().update_doc_context(title, author, theme)
        if self.book is None or self.config.today:
            return
        date = format_date(
            self.config.post_date_format,
            date=book_date(self.book.last),
            language=self.config.language,
        )
        self.context.update(date=date.lstrip("0"), release="", releasename="")

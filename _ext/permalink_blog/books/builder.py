"""What the builders of books have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from permalink_blog.books.book import Book
    from permalink_blog.books.web import Website


class BookBuilder:
    """A builder of books: what is in the book, and where other links lead.

    Both are known when all documents are read.
    """

    book: Book | None = None
    website: Website | None = None

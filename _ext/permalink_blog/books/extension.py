"""The handlers and transforms of a build that makes a book, connected.

A build of the website does not load this module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from permalink_blog.books.assembly import AssembleEpub, AssembleLatex, HeadChapters
from permalink_blog.books.book import Book
from permalink_blog.books.builder import BookBuilder
from permalink_blog.books.replacements import ReplaceIframes, ReplaceImages
from permalink_blog.books.web import Website, refer_to_archives
from permalink_blog.core.priorities import EnvUpdated, MissingReference

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def settle_book(app: Sphinx, env: BuildEnvironment) -> None:
    """Decide what is in the book (``env-updated``, when all documents are read)."""
    builder = app.builder
    if isinstance(builder, BookBuilder):
        builder.book = Book.of(app, env)
        builder.website = Website.of(env)


def connect(app: Sphinx) -> None:
    """Connect what makes a book.

    :param app: with a builder of books
    """
    # Reading
    app.connect("env-updated", settle_book, priority=EnvUpdated.FEEDS_AND_BOOKS)

    # Writing
    app.add_post_transform(AssembleEpub)
    app.add_post_transform(AssembleLatex)
    app.add_post_transform(HeadChapters)
    app.add_post_transform(ReplaceIframes)
    app.add_post_transform(ReplaceImages)
    app.connect(
        "missing-reference", refer_to_archives, priority=MissingReference.BEFORE_ABLOG
    )

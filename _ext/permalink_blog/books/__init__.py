"""A book of the posts: for e-readers (``epub``) and on paper (``latex``).

The posts become chapters, oldest first, in parts by year. The builders take the place
of Sphinx's own; with all others, nothing is different.

- which documents are in the book, and in which order (:mod:`.book`)
- the root document with the chapters, and the line at the head of each
  (:mod:`.assembly`)
- the builders (:mod:`.epub`, :mod:`.latex`), and what is connected for them alone
  (:mod:`.extension`)
- where links lead that leave the book (:mod:`.web`)
- what books cannot have: raw HTML as browsers take it (:mod:`.xhtml`), files that no
  page shows (:mod:`.package`), images and iframes that LaTeX does not know
  (:mod:`.replacements`)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from permalink_blog.books.builder import BookBuilder
from permalink_blog.books.defaults import set_defaults
from permalink_blog.books.epub import BookEpubBuilder
from permalink_blog.books.latex import BookLaTeXBuilder
from permalink_blog.core.timezone import add_timezone
from permalink_blog.core.version import extension_metadata

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def take_part(app: Sphinx) -> None:
    """Make a book, if that is what is built (``builder-inited``)."""
    if isinstance(app.builder, BookBuilder):
        # Only now: a build of the website needs none of it.
        from permalink_blog.books import extension

        extension.connect(app)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    app.setup_extension("ablog")
    add_timezone(app)  # permalinks may have dates in them

    # The builders, in the place of Sphinx's own
    app.add_builder(BookEpubBuilder, override=True)
    app.add_builder(BookLaTeXBuilder, override=True)

    # What is in the book besides posts: patterns of documents, in their order
    app.add_config_value("blog_books_include", [], "", types=(list, tuple))
    # Whether the posts of a year are a part of their own
    app.add_config_value("blog_books_parts", True, "", types=bool)
    # How the website is built that links lead to: by "html" or "dirhtml"
    app.add_config_value("blog_books_website", "html", "", types=str)
    app.connect("config-inited", set_defaults)

    app.connect("builder-inited", take_part)
    return extension_metadata()

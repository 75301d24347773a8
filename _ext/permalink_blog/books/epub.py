"""The ``epub`` builder, making a book of the posts."""

from __future__ import annotations

import html
from pathlib import Path
from types import MethodType
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from sphinx.builders.epub3 import Epub3Builder
from sphinx.environment.adapters.indexentries import IndexEntries
from sphinx.errors import NoUri
from sphinx.jinja2glue import BuiltinTemplateLoader, SphinxFileSystemLoader
from sphinx.locale import _
from sphinx.util.fileutil import copy_asset_file

from permalink_blog.books.builder import BookBuilder
from permalink_blog.books.dates import book_date
from permalink_blog.core.priorities import AssetPriority

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from docutils import nodes


_HERE = Path(__file__).parent
_STYLE = "blog-books.css"
_TITLE = "epub-title"
_PART = "epub-part-"
# W3C, EPUB 3.3: pages are XHTML, whose root element says the language
_HTML = (
    '<html xmlns="http://www.w3.org/1999/xhtml" '
    'xmlns:epub="http://www.idpf.org/2007/ops" lang="{0}" xml:lang="{0}">'
)


class BookEpubBuilder(BookBuilder, Epub3Builder):
    """The ``epub`` builder; its pages are the posts, and those asked for.

    A book is written whole in each build: pages that show a title or a date of another
    are never older than that.
    """

    def init(self) -> None:
        """Set the builder up, as Sphinx asks."""
        super().init()
        self.guide_titles = {
            **self.guide_titles,
            "toc": str(_("Table of Contents")),
        }

    def init_templates(self) -> None:
        """Add the templates of pages that only books have."""
        super().init_templates()
        if isinstance(self.templates, BuiltinTemplateLoader):
            loader = SphinxFileSystemLoader(_HERE / "templates")
            self.templates.loaders.append(loader)

    def init_css_files(self) -> None:
        """Add the style of what only books have."""
        super().init_css_files()
        self.add_css_file(_STYLE, priority=AssetPriority.BOOK_STYLE)

    def create_translator(self, *args: Any) -> nodes.NodeVisitor:
        """Make a translator that knows the nodes of all extensions.

        As soon as one extension has handlers for "epub", Sphinx leaves out those that
        others have for "html" (``SphinxComponentRegistry.create_translator``).
        """
        translator = super().create_translator(*args)
        app = self._app if hasattr(self, "_app") else self.app  # Sphinx 9, and 8
        known = app.registry.translation_handlers
        for name, (visit, depart) in known.get(self.format, {}).items():
            if name not in known.get(self.name, {}):
                setattr(translator, f"visit_{name}", MethodType(visit, translator))
                if depart:
                    setattr(
                        translator, f"depart_{name}", MethodType(depart, translator)
                    )
        return translator

    # -- what is written

    def get_outdated_docs(self) -> str:  # type: ignore[override]
        """Write all of the book."""
        return "the whole book"

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        """Open the book, when the environment is on the disk."""
        if self.book is not None:
            self.book.open(self.env)
        super().prepare_writing(docnames)
        language = html.escape(self.config.epub_language)
        self.globalcontext["html_tag"] = _HTML.format(language)
        if self.use_index:
            self.use_index = bool(IndexEntries(self.env).create_index(self))

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write the documents of the book, and no others."""
        assert self.book is not None  # noqa: S101 - Sphinx prepares before it writes
        super().write_documents(self.book.docnames & self.env.found_docs)

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return the URI of a page of the book, or the URL of one on the web.

        :param from_: docname of the page with the link
        :param to: docname of its target
        :param typ: as in Sphinx
        :raises NoUri: if it has neither
        """
        book, website = self.book, self.website
        if book is None or website is None:
            return super().get_relative_uri(from_, to, typ)
        if to in self.env.all_docs and to not in book.docnames:
            url = "" if from_ == "genindex" else website.page(to)
            if not url:
                raise NoUri(to, typ)
            return url
        return super().get_relative_uri(from_, to, typ)

    def handle_page(
        self,
        pagename: str,
        addctx: dict[str, Any],
        templatename: str = "page.html",
        **kwargs: Any,
    ) -> None:
        """Write a page with the book's template.

        The site's own ``page.html`` is made for the web.

        :param addctx: context of the template
        :param kwargs: of Sphinx
        """
        if templatename == "page.html":
            templatename = "blog_books/page.html"
        super().handle_page(pagename, addctx, templatename, **kwargs)

    def gen_pages_from_extensions(self) -> None:
        """Write the pages that only books have: no archives, no feeds, no 404."""
        book, config = self.book, self.config
        assert book is not None  # noqa: S101 - Sphinx prepares before it finishes
        years = [date.year for date in (book.first, book.last) if date]
        context = {
            "title": html.escape(config.epub_title),
            "subtitle": config.blog_feed_subtitle or "",
            "author": config.epub_author,
            "years": "\N{EN DASH}".join(dict.fromkeys(map(str, years))),
            "url": self.website.base if self.website else "",
        }
        self.handle_page(_TITLE, context, "blog_books/title.html")
        for part in book.parts:
            if part.title:
                chapters = [
                    (self.get_target_uri(name), self.env.titles[name].astext())
                    for name in part.docnames
                ]
                context = {"title": html.escape(part.title), "chapters": chapters}
                self.handle_page(_PART + part.title, context, "blog_books/part.html")

    def gen_additional_pages(self) -> None:
        """Leave out what is for the web: search, and pages of templates alone."""

    def copy_extra_files(self) -> None:
        """Leave out what is for the host of the website, if it is not asked for."""
        if self.config.epub_pre_files or self.config.epub_post_files:
            super().copy_extra_files()

    def copy_static_files(self) -> None:
        """Copy static files; those that no page asks for go again, at the end."""
        super().copy_static_files()
        copy_asset_file(_HERE / "static" / _STYLE, Path(self.outdir, "_static"))

    # -- the package

    def make_id(self, name: str) -> str:
        """Return an id, the same for a file's path and for its URI.

        :param name: path or URI
        """
        return super().make_id(unquote(name))

    def toc_add_files(self, refnodes: list[dict[str, Any]]) -> None:
        """Add title page and parts to the chapters of the table of contents.

        :param refnodes: entries as Sphinx has them, changed in place
        """
        assert self.book is not None  # noqa: S101 - the book is written
        parts = {
            html.escape(self.get_target_uri(part.docnames[0])): part.title
            for part in self.book.parts
            if part.title
        }
        chapters, within = [*refnodes], 0
        refnodes.clear()
        for node in chapters:
            if title := parts.get(node["refuri"]):
                uri = self.get_target_uri(_PART + title)
                refnodes.append(_entry(uri, title))
                within = 1
            refnodes.append({**node, "level": node["level"] + within})
        super().toc_add_files(refnodes)
        title_page = self.get_target_uri(_TITLE)
        refnodes.insert(0, _entry(title_page, self.config.epub_title))

    def handle_finish(self) -> None:
        """Fix the pages, then put the package together."""
        # Only now, as below: a build of the website makes no package.
        from permalink_blog.books.package import settle_pages

        assert self.book is not None  # noqa: S101 - the book is written
        parts = [part.title for part in self.book.parts if part.title]
        generated = [_TITLE, *(_PART + title for title in parts)]
        generated += [info[0] for info in self.domain_indices]
        generated += ["genindex"] if self.use_index else []
        pages = [
            f"{name}{self.out_suffix}"
            for name in sorted({*self.book.docnames, *generated})
        ]
        config = self.config
        also = [
            file for file, _text in (*config.epub_pre_files, *config.epub_post_files)
        ]
        also += [uri.partition("#")[0] for _type, uri, _title in config.epub_guide]
        also += config.epub_cover[:1]
        self.properties = settle_pages(
            Path(self.outdir), pages, self._web_page, also=also
        )
        super().handle_finish()

    def _web_page(self, pagename: str) -> str:
        return self.website.page(pagename) if self.website else ""

    def content_metadata(self) -> dict[str, Any]:
        """Date the book by the posts, if nothing else is asked for."""
        date = book_date(self.book.last if self.book else None)
        return {**super().content_metadata(), "date": f"{date:%Y-%m-%dT%H:%M:%SZ}"}

    def build_content(self) -> None:
        """Write the package, and say of its pages what readers have to know."""
        from permalink_blog.books.package import complete_package

        super().build_content()
        complete_package(
            Path(self.outdir, "content.opf"),
            self.properties,
            contents=self.get_target_uri(self.config.root_doc),
        )

    def toc_metadata(self, level: int, navpoints: Any) -> dict[str, Any]:
        """Return the metadata of the table of contents, with the package's identifier.

        :param level: depth of the table
        :param navpoints: its entries
        """
        metadata = super().toc_metadata(level, navpoints)
        return {**metadata, "uid": html.escape(self.config.epub_identifier)}

    def build_epub(self) -> None:
        """Write the book, the same bytes for the same posts."""
        from permalink_blog.books.package import write_zip

        path = Path(self.outdir, f"{self.config.epub_basename}.epub")
        date = book_date(self.book.last if self.book else None)
        first = ["mimetype", "META-INF/container.xml", "content.opf", "toc.ncx"]
        write_zip(path, Path(self.outdir), [*first, *self.files], date)


def _entry(uri: str, text: str) -> dict[str, Any]:
    return {"level": 1, "refuri": html.escape(uri), "text": html.escape(text)}

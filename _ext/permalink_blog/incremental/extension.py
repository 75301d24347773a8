"""The parts of the extension ``permalink_blog.incremental``, connected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder

from permalink_blog.core.build import build_of, commit_output
from permalink_blog.core.events import (
    OUTDATED_PAGES,
    add_generated_pages_event,
)
from permalink_blog.core.priorities import (
    BuilderInited,
    BuildFinished,
    DoctreeResolved,
    EnvGetUpdated,
    EnvUpdated,
    HtmlPageContext,
    MissingReference,
)
from permalink_blog.core.version import extension_metadata
from permalink_blog.incremental import images, moved_folder
from permalink_blog.incremental.excerpts import resolve_excerpts
from permalink_blog.incremental.images import note_images
from permalink_blog.incremental.inventories import Inventories
from permalink_blog.incremental.links import PageLinks, note_missing, note_postlists
from permalink_blog.incremental.pages import Pages, pages_of
from permalink_blog.incremental.repeated_names import RepeatedNames
from permalink_blog.incremental.rereading import documents_to_reread
from permalink_blog.incremental.source_stamps import SourceStamps
from permalink_blog.posts.blog import Blog, builder_support
from permalink_blog.posts.registry import connect_posts
from permalink_blog.posts.support import is_supported
from permalink_blog.upstream.ablog import ORDER
from permalink_blog.upstream.ablog_pages import PAGES
from permalink_blog.upstream.ablog_templates import ESCAPE
from permalink_blog.upstream.apply import is_on, use
from permalink_blog.upstream.jinja import COMPILED_TEMPLATES
from permalink_blog.upstream.python import GARBAGE, collect_after
from permalink_blog.upstream.sphinx.compared_config import COMPARED_CONFIG
from permalink_blog.upstream.sphinx.image_names import IMAGE_NAMES
from permalink_blog.upstream.sphinx.moved_folder import MOVED_FOLDER
from permalink_blog.upstream.sphinx.page_written import PAGE_WRITTEN, observe_writing
from permalink_blog.upstream.sphinx.parallel_builder import (
    PARALLEL_READING,
    PARALLEL_WRITING,
)
from permalink_blog.upstream.sphinx.write_errors import reporting_write_errors
from permalink_blog.urls import local_code

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata


def begin_pages(app: Sphinx) -> None:
    """Follow what the builder writes (``builder-inited``).

    But not those that ABlog does not support, nor those of books and help viewers: what
    is in their folders goes into the book.
    """
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder) or builder.embedded:
        return
    if builder_support(builder):
        build_of(app).tracker = pages = Pages(app, builder)
        observe_writing(
            builder,
            begins=lambda docnames: _begin_writing(app, pages, docnames),
            written=pages.page_written,
        )


def _begin_writing(app: Sphinx, pages: Pages, docnames: AbstractSet[str]) -> None:
    collect_after(len(docnames))
    if not build_of(app).failed:
        pages.begin(docnames)


def begin_reading(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Adapt the garbage collector to the documents (``env-before-read-docs``)."""
    collect_after(len(docnames))


def settle_pages(app: Sphinx, env: BuildEnvironment) -> None:
    """Begin with the blog as it is after reading (``env-updated``)."""
    if pages := pages_of(app):
        pages.notes.discard()
        pages.settle(Blog(app))


def outdated_documents(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the documents to write again (``env-get-updated``, when all is numbered).

    That is after ``env-updated``, when URLs are settled.
    """
    pages = pages_of(app)
    return [] if pages is None else pages.outdated_documents()


def observe_page(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Note what a page shows (``html-page-context``, right after ABlog)."""
    if (pages := pages_of(app)) and "ablog" in context:
        pages.add_views(pagename, context, doctree)


def outdated_pages(app: Sphinx, pagenames: list[str]) -> list[str]:
    """Return the outdated generated pages (``permalinks-outdated-pages``).

    :param pagenames: of the generated pages
    """
    pages = pages_of(app)
    return [] if pages is None else pages.outdated_among(pagenames)


def finish_pages(app: Sphinx, exception: Exception | None) -> None:
    """Leave the record, when all is written (``build-finished``)."""
    pages = pages_of(app)
    if pages is not None and exception is None and not build_of(app).failed:
        pages.finish()


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    app.setup_extension("permalink_blog.directives")
    use(app, GARBAGE)
    app.connect("env-before-read-docs", begin_reading)
    use(app, COMPARED_CONFIG)
    local_code.connect(app)
    RepeatedNames().connect(app)
    if is_supported(app):
        use(app, ORDER)
        connect_posts(app)
        _connect_pages(app)
    return extension_metadata(env_version=4)


def _connect_pages(app: Sphinx) -> None:
    links = PageLinks()
    SourceStamps().connect(app)
    Inventories(app).connect()
    app.connect("env-get-outdated", documents_to_reread)
    app.connect("env-get-outdated", images.documents_to_reread)
    use(app, MOVED_FOLDER)
    app.connect("env-get-outdated", moved_folder.documents_to_reread)
    use(app, IMAGE_NAMES)
    app.connect("doctree-resolved", note_images, priority=DoctreeResolved.FIRST)
    use(app, PAGES, ESCAPE, PARALLEL_READING, PARALLEL_WRITING, COMPILED_TEMPLATES)
    if is_on(app, PAGE_WRITTEN):
        app.connect("builder-inited", begin_pages, priority=BuilderInited.LAST)
    app.connect("env-updated", settle_pages, priority=EnvUpdated.PAGES)
    app.connect("env-updated", links.settle, priority=EnvUpdated.LINKS)
    app.connect("env-get-updated", outdated_documents, priority=EnvGetUpdated.NUMBERED)
    app.connect("missing-reference", note_missing, priority=MissingReference.LAST)
    app.connect("doctree-resolved", note_postlists, priority=DoctreeResolved.FIRST)
    app.connect("doctree-resolved", links.note, priority=DoctreeResolved.LINKS)
    app.connect("doctree-resolved", resolve_excerpts, priority=DoctreeResolved.EXCERPTS)
    app.connect("html-page-context", observe_page, priority=HtmlPageContext.PROXIES)
    app.connect("build-finished", reporting_write_errors(finish_pages))
    app.connect(
        "build-finished",
        reporting_write_errors(commit_output),
        priority=BuildFinished.STORE,
    )
    add_generated_pages_event(app)
    app.connect(OUTDATED_PAGES, outdated_pages)

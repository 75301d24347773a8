"""ABlog at scale: builds that cost what has changed, whatever the size of the blog.

- the environment holds no copies of posts (:mod:`.light_posts`), so they can be read in
  parallel; the blog is the same in whichever order that was (:mod:`.registry`,
  :mod:`.labels`)
- archives have pages (:mod:`.archives`, :mod:`.pagination`)
- pages are written when something that they show has changed (:mod:`.pages`,
  :mod:`.facets`, :mod:`.views`, :mod:`.links`, :mod:`.record`); excerpts are rendered
  once (:mod:`.excerpts`)
- a configuration that has not changed is seen not to have (:mod:`.config_memory`), a
  source that has changed is seen to have (:mod:`.source_stamps`)
- the garbage collector is told of what documents are (:mod:`.garbage`)
- what has to be changed in ABlog and Sphinx at run time is in :mod:`.patches`
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ablog import builder_support
from ablog import post as ablog_post
from sphinx.builders.html import StandaloneHTMLBuilder

from blog_scaling import images
from blog_scaling.archive_events import (
    Archive,
    collect_archives,
    connect_archives,
    with_links,
)
from blog_scaling.compiled_templates import keep_compiled_templates
from blog_scaling.config_memory import FIRST, LAST, ConfigMemory
from blog_scaling.dates import forget_machine
from blog_scaling.escaping import escape_texts
from blog_scaling.excerpts import append_excerpts
from blog_scaling.garbage import collect_after, collect_less
from blog_scaling.images import name_images, note_images
from blog_scaling.inventories import Inventories
from blog_scaling.labels import add_labels, drop_labels, keep_labels
from blog_scaling.light_posts import (
    lighten_posts,
    mark_excerpts,
    merge_posts,
    purge_posts,
)
from blog_scaling.light_tocs import lighten_tocs
from blog_scaling.links import Links, note_missing, note_postlists
from blog_scaling.pages import Pages, pages_of
from blog_scaling.parallel import FEW, write_pages
from blog_scaling.patches import (
    allow_parallel_reading,
    ask_once,
    disconnect,
    knows_ablog,
    make_fewer_paths,
    observe_writing,
    order_posts,
    set_tomorrow,
    warn_of_ablog,
    work_in_parallel,
)
from blog_scaling.registry import register_posts
from blog_scaling.repeated_names import RepeatedNames
from blog_scaling.rereading import documents_to_reread
from blog_scaling.source_stamps import SourceStamps
from jekyll_frontmatter.timezone import add_timezone
from permalinks import local_code
from permalinks.generated import (
    OUTDATED_PAGES,
    UNFINISHED,
    add_generated_pages_event,
)
from permalinks.unwritable import telling

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata


def begin_pages(app: Sphinx) -> None:
    """Follow what the builder writes (``builder-inited``).

    But not those that ABlog does not support, nor those of books and help viewers: what
    is in their folders goes into the book.
    """
    builder = app.builder
    work_in_parallel(app)
    keep_compiled_templates(app)
    if not isinstance(builder, StandaloneHTMLBuilder) or builder.embedded:
        return
    if builder_support(builder):
        pages = Pages(app, builder)
        builder._blog_pages = pages  # type: ignore[attr-defined]
        builder.knows_links = True  # type: ignore[attr-defined]
        observe_writing(
            builder,
            begins=lambda docnames: _begin_writing(builder, pages, docnames),
            written=pages.page_written,
        )


def _begin_writing(builder: Builder, pages: Pages, docnames: AbstractSet[str]) -> None:
    collect_after(len(docnames))
    if not getattr(builder, "failed", False):
        pages.begin(docnames)


def begin_reading(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Be ready for as many documents (``env-before-read-docs``)."""
    collect_after(len(docnames))


def settle_posts(app: Sphinx, env: BuildEnvironment) -> None:
    """Make the blog of what was read (``env-updated``, before anyone asks for it)."""
    add_labels(env)
    blog = register_posts(app)
    if pages := pages_of(app):
        pages.notes.discard()
        pages.settle(blog)


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


def collect_outdated(app: Sphinx) -> Iterator[Archive]:
    """Give the archives that have changed (``html-collect-pages``)."""
    if pages := pages_of(app):
        pages.collect_notes()
        outdated = pages.outdated_archives(collect_archives(app))
        yield from _write_many(app, pages, [*with_links(app.builder, outdated)])
    else:
        yield from with_links(app.builder, collect_archives(app))


def _write_many(app: Sphinx, pages: Pages, archives: list[Archive]) -> list[Archive]:
    """Write archives in parallel, if they are many and it is allowed.

    :returns: those that Sphinx is to write
    """
    builder = app.builder
    if (
        not isinstance(builder, StandaloneHTMLBuilder)
        or not builder.parallel_ok
        or len(archives) <= FEW
    ):
        return archives
    if not write_pages(app, builder, archives, app.parallel):
        builder.failed = True  # type: ignore[attr-defined]
    pages.collect_notes()
    for pagename, _context, _template in archives:
        pages.keep(pagename, written=True)
    return []


def is_unfinished(app: Sphinx) -> bool:
    """Say whether an archive is to be written (``permalinks-unfinished``)."""
    pages = pages_of(app)
    return pages is not None and any(
        True for _ in pages.outdated_archives(collect_archives(app))
    )


def outdated_pages(app: Sphinx, pagenames: list[str]) -> list[str]:
    """Return which pages show what has changed (``permalinks-outdated-pages``)."""
    pages = pages_of(app)
    return [] if pages is None else pages.outdated_among(pagenames)


def finish_pages(app: Sphinx, exception: Exception | None) -> None:
    """Leave the record, when all is written (``build-finished``)."""
    pages = pages_of(app)
    failed = exception is not None or getattr(app.builder, "failed", False)
    if pages is not None and not failed:
        pages.finish()


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    app.setup_extension("blog_posts")
    collect_less()
    make_fewer_paths()
    ask_once()
    app.connect("env-before-read-docs", begin_reading)
    ConfigMemory().connect(app)
    local_code.connect(app)
    RepeatedNames().connect(app)
    if knows_ablog():
        order_posts()
        _connect_posts(app)
        _connect_pages(app)
    else:
        warn_of_ablog()
    return {
        "version": "0.1.0",
        "env_version": 3,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def _connect_posts(app: Sphinx) -> None:
    disconnect(app, "env-purge-doc", ablog_post.purge_posts)
    app.connect("env-purge-doc", purge_posts)
    app.connect("env-before-read-docs", drop_labels)
    app.connect("env-before-read-docs", lighten_tocs)
    app.connect("doctree-read", keep_labels, priority=450)  # ABlog's is at 500
    app.connect("doctree-read", mark_excerpts, priority=550)
    app.connect("doctree-read", lighten_posts, priority=650)
    app.connect("env-merge-info", merge_posts)
    app.connect("env-updated", settle_posts, priority=100)
    app.connect("config-inited", forget_machine)
    add_timezone(app)
    app.connect("config-inited", set_tomorrow, priority=LAST)
    allow_parallel_reading(app)


def _connect_pages(app: Sphinx) -> None:
    connect_archives(app, collect_outdated)
    links = Links()
    SourceStamps().connect(app)
    Inventories(app).connect()
    app.connect("env-get-outdated", documents_to_reread)
    app.connect("env-get-outdated", images.documents_to_reread)
    app.connect("env-updated", name_images, priority=50)
    app.connect("doctree-resolved", note_images, priority=FIRST)
    app.connect("builder-inited", escape_texts, priority=700)  # all have been added
    app.connect("builder-inited", begin_pages, priority=LAST)
    app.connect("env-updated", links.settle, priority=800)
    app.connect("env-get-updated", outdated_documents, priority=900)
    app.connect("missing-reference", note_missing, priority=LAST)
    app.connect("doctree-resolved", note_postlists, priority=FIRST)
    app.connect("doctree-resolved", links.note, priority=900)
    app.connect("doctree-resolved", append_excerpts, priority=950)
    app.connect("html-page-context", observe_page, priority=510)
    app.connect("build-finished", telling(finish_pages))
    add_generated_pages_event(app)
    app.connect(UNFINISHED, is_unfinished)
    app.connect(OUTDATED_PAGES, outdated_pages)

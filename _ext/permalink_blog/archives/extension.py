"""The parts of the extension ``permalink_blog.archives``, connected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder

from permalink_blog.archives.events import (
    Archive,
    collect_archives,
    connect_archives,
    with_links,
)
from permalink_blog.archives.pages import archive_pagenames
from permalink_blog.core.build import build_of
from permalink_blog.core.events import (
    GENERATED_PAGES,
    UNFINISHED,
    add_generated_pages_event,
)
from permalink_blog.core.stored_front_matter import add_front_matter
from permalink_blog.core.version import extension_metadata
from permalink_blog.incremental.pages import Pages, pages_of
from permalink_blog.posts.blog import blog_of
from permalink_blog.posts.support import is_supported
from permalink_blog.upstream.ablog import ARCHIVES
from permalink_blog.upstream.apply import is_on
from permalink_blog.upstream.sphinx.parallel import FEW, write_pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def collect_outdated(app: Sphinx) -> Iterator[Archive]:
    """Yield the archives that have changed (``html-collect-pages``)."""
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
        build_of(app).failed = True
    pages.collect_notes()
    for pagename, _context, _template in archives:
        pages.keep(pagename, written=True)
    return []


def is_unfinished(app: Sphinx) -> bool:
    """Return whether an archive has to be written (``permalinks-unfinished``)."""
    pages = pages_of(app)
    return pages is not None and any(
        True for _ in pages.outdated_archives(collect_archives(app))
    )


def archive_names(app: Sphinx) -> list[str]:
    """Return the names of all archives (``permalinks-generated-pages``).

    So ``permalink_blog.urls`` can refuse a permalink that is in their way before
    anything is written.
    """
    blog = blog_of(app)
    return archive_pagenames(blog, app.config.blog_page_size)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    add_front_matter(app)
    app.setup_extension("ablog")
    if is_supported(app) and is_on(app, ARCHIVES):
        connect_archives(app, collect_outdated)
        add_generated_pages_event(app)
        app.connect(GENERATED_PAGES, archive_names)
        app.connect(UNFINISHED, is_unfinished)
    return extension_metadata()

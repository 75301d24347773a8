"""The parts of the extension ``permalink_blog.posts``, connected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from permalink_blog.core.build import commit_output
from permalink_blog.core.events import GENERATED_PAGES, add_generated_pages_event
from permalink_blog.core.priorities import (
    BuildFinished,
    DoctreeRead,
    DoctreeResolved,
    HtmlPageContext,
)
from permalink_blog.core.version import extension_metadata
from permalink_blog.posts.copied_nodes import anchor_label, fix_repeats, link_repeats
from permalink_blog.posts.generated import generated_pages
from permalink_blog.posts.page_urls import correct_page_urls
from permalink_blog.posts.postlist import list_posts
from permalink_blog.posts.schedule import record_schedule
from permalink_blog.upstream.ablog_pages import PAGES
from permalink_blog.upstream.apply import use
from permalink_blog.upstream.sphinx.write_errors import reporting_write_errors

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    app.setup_extension("permalink_blog.directives")
    use(app, PAGES)
    add_generated_pages_event(app)
    app.connect(GENERATED_PAGES, generated_pages)
    app.connect("doctree-read", anchor_label, priority=DoctreeRead.ANCHORS)
    app.connect("doctree-read", fix_repeats, priority=DoctreeRead.ANCHORS)
    app.connect("doctree-resolved", link_repeats)
    app.connect("doctree-resolved", list_posts, priority=DoctreeResolved.BEFORE_ABLOG)
    app.connect(
        "html-page-context", correct_page_urls, priority=HtmlPageContext.PAGE_URLS
    )
    app.connect("build-finished", record_schedule)
    app.connect(
        "build-finished",
        reporting_write_errors(commit_output),
        priority=BuildFinished.STORE,
    )
    return extension_metadata(env_version=1)

"""The parts of the extension ``permalink_blog.posts``, connected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from permalink_blog.core.events import GENERATED_PAGES, add_generated_pages_event
from permalink_blog.core.version import extension_metadata
from permalink_blog.posts.copied_nodes import anchor_label, link_repeats, mend_repeats
from permalink_blog.posts.generated import generated_pages
from permalink_blog.posts.page_urls import correct_page_urls
from permalink_blog.posts.postlist import list_posts

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    app.setup_extension("permalink_blog.directives")
    add_generated_pages_event(app)
    app.connect(GENERATED_PAGES, generated_pages)
    # after ABlog has registered the post; before it replaces its postlist nodes
    app.connect("doctree-read", anchor_label, priority=600)
    app.connect("doctree-read", mend_repeats, priority=600)
    app.connect("doctree-resolved", link_repeats)
    app.connect("doctree-resolved", list_posts, priority=400)
    # right after ABlog; permalink_blog.incremental (510) notes what is asked of it
    app.connect("html-page-context", correct_page_urls, priority=505)
    return extension_metadata(env_version=1)

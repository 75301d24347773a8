"""ABlog with the builders and links that it does not know.

- ``postlist`` in LaTeX, text and manual pages (:mod:`.postlist`)
- posts repeated in archives and feeds, whose links arrive (:mod:`.repeats`)
- the names of archives, before they are written (:mod:`.pages`), and the URLs of pages
  (:mod:`.page_urls`)
- the summary of a post (:mod:`.summaries`)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blog_builders.page_urls import correct_page_urls
from blog_builders.pages import generated_pages
from blog_builders.postlist import list_posts
from blog_builders.repeats import anchor_label, link_repeats, mend_repeats
from permalinks.generated import GENERATED_PAGES, add_generated_pages_event

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    app.setup_extension("blog_posts")
    add_generated_pages_event(app)
    app.connect(GENERATED_PAGES, generated_pages)
    # after ABlog has registered the post; before it replaces its postlist nodes
    app.connect("doctree-read", anchor_label, priority=600)
    app.connect("doctree-read", mend_repeats, priority=600)
    app.connect("doctree-resolved", link_repeats)
    app.connect("doctree-resolved", list_posts, priority=400)
    # right after ABlog; blog_scaling (510) notes what is asked of it
    app.connect("html-page-context", correct_page_urls, priority=505)
    return {
        "version": "0.1.0",
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }

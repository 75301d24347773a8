"""Open Graph, JSON-LD and descriptions, for previews of links and search engines.

Open Graph for previews of a link, JSON-LD for search engines, and a description and an
image for both. Templates of lists have the image, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from permalink_blog.core.priorities import HtmlPageContext
from permalink_blog.core.scholarly import add_scholarly_settings
from permalink_blog.core.stored_front_matter import add_front_matter
from permalink_blog.core.timezone import add_timezone
from permalink_blog.core.version import extension_metadata
from permalink_blog.metadata.card import card_dependency_value, check_card
from permalink_blog.metadata.images import (
    choose_image,
    copy_image,
    forget_image,
    merge_images,
)
from permalink_blog.metadata.pages import add_metadata
from permalink_blog.metadata.thumbnails import (
    CARD_DEPENDENCY,
    DEPENDENCY,
    add_thumbnails,
    image_dependency_value,
    register_dependency_values,
)
from permalink_blog.upstream.apply import use
from permalink_blog.upstream.sphinx.page_head import PAGE_HEAD

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set the extension up; the order in ``extensions`` does not matter."""
    app.add_config_value("blog_metadata_card", "", "html", frozenset({str}))
    add_front_matter(app)
    add_scholarly_settings(app)
    add_timezone(app)  # dates of posts are in it
    app.connect("builder-inited", check_card)

    # Reading
    app.connect("doctree-read", choose_image)
    app.connect("env-purge-doc", forget_image)
    app.connect("env-merge-info", merge_images)

    # Writing
    use(app, PAGE_HEAD)
    app.connect("doctree-resolved", copy_image)
    app.connect("html-page-context", add_thumbnails)
    app.connect("html-page-context", add_metadata, priority=HtmlPageContext.METADATA)
    register_dependency_values(app, DEPENDENCY, image_dependency_value)
    register_dependency_values(app, CARD_DEPENDENCY, card_dependency_value)

    return extension_metadata(env_version=1)

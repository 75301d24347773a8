"""Sphinx extension: pages say what they are to those who find and share them.

Open Graph for previews of a link, JSON-LD for search engines, and a description and an
image for both. Templates of lists have the image, too.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.locale import __
from sphinx.util import logging

from blog_metadata.images import choose_image, copy_image, forget_image, merge_images
from blog_metadata.pages import add_metadata
from blog_metadata.thumbnails import FACET, add_thumbnails, answer, answer_for

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)


def _find_card(app: Sphinx) -> None:
    """Warn if the site's card is not there (``builder-inited``)."""
    card = app.config.blog_metadata_card
    if card and not Path(app.confdir, card).is_file():
        logger.warning(
            __("blog_metadata_card: there is no file %r beside conf.py"),
            card,
            type="blog_metadata",
            subtype="card",
        )


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set the extension up; the order in ``extensions`` does not matter."""
    app.add_config_value("blog_metadata_card", "", "html", frozenset({str}))
    app.connect("builder-inited", _find_card)

    # Reading
    app.connect("doctree-read", choose_image)
    app.connect("env-purge-doc", forget_image)
    app.connect("env-merge-info", merge_images)

    # Writing
    app.connect("doctree-resolved", copy_image)
    app.connect("html-page-context", add_thumbnails)
    # After ABlog (500) has given the blog, and blog_scaling (510) what notes its use.
    app.connect("html-page-context", add_metadata, priority=550)
    answer_for(app, FACET, answer)

    return {
        "version": "1.0",
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }

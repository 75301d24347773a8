"""The extensions that make a blog, set up together."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from sphinx.util import logging

from permalink_blog.core.extras import how_to_install
from permalink_blog.core.priorities import ConfigInited
from permalink_blog.core.version import extension_metadata
from permalink_blog.defaults import set_defaults

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)

PARTS = (
    "permalink_blog.notebooks",
    "permalink_blog.safe_reading",
    "permalink_blog.frontmatter",
    "sphinxcontrib.youtube",
    "permalink_blog.video",
    "permalink_blog.images",
    "permalink_blog.formulas",
    "ablog",
    "permalink_blog.directives",
    "permalink_blog.posts",
    "permalink_blog.incremental",
    "permalink_blog.archives",
    "permalink_blog.related",
    "permalink_blog.languages",
    "permalink_blog.feeds",
    "permalink_blog.search",
    "permalink_blog.metadata",
    "permalink_blog.citations",
    "permalink_blog.checks",
    "permalink_blog.links",
    "permalink_blog.urls",
    "permalink_blog.comments",
    "permalink_blog.page_parts",
    "permalink_blog.books",
    "permalink_blog.theme",
    "permalink_blog.preview",
)
"""Extensions, in the order of their setup: that in which a post meets them."""

_NEEDS = {
    "permalink_blog.formulas": "math_core",
    "permalink_blog.checks": "fastjsonschema",
}
"""Parts with an optional package, and the module that they import."""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set all parts up.

    A part whose optional package is not installed is left out.
    """
    for name in PARTS:
        module = _NEEDS.get(name, "")
        if module and find_spec(module) is None:
            logger.info("%s is left out; it needs: %s", name, how_to_install(module))
            continue
        app.setup_extension(name)
    app.connect("config-inited", set_defaults, priority=ConfigInited.DEFAULTS)
    return extension_metadata()

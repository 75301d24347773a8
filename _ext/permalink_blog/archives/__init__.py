"""Generated lists of posts, with pagination: all, by year and by label."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    # Only now: an import of one module of this package does not load all of them.
    from permalink_blog.archives import extension

    return extension.setup(app)

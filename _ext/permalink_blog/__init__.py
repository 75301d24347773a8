"""A blog on Sphinx whose URLs never break.

``extensions = ["permalink_blog"]`` loads everything that a blog needs (:mod:`.parts`),
with settings that suit a blog (:mod:`.defaults`). Each part is an extension of its own,
for those who want some of them: ``permalink_blog.urls``, ``permalink_blog.feeds``, ...
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from permalink_blog.core.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["__version__", "setup"]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register all extensions with Sphinx."""
    # Only now: an import of one part does not load what all of them need.
    from permalink_blog import parts

    return parts.setup(app)

"""Which documents are posts: their registry, order, labels, drafts and excerpts.

- ``postlist`` in LaTeX, text and manual pages (:mod:`.postlist`)
- posts repeated in archives and feeds, whose links arrive (:mod:`.copied_nodes`)
- the names of archives, before they are written (:mod:`.generated`), and the URLs of
  pages (:mod:`.page_urls`)
- the summary of a post (:mod:`.summaries`)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    # Only now: an import of one module of this package does not load all of them.
    from permalink_blog.posts import extension

    return extension.setup(app)

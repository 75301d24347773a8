"""Permalinks: the permalink table, the HTML builders, redirects and the sitemap.

``permalink: summer-2018`` makes ``summer-2018.html`` with the ``html`` builder and
``summer-2018/index.html`` with ``dirhtml``. Both builders ask one table where each
page goes, so every link that Sphinx and its extensions make is right. The rules are
Jekyll's (https://jekyllrb.com/docs/permalinks/); see ``guide/permalinks.md``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    # Only now: an import of one module of this package does not load all of them.
    from permalink_blog.urls import extension

    return extension.setup(app)

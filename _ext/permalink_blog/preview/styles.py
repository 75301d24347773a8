"""Links to style sheets without checksums, so that a new style costs no new page.

On the web the checksum in a link keeps a browser from showing what it has of an older
style; each page has to be written for it. In a preview ``blog-preview.js`` asks whether
a style is the latest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from permalink_blog.urls.late_assets import without_checksums

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


def leave_out_checksums(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Leave them out of a page (``html-page-context``, after Sphinx)."""
    if (css_tag := context.get("css_tag")) is not None:
        context["css_tag"] = without_checksums(css_tag, lambda _name: True)

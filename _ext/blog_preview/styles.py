"""Links to style sheets without checksums, so that a new style costs no new page.

On the web the checksum in a link keeps a browser from showing what it has of an older
style; each page has to be written for it. In a preview ``blog-preview.js`` asks whether
a style is the latest.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

_CHECKSUM = re.compile(r"\?v=[0-9a-f]+")


def leave_out_checksums(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Leave them out of a page (``html-page-context``, after Sphinx)."""
    with_checksum = context.get("css_tag")

    def css_tag(css: Any) -> str:
        return _CHECKSUM.sub("", str(with_checksum(css)))  # type: ignore[misc]

    if with_checksum is not None:
        context["css_tag"] = css_tag

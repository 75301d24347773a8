"""The pages without a source that are known before they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

GENERATED_PAGES = "permalinks-generated-pages"
"""The event at which extensions return the names of the pages that they generate."""


def add_generated_pages_event(app: Sphinx) -> None:
    """Register the event, unless another extension of this family has done so."""
    if GENERATED_PAGES not in app.events.events:
        app.add_event(GENERATED_PAGES)


def known_generated(builder: StandaloneHTMLBuilder) -> set[str]:
    """Name the pages that Sphinx and those extensions will generate."""
    pagenames = set(builder.config.html_additional_pages)
    if builder.use_index:
        pagenames.add("genindex")
    if builder.search:
        pagenames.add("search")
    if "notfound_pagename" in builder.config:
        pagenames.add(builder.config.notfound_pagename)
    for more in builder.events.emit(GENERATED_PAGES):
        pagenames.update(more)
    return pagenames

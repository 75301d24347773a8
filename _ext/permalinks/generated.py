"""The pages without a source, and other files, that are known before writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.events import EventManager

GENERATED_PAGES = "permalinks-generated-pages"
"""The event at which extensions return the names of the pages that they generate."""

UNFINISHED = "permalinks-unfinished"
"""The event at which extensions return true if they have something to write, although
no document was read or written."""

TAKEN_FILES = "permalinks-taken-files"
"""The event at which extensions return the files that they write and that are no pages:
each, relative to the output folder, with the config value that asks for it."""

_KNOWN = ("ablog", "blog_feeds", "blog_scaling", "notfound", "permalinks", "sphinx")


def add_generated_pages_event(app: Sphinx) -> None:
    """Register the event, unless another extension of this family has done so."""
    if GENERATED_PAGES not in app.events.events:
        app.add_event(GENERATED_PAGES)
        app.add_event(UNFINISHED)
        app.add_event(TAKEN_FILES)


def anything_unfinished(events: EventManager) -> bool:
    """Say whether an extension has, or may have, something to write.

    Those that generate pages and are not known here may make them of anything.
    """
    for listener in events.listeners.get("html-collect-pages", ()):
        module = getattr(listener.handler, "__module__", None) or ""
        if module.partition(".")[0] not in _KNOWN:
            return True
    return any(events.emit(UNFINISHED))


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


def taken_files(events: EventManager) -> dict[str, str]:
    """Name the files that extensions say they write, and what asks for each."""
    files: dict[str, str] = {}
    for more in events.emit(TAKEN_FILES):
        files.update(more)
    return files

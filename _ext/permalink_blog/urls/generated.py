"""Generated pages and other files that are known before writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from permalink_blog.core.events import (
    GENERATED_PAGES,
    OUTDATED_PAGES,
    OWNED_FILES,
    TAKEN_FILES,
    UNFINISHED,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.events import EventManager


_KNOWN = (
    "permalink_blog.",
    "ablog.",
    "notfound.",
    "sphinx.",
)


def anything_unfinished(events: EventManager) -> bool:
    """Return whether an extension has, or may have, something to write.

    Those that generate pages and are not known here may make them of anything.
    """
    listeners = events.listeners.get("html-collect-pages", ())
    if not all(is_known(listener.handler) for listener in listeners):
        return True
    return any(events.emit(UNFINISHED))


def is_known(handler: Callable[..., Any]) -> bool:
    """Return whether a handler of ``html-collect-pages`` is listed as deterministic.

    It yields the same pages in each build in which nothing has changed.

    :param handler: function or method
    """
    module = getattr(handler, "__module__", None) or ""
    return f"{module}.".startswith(_KNOWN)


def owned_files(events: EventManager) -> set[str]:
    """Return the files and folders that extensions look after."""
    return {name for names in events.emit(OWNED_FILES) for name in names}


def outdated_pages(events: EventManager, pagenames: Iterable[str]) -> set[str]:
    """Return the pages with content that has changed according to an extension.

    :param events: of the application
    :param pagenames: that may be outdated
    """
    asked = {*pagenames}
    found: set[str] = set()
    for more in events.emit(OUTDATED_PAGES, sorted(asked)) if asked else ():
        found.update(more)
    return found & asked


def known_generated(builder: StandaloneHTMLBuilder) -> set[str]:
    """Return the names of the pages that Sphinx and known extensions will generate."""
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
    """Return the files that extensions declare to write.

    :returns: path in the output folder to the setting or key that asks for it
    """
    files: dict[str, str] = {}
    for more in events.emit(TAKEN_FILES):
        files.update(more)
    return files

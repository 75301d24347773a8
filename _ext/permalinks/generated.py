"""The pages without a source, and other files, that are known before writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.events import EventManager

GENERATED_PAGES = "permalinks-generated-pages"
"""The event at which extensions return the names of the pages that they generate."""

UNFINISHED = "permalinks-unfinished"
"""The event at which extensions return true if they have something to write, although
no document was read or written."""

OWNED_FILES = "permalinks-owned-files"
"""The event at which extensions return the files that they remove themselves when a
build needs them no longer: relative to the output folder; a folder ends in a slash."""

OUTDATED_PAGES = "permalinks-outdated-pages"
"""The event at which extensions are given the names of pages that another extension has
generated, and return those that show something that has changed since."""

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
        app.add_event(OWNED_FILES)
        app.add_event(OUTDATED_PAGES)


def anything_unfinished(events: EventManager) -> bool:
    """Say whether an extension has, or may have, something to write.

    Those that generate pages and are not known here may make them of anything.
    """
    listeners = events.listeners.get("html-collect-pages", ())
    if not all(is_known(listener.handler) for listener in listeners):
        return True
    return any(events.emit(UNFINISHED))


def is_known(handler: Callable[..., Any]) -> bool:
    """Return whether a handler of ``html-collect-pages`` is one that is known here.

    It yields the same pages in each build in which nothing has changed.
    """
    module = getattr(handler, "__module__", None) or ""
    return module.partition(".")[0] in _KNOWN


def owned_files(events: EventManager) -> set[str]:
    """Return the files and folders that extensions look after."""
    return {name for names in events.emit(OWNED_FILES) for name in names}


def outdated_pages(events: EventManager, pagenames: Iterable[str]) -> set[str]:
    """Return which pages show something that an extension knows to have changed."""
    asked = {*pagenames}
    found: set[str] = set()
    for more in events.emit(OUTDATED_PAGES, sorted(asked)) if asked else ():
        found.update(more)
    return found & asked


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

"""Event names that several extensions share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


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


def add_generated_pages_event(app: Sphinx) -> None:
    """Register the event, unless another extension of this family has done so."""
    if GENERATED_PAGES not in app.events.events:
        app.add_event(GENERATED_PAGES)
        app.add_event(UNFINISHED)
        app.add_event(TAKEN_FILES)
        app.add_event(OWNED_FILES)
        app.add_event(OUTDATED_PAGES)

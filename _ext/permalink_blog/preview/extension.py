"""The handlers of a build that is a preview, connected.

Another build does not load this module.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from permalink_blog.core.build import build_of
from permalink_blog.core.priorities import (
    BuildFinished,
    EnvUpdated,
    HtmlPageContext,
    SourceRead,
)
from permalink_blog.core.tracker import register_dependency_values
from permalink_blog.preview.front_matter import (
    forget_removed,
    keep_front_matter,
    merge_kept,
)
from permalink_blog.preview.pages import LIST, NOTE, PreviewNotes
from permalink_blog.preview.state import State, followed, read_state, write_state
from permalink_blog.preview.styles import leave_out_checksums
from permalink_blog.preview.templates import check_templates
from permalink_blog.upstream.sphinx.write_errors import reporting_write_errors

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class Preview:
    """One build of a preview.

    :param app: its application
    """

    def __init__(self, app: Sphinx) -> None:
        self._outdir = Path(app.outdir)
        self._last = read_state(self._outdir)

    def finish(self, app: Sphinx, exception: Exception | None) -> None:
        """Leave what the next build and the browser ask for (``build-finished``).

        A build that failed leaves what was there, so that the next one makes up for it.
        """
        build = build_of(app)
        if exception is not None or build.failed:
            return
        moved = self._last.moved if self._last else {}
        if addresses := build.addresses:
            moved = followed(moved, addresses.last_uris, addresses.uris)
        write_state(self._outdir, State(moved))


def connect(app: Sphinx) -> None:
    """Connect what makes a preview.

    :param app: whose builder makes a website
    """
    check_templates(app)
    preview, notes = Preview(app), PreviewNotes()
    app.connect("env-before-read-docs", forget_removed)
    app.connect(
        "source-read", keep_front_matter, priority=SourceRead.BEFORE_FRONT_MATTER
    )
    app.connect("env-merge-info", merge_kept)
    app.connect("env-updated", notes.settle, priority=EnvUpdated.NOTES)
    app.connect(
        "html-page-context", notes.add_to_page, priority=HtmlPageContext.PREVIEW
    )
    app.connect(
        "html-page-context",
        leave_out_checksums,
        priority=HtmlPageContext.COMPLETE,
    )
    register_dependency_values(app, NOTE, notes.shown_note)
    register_dependency_values(app, LIST, notes.shown_list)
    app.connect(
        "build-finished",
        reporting_write_errors(preview.finish),
        priority=BuildFinished.PREVIEW,
    )

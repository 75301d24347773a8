"""Make docutils' settings once in each build."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sphinx
import sphinx.util.docutils

from permalink_blog.upstream.change import (
    Undo,
    UpstreamChange,
    lacks,
)
from permalink_blog.upstream.docutils import keep_settings

if TYPE_CHECKING:
    from sphinx.application import Sphinx


_SETTINGS = "_get_settings"


def _lacks_settings() -> str:
    if sphinx.version_info < (9,):
        return ""  # Sphinx 8.2 has no such function, and another way
    return lacks(sphinx.util.docutils, _SETTINGS)


def _keep_settings(_app: Sphinx) -> Undo | None:
    if not hasattr(sphinx.util.docutils, _SETTINGS):
        return None
    return keep_settings(sphinx.util.docutils, _SETTINGS)


DOCUTILS_SETTINGS = UpstreamChange(
    name="sphinx.docutils-settings",
    issue="sphinx-doc/sphinx#4230",
    versions={"sphinx": ">=8.2,<10"},
    why="make docutils' settings once, and copy them for each document",
    correct=False,
    misfit=_lacks_settings,
    apply=_keep_settings,
)

"""Make docutils' settings and the checksums of assets once in each build."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import sphinx
import sphinx.util.docutils
from sphinx.builders import html

from permalink_blog.upstream.change import (
    Undo,
    UpstreamChange,
    lacks,
    replace_attribute,
)
from permalink_blog.upstream.docutils import keep_settings

if TYPE_CHECKING:
    from sphinx.application import Sphinx


_SETTINGS = "_get_settings"
_CHECKSUM = "_file_checksum"


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


def _keep_checksums(_app: Sphinx) -> Undo:
    # Sphinx 9 keeps them by the real path, which it finds out each time.
    checksum = getattr(html, _CHECKSUM)
    asked = cache(getattr(checksum, "__wrapped__", checksum))
    return replace_attribute(html, _CHECKSUM, asked)


ASSET_CHECKSUMS = UpstreamChange(
    name="sphinx.asset-checksums",
    issue="sphinx-doc/sphinx#11415",
    versions={"sphinx": ">=8.2,<10"},
    why="compute the checksum of each style sheet and script once",
    correct=False,
    misfit=lambda: lacks(html, _CHECKSUM),
    apply=_keep_checksums,
)

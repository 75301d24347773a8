"""What a build of a small blog wrote, and edits of its sources."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx.util.console import (  # type: ignore[attr-defined]
    strip_escape_sequences,
)

from site_tools.edits import save

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp

Stamps = dict[str, tuple[int, int]]
"""File to what tells one version of it from the next: inode and time of change."""

ANY_NEWS = frozenset({"genindex.html", "search.html", "searchindex.js", "objects.inv"})
"""What Sphinx writes in any build that has something to write."""


def edit(path: Path, old: str, new: str) -> None:
    """Replace a piece of a text that is in it; the file is newer then."""
    text = path.read_text("utf-8")
    assert old in text, f"{old!r} is not in {path}"
    save(path, text.replace(old, new))


def stamps(outdir: Path) -> Stamps:
    """Give all files of an output, but for Sphinx's and our notes."""
    return {
        path.relative_to(outdir).as_posix(): (
            path.stat().st_ino,
            path.stat().st_mtime_ns,
        )
        for path in outdir.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def written(before: Stamps, outdir: Path) -> set[str]:
    """Name the files that were written or removed since, but for :data:`ANY_NEWS`."""
    now = stamps(outdir)
    changed = {file for file, stamp in now.items() if before.get(file) != stamp}
    return (changed | (before.keys() - now.keys())) - ANY_NEWS


def pages(files: set[str]) -> set[str]:
    """Choose the pages, without their suffix."""
    return {file.removesuffix(".html") for file in files if file.endswith(".html")}


def said(app: SphinxTestApp) -> str:
    """Give what a build said besides its warnings."""
    return strip_escape_sequences(app.status.getvalue())


def warned(app: SphinxTestApp) -> str:
    """Give the warnings of a build."""
    return strip_escape_sequences(app.warning.getvalue())


def count_read(app: SphinxTestApp) -> int:
    """Tell how many documents a build read."""
    found = re.search(r"(\d+) added, (\d+) changed, (\d+) removed", said(app))
    assert found, said(app)
    return int(found[1]) + int(found[2])

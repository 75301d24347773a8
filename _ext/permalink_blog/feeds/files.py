"""The files of feeds: which are ours, and how they go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from permalink_blog.core.files import is_inside, temporary_of
from permalink_blog.feeds.atom import GENERATOR
from permalink_blog.feeds.json_feed import COMMENT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


_HEAD = 8192  # bytes; both marks are before the entries
_MARKS = (f'uri="{GENERATOR}"'.encode(), f'"user_comment": "{COMMENT}"'.encode())
_SUFFIXES = (".xml", ".json")


def is_feed_of_ours(path: Path) -> bool:
    """Return whether a file is a feed that this extension or ABlog has written."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    return any(mark in head for mark in _MARKS)


def feeds_below(folder: Path) -> Iterator[Path]:
    """Find the feeds that this extension has made, or ABlog."""
    for suffix in _SUFFIXES:
        found = sorted(folder.rglob(f"*{suffix}"))
        yield from (path for path in found if is_feed_of_ours(path))


def remove_feed(path: Path, outdir: Path) -> None:
    """Remove a feed, if it is one, and the folders that it leaves empty.

    :raises OSError: if it cannot be removed
    """
    if not is_inside(path, outdir) or not is_feed_of_ours(path):
        return
    path.unlink()
    temporary_of(path).unlink(missing_ok=True)
    for folder in path.parents:
        if folder == outdir or any(folder.iterdir()):
            break
        folder.rmdir()

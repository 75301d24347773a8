"""What is in a folder, in an order that is the same on every machine."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


_HEADER = re.compile(rb"---\s*\r?\n")  # Jekyll::Utils.has_yaml_header?
_LONGEST_HEADER = 200  # bytes: a first line that is longer has more than "---"


def has_header(path: Path) -> bool:
    """Return whether a file begins with front matter, which makes it a page."""
    try:
        with path.open("rb") as file:
            return bool(_HEADER.match(file.readline(_LONGEST_HEADER)))
    except OSError:
        return False  # whoever reads it tells


def is_text(path: str) -> bool:
    """Return whether a path is valid text; names of files may be any bytes.

    :param path: with surrogates for bytes that are not UTF-8 (PEP 383)
    """
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def entries_of(folder: Path) -> list[os.DirEntry[str]]:
    """List a folder.

    :raises OSError: if it cannot be read
    """
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name)


def files_below(folder: Path, *, hidden: bool) -> Iterator[str]:
    """Yield the files below a folder as Ruby's ``**/*`` does.

    :param hidden: those whose name, or whose folder's, begins with a dot, too
    """
    for place, folders, files in os.walk(folder):
        folders.sort()
        if not hidden:
            folders[:] = [name for name in folders if not name.startswith(".")]
        for name in sorted(files):
            if hidden or not name.startswith("."):
                yield Path(place, name).relative_to(folder).as_posix()

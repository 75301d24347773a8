"""Files found by the names that authors write: percent-encoded, in any Unicode form.

A Markdown parser percent-encodes what an author typed, and macOS stores "ü" as two
characters where keyboards write one. Sphinx compares names byte by byte. Here a file is
found by the name as it is written, then by the percent-decoded one (RFC 3986, 2.1), in
each case in any of the canonically equivalent forms (Unicode Standard Annex 15).
"""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from unicodedata import normalize
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterator


_ANY_SUFFIX = ".*"  # Sphinx's wildcard for the formats of one image


def find_file(folder: Path, path: str, *, root: Path | None = None) -> Path | None:
    """Find a file by a path that an author wrote.

    :param folder: where a relative path begins
    :param path: ``/``-separated, percent-encoded or not; with the suffix ``.*`` it
        stands for the same file in any format
    :param root: the folder that no ``..`` leads out of; ``folder`` by default
    :returns: the path as the file system has it, not resolved and with the suffix as
        written; ``None`` if there is no such file
    """
    inside = os.path.normpath(root or folder)
    for name in dict.fromkeys((path, unquote(path))):
        try:
            found = _find(folder, PurePosixPath(name.lstrip("/")))
            if found and Path(os.path.normpath(found)).is_relative_to(inside):
                return found
        except (OSError, ValueError):  # no name that a file could have
            continue
    return None


def spaced_spellings(path: str, source: str) -> Iterator[str]:
    """Yield what a path may have been before docutils removed its spaces.

    docutils removes all white space from a URI (``directives.uri``).

    :param path: without spaces
    :param source: of the directive or HTML element that has the path
    """
    pattern = r"[ \t]*".join(map(re.escape, path))
    yield from dict.fromkeys(match[0] for match in re.finditer(pattern, source))


def _find(folder: Path, path: PurePosixPath) -> Path | None:
    if path.name.endswith(_ANY_SUFFIX):
        parent = _walk(folder, path.parent)
        stem = normalize("NFC", path.name.removesuffix(_ANY_SUFFIX))
        names = (file.name.rpartition(".")[0] for file in _files(parent))
        same = sorted(name for name in names if normalize("NFC", name) == stem)
        return parent / f"{same[0]}{_ANY_SUFFIX}" if parent and same else None
    file = folder / path
    if not file.is_file():
        file = _walk(folder, path) or file
    return file if file.is_file() else None


def _walk(folder: Path, path: PurePosixPath) -> Path | None:
    """Follow a path part by part, each by its name in any Unicode form."""
    found = folder
    for part in path.parts:
        exact = found / part
        if not exact.exists():
            name = normalize("NFC", part)
            same = sorted(
                entry
                for entry in _entries(found)
                if normalize("NFC", entry.name) == name
            )
            if not same:
                return None
            exact = same[0]
        found = exact
    return found


def _entries(folder: Path) -> Iterator[Path]:
    return folder.iterdir() if folder.is_dir() else iter(())


def _files(folder: Path | None) -> Iterator[Path]:
    return (x for x in _entries(folder) if x.is_file()) if folder else iter(())

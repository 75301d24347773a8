"""Repositories of git in an old site: left out, since their settings name programs.

Git takes any folder for a repository that has ``HEAD``, ``objects`` and ``refs``, or
``HEAD`` and ``commondir`` (``is_git_directory()`` in its ``setup.c``). To call git
within it runs what its ``config`` names. A folder ``.git`` is refused by its name
(:func:`permalink_blog.core.untrusted.paths.is_git_folder`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from permalink_import.model import Topic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from permalink_import.model import Finding
    from permalink_import.pieces import ImportedFile


_REPOSITORY = (
    "Folders that git would take for a repository are not copied, since its settings "
    "can run programs. Copy by hand what you need"
)


def without_repositories(
    pieces: Iterable[ImportedFile],
) -> tuple[list[ImportedFile], list[Finding]]:
    """Leave out the files of each folder that would be a repository here.

    :param pieces: all files of the import, each with its final target
    :returns: the other files, and a finding for each repository
    """
    pieces = list(pieces)
    names: dict[str, set[str]] = defaultdict(set)
    for piece in pieces:
        parts = _parts(piece)
        for depth, part in enumerate(parts):
            names["/".join(parts[:depth])].add(part)
    repositories = {folder for folder, inside in names.items() if _is_one(inside)}
    if not repositories:
        return pieces, []
    found: list[ImportedFile] = []
    left: dict[str, list[ImportedFile]] = defaultdict(list)
    for piece in pieces:
        above = next((x for x in _folders(piece) if x in repositories), None)
        if above is None:
            found.append(piece)
        else:
            left[above].append(piece)
    return found, [_finding(files) for _, files in sorted(left.items())]


def _is_one(names: set[str]) -> bool:
    return "head" in names and ({"objects", "refs"} <= names or "commondir" in names)


def _parts(piece: ImportedFile) -> list[str]:
    # Some file systems do not tell "HEAD" from "head".
    return piece.target.casefold().split("/")


def _folders(piece: ImportedFile) -> Iterator[str]:
    parts = _parts(piece)
    return ("/".join(parts[:depth]) for depth in range(len(parts)))


def _finding(files: list[ImportedFile]) -> Finding:
    first = min(files, key=lambda piece: piece.target)
    count = f"and {len(files) - 1} more files" if len(files) > 1 else ""
    return replace(first.failed(_REPOSITORY, count), topic=Topic.MISSING)

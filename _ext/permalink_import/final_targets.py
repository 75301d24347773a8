"""The second phase of an import: each file gets a target here that is its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from permalink_blog.core.errors import InvalidPermalinkError
from permalink_blog.urls.paths import collision_key
from permalink_blog.urls.url_list.documents import urls_of
from permalink_blog.urls.variants import bare_key
from permalink_import.files import UnsafePathError
from permalink_import.model import Outcome, Topic
from permalink_import.pieces import text_of
from permalink_import.refused_urls import with_changes
from permalink_import.sources.urls import permalink_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from permalink_import.fates import Forced
    from permalink_import.manifest import ManifestEntry
    from permalink_import.model import Finding
    from permalink_import.pieces import ImportedFile


_RENAMED = (
    "Two documents have one file name here, and the second is renamed. Its URL stays"
)
_SAME_PLACE = (
    "Two files have one place, and the second is not imported. Rename one of them in "
    "the old site, and import again"
)
_SAME_URL = (
    "Two files have one URL, and the second is not imported. Give one of them another "
    "permalink in the old site, and import again"
)


def placed(
    pieces: Iterable[ImportedFile], files: Mapping[str, ManifestEntry]
) -> tuple[list[ImportedFile], list[Finding]]:
    """Set a unique target for each file.

    A document stays where an earlier import put it. Of two sources with one target, a
    document gets another name: its URL is in its front matter. A file's name is
    its URL, so that the second is not imported.

    :param files: target to what earlier imports wrote there
    :returns: the pieces, those first that are here already; and what there is to say
    """
    found: list[ImportedFile] = []
    findings: list[Finding] = []
    taken: dict[str, ImportedFile] = {}
    earlier = _earlier_targets(files)
    pieces = [_at_home(piece, earlier) for piece in pieces]
    pieces.sort(key=lambda piece: _precedence(piece, files))
    for piece in pieces:
        taken.setdefault(_key(piece), piece)
    for piece in pieces:
        other = taken[_key(piece)]
        if other is piece:
            found.append(piece)
        elif piece.is_document:
            mine = _renamed(piece, taken)
            taken[_key(mine)] = mine
            found.append(mine)
            detail = f"{other.source} has its name; this one is {mine.target}"
            failed = piece.failed(_RENAMED, detail)
            findings.append(replace(failed, outcome=Outcome.LEFT, topic=Topic.REPLACED))
        elif not _is_same(piece, other):
            findings.append(piece.failed(_SAME_PLACE, f"as {other.source}"))
    return found, findings


def _at_home(piece: ImportedFile, earlier: Mapping[str, str]) -> ImportedFile:
    target = earlier.get(piece.source, piece.target)
    is_alike = PurePosixPath(target).suffix == PurePosixPath(piece.target).suffix
    return replace(piece, target=target) if piece.is_document and is_alike else piece


def _precedence(
    piece: ImportedFile, files: Mapping[str, ManifestEntry]
) -> tuple[bool, bool, str, str]:
    entry = files.get(piece.target)
    is_here = entry is not None and entry.source == piece.source
    return not is_here, not piece.is_document, piece.source, piece.target


def _earlier_targets(files: Mapping[str, ManifestEntry]) -> dict[str, str]:
    """Return the target of each source that has only one."""
    targets: dict[str, list[str]] = {}
    for target, entry in files.items():
        targets.setdefault(entry.source, []).append(target)
    return {source: each[0] for source, each in targets.items() if len(each) == 1}


def _key(piece: ImportedFile) -> str:
    # Some file systems do not tell "About.md" from "about.md", and hosts do.
    return collision_key(piece.target) if piece.is_document else piece.target


def _renamed(piece: ImportedFile, taken: Mapping[str, ImportedFile]) -> ImportedFile:
    path = PurePosixPath(piece.target)
    number = 2
    while True:
        target = path.with_name(f"{path.stem}-{number}{path.suffix}").as_posix()
        mine = replace(piece, target=target)
        if _key(mine) not in taken:
            return mine
        number += 1


def _is_same(piece: ImportedFile, other: ImportedFile) -> bool:
    if other.is_document:
        return False
    try:
        return piece.read() == other.read()
    except (OSError, UnsafePathError):
        return False


def without_doubles(
    pieces: Iterable[ImportedFile],
) -> tuple[list[ImportedFile], list[Finding]]:
    """Leave out all but the first of the pieces with the same URL.

    :param pieces: in the order in which they have precedence
    """
    found: list[ImportedFile] = []
    findings: list[Finding] = []
    first: dict[str, ImportedFile] = {}
    for piece in pieces:
        other = first.setdefault(piece.path or piece.target, piece)
        if other is piece or other.path is None:
            found.append(piece)
        else:
            url = unquote(piece.path or "")
            findings.append(piece.failed(_SAME_URL, f"{url} is {other.source}"))
    return found, findings


# -- In place of a document of the site ------------------------------------------------


def keep_url(piece: ImportedFile) -> ImportedFile:
    """Return a file whose front matter asks for its URL, whatever its name is here.

    ``permalink: /:title/`` asks for another URL in a file with another name.
    """
    document = piece.document
    if document is None or document.url is None or piece.target == document.target:
        return piece
    text = text_of(document, document.front_matter, "")
    asks = urls_of(piece.target, text).get(bare_key(document.url)) == "permalink"
    if asks or "permalink" in document.changes:
        return piece
    try:
        changes = {**document.changes, "permalink": permalink_of(document.url)}
    except InvalidPermalinkError:
        return piece  # its reader has reported that
    document = replace(document, changes=changes)
    front_matter = with_changes(document, document.front_matter)
    return replace(piece, document=replace(document, front_matter=front_matter))


def is_start_page(file: str) -> bool:
    """Return whether a document is the root document.

    :param file: the document, relative to the source folder, with its suffix
    """
    return PurePosixPath(file).stem == "index" and "/" not in file


def may_replace(piece: ImportedFile, file: str) -> bool:
    """Return whether a document of the source site may replace one here.

    :param file: the document here, relative to the source folder
    """
    is_alike = PurePosixPath(file).suffix == PurePosixPath(piece.target).suffix
    return piece.is_document and is_alike and not is_start_page(file)


def replacing(
    pieces: Iterable[ImportedFile], folder: Path, forced: Forced
) -> list[ImportedFile]:
    """Replace documents that ``--force`` names by those with the same URL.

    :param folder: the source folder
    """
    pieces = list(pieces)
    targets = {piece.target for piece in pieces}
    for file in sorted(forced.paths - targets):
        try:
            text = (folder / file).read_text(encoding="utf-8-sig", errors="replace")
        except OSError:
            continue
        urls = urls_of(file, text).keys()
        for number, piece in enumerate(pieces):
            if piece.urls & urls and may_replace(piece, file):
                pieces[number] = replace(piece, target=file)
                break
    return pieces

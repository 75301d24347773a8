"""The files that an import wants to be here, each with a place of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from blog_import.files import UnsafePathError, read_old
from blog_import.model import Finding, Outcome
from permalinks.ledger.documents import urls_of
from permalinks.ledger.file import place
from permalinks.paths import collision_key
from permalinks.redirect_sources import FROM_KEYS
from permalinks.urls import bare_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from blog_import.manifest import Entry
    from blog_import.model import Asset, Document, OldSite


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A file that an import wants to be here.

    :param source: file of the old site, relative to its root; "" if the importer made
        the content
    :param target: file here, relative to the source folder
    :param read: gives the content; raises :class:`OSError` or ``UnsafePathError``
    :param path: that its URL has in common with all that name the same file; ``None``
        if it has no URL
    :param urls: what the spellings of each URL that it asks for have in common
        (:func:`permalinks.urls.bare_key`)
    :param is_document: it has front matter
    """

    source: str
    target: str
    read: Callable[[], bytes]
    path: str | None = None
    urls: frozenset[str] = frozenset()
    is_document: bool = False

    def failed(self, reason: str) -> Finding:
        """Say that it is not imported."""
        return Finding(
            outcome=Outcome.FAILED,
            source=self.source or self.target,
            line=0,
            what=self.target,
            reason=reason,
        )


def pieces_of(site: OldSite, root: Path) -> Iterator[Piece]:
    """Make the pieces of an old site, the documents first.

    :param root: its folder
    """
    for document in site.documents:
        yield _of_document(document)
    for asset in site.assets:
        yield _of_asset(asset, root)


def _of_document(document: Document) -> Piece:
    text = text_of(document)
    asks = document.url is None or any(
        key in document.front_matter for key in FROM_KEYS
    )
    urls = set(urls_of(document.target, text)) if asks else set()
    if document.url is not None:
        urls.add(bare_key(document.url))
    return Piece(
        source=document.source,
        target=document.target,
        read=lambda: text.encode("utf-8"),
        path=_path(document.url),
        urls=frozenset(urls),
        is_document=True,
    )


def _of_asset(asset: Asset, root: Path) -> Piece:
    return Piece(
        source=asset.source,
        target=asset.target,
        read=lambda: read_old(root, asset.source),
        path=_path(asset.url),
        urls=frozenset() if asset.url is None else frozenset({bare_key(asset.url)}),
    )


def _path(url: str | None) -> str | None:
    return None if url is None else collision_key(place(url)).removesuffix(".html")


def text_of(document: Document) -> str:
    """Write a document's file."""
    front_matter, body = document.front_matter.strip("\n"), document.body.strip("\n")
    if document.target.endswith((".rst", ".txt")):
        above = front_matter
    elif front_matter or body.startswith("---"):
        above = f"---\n{front_matter}\n---" if front_matter else "---\n---"
    else:
        above = ""
    text = "\n\n".join(part for part in (above, body) if part)
    return f"{text}\n"


def placed(
    pieces: Iterable[Piece], files: Mapping[str, Entry]
) -> tuple[list[Piece], list[Finding]]:
    """Give each piece a target that is its own.

    A document stays where an earlier import put it. Of two sources with one target, a
    document gets another name: its URL is told by its front matter. A file's name is
    its URL, so that the second is not imported.

    :param files: target to what earlier imports wrote there
    :returns: the pieces, those first that are here already; and what there is to say
    """
    found: list[Piece] = []
    findings: list[Finding] = []
    taken: dict[str, Piece] = {}
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
            reason = f"{other.source} is there; this one is {mine.target}"
            findings.append(replace(piece.failed(reason), outcome=Outcome.LEFT))
        elif not _is_same(piece, other):
            reason = f"{other.source} has the same place; rename one of them"
            findings.append(piece.failed(reason))
    return found, findings


def _at_home(piece: Piece, earlier: Mapping[str, str]) -> Piece:
    target = earlier.get(piece.source, piece.target)
    is_alike = PurePosixPath(target).suffix == PurePosixPath(piece.target).suffix
    return replace(piece, target=target) if piece.is_document and is_alike else piece


def _precedence(
    piece: Piece, files: Mapping[str, Entry]
) -> tuple[bool, bool, str, str]:
    entry = files.get(piece.target)
    is_here = entry is not None and entry.source == piece.source
    return not is_here, not piece.is_document, piece.source, piece.target


def _earlier_targets(files: Mapping[str, Entry]) -> dict[str, str]:
    """Say where each source was written to; only those with one place."""
    targets: dict[str, list[str]] = {}
    for target, entry in files.items():
        targets.setdefault(entry.source, []).append(target)
    return {source: each[0] for source, each in targets.items() if len(each) == 1}


def _key(piece: Piece) -> str:
    # Some file systems do not tell "About.md" from "about.md", and hosts do.
    return collision_key(piece.target) if piece.is_document else piece.target


def _renamed(piece: Piece, taken: Mapping[str, Piece]) -> Piece:
    path = PurePosixPath(piece.target)
    number = 2
    while True:
        target = path.with_name(f"{path.stem}-{number}{path.suffix}").as_posix()
        mine = replace(piece, target=target)
        if _key(mine) not in taken:
            return mine
        number += 1


def _is_same(piece: Piece, other: Piece) -> bool:
    try:
        return piece.read() == other.read()
    except (OSError, UnsafePathError):
        return False


def without_doubles(pieces: Iterable[Piece]) -> tuple[list[Piece], list[Finding]]:
    """Leave out all but the first of the pieces with the same URL."""
    found: list[Piece] = []
    findings: list[Finding] = []
    first: dict[str, Piece] = {}
    for piece in pieces:
        other = first.setdefault(piece.path or piece.target, piece)
        if other is piece or other.path is None:
            found.append(piece)
        else:
            url = unquote(piece.path or "")
            reason = (
                f"{other.source} has the same URL, {url}, and is imported; give one of "
                "them another permalink in the old site, and import again"
            )
            findings.append(piece.failed(reason))
    return found, findings

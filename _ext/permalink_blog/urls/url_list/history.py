"""The documents that URLs used to lead to, from the Git history.

Three git processes, however many URLs are asked for: one lists what changed since the
last commit, one what each commit changed, and one gives the content of old revisions.
"""

from __future__ import annotations

import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from permalink_blog.urls.url_list.documents import urls_of
from permalink_blog.urls.url_list.git import HistoryError, list_changes, open_revisions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from permalink_blog.urls.url_list.git import Commit, FileChange, Revisions


_SECONDS = 60.0  # for all of it: whoever waits is told less, rather than late


@dataclass(frozen=True, slots=True)
class DocumentFate:
    """The present file of a document, or the commit that removed it.

    :param now: its path, ``None`` if it was removed
    :param commit: which removed or renamed it last; ``None`` if nothing did
    """

    now: str | None
    commit: Commit | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """The document that a URL led to.

    :param file: its path then
    :param key: what in it asked for the URL, see
        :func:`permalink_blog.urls.url_list.documents.urls_of`
    :param until: the change that ended it; ``None`` if it asks still
    :param fate: what became of the document
    """

    file: str
    key: str
    until: Commit | None
    fate: DocumentFate


def find_past(source: Path, keys: Iterable[str]) -> tuple[dict[str, Past], str]:
    """Find the documents that URLs led to, the last one of each.

    :param source: the source folder
    :param keys: the URLs, as :func:`permalink_blog.urls.variants.bare_key` gives them
    :returns: what was found, by key, and why there may be more to find, or ""
    """
    missing = set(keys)
    found: dict[str, Past] = {}
    end = time.monotonic() + _SECONDS
    try:
        changes, is_cut = list_changes(source, end)
        with open_revisions(source, end) as revisions:
            found.update(_walk(source, changes, missing, revisions))
    except (HistoryError, OSError, subprocess.SubprocessError) as error:
        return found, str(error)
    if is_cut and missing - found.keys():
        return found, "this is a shallow clone; `git fetch --unshallow` gets the rest"
    return found, ""


def _walk(
    source: Path, changes: Iterable[FileChange], missing: set[str], revisions: Revisions
) -> Iterator[tuple[str, Past]]:
    """Walk back in history until a document is found for each URL."""
    fates: dict[str, DocumentFate] = {}
    known: dict[tuple[str, str], dict[str, str]] = {}
    left = set(missing)
    for change in changes:
        for side, until in ((change.new, None), (change.old, change.commit)):
            if side is None:
                continue
            if side is change.old:
                _follow(fates, change)
            file, identity = side
            if side not in known:
                text = revisions.text(identity) if identity else _text(source / file)
                known[side] = urls_of(file, text)
            urls = known[side]
            for key in sorted(left & urls.keys()):
                yield key, Past(file, urls[key], until, _fate(source, fates, file))
            left -= urls.keys()
            if not left:
                return
        if change.old is None and change.new:
            fates.pop(change.new[0], None)


def _text(path: Path) -> str:
    """Read a file as it is now; "" if it is not to be read."""
    try:
        return path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return ""


def _follow(fates: dict[str, DocumentFate], change: FileChange) -> None:
    """Note what a change did to the path that it begins with."""
    if change.old and change.new is None:
        fates[change.old[0]] = DocumentFate(None, change.commit)
    elif change.old and change.new and change.old[0] != change.new[0]:
        fate = fates.pop(change.new[0], None)
        fates[change.old[0]] = fate or DocumentFate(change.new[0], change.commit)


def _fate(source: Path, fates: dict[str, DocumentFate], file: str) -> DocumentFate:
    fate = fates.get(file, DocumentFate(file))
    if fate.now is None and (source / file).is_file():
        return DocumentFate(file)  # it is there again
    if fate.now is not None and not (source / fate.now).is_file():
        return DocumentFate(None)
    return fate

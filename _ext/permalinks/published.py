"""What the last build published: what has moved since, and which files are stale.

The record lies in the output folder, because it is about that folder: the same
environment may serve several builders, each with an output of its own.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx.util import logging

from permalinks.inside import is_inside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

logger = logging.getLogger(__name__)

RECORD = ".permalinks.json"
ANY = "*"
"""In place of a digest: the file is ours, whatever is in it."""
_LONGEST_NAME = 255  # bytes; of file systems that are in use


@dataclass(frozen=True, slots=True)
class Record:
    """The files that a build made; they are relative to the output folder.

    :param pages: docname to file
    :param uris: docname to URI, relative to the site's root
    :param assets: copies of images, downloads and sources
    :param made: file without a source (an archive, a redirect) to a digest of it, which
        tells whether it is still the one that was made; to :data:`ANY` while a build is
        under way
    :param generated: pagenames of those of them that are pages
    :param inputs: a digest of what decides all this besides the documents' text; empty
        while a build is under way
    :param inventory: the same of what is in ``objects.inv``
    """

    pages: Mapping[str, str] = field(default_factory=dict)
    uris: Mapping[str, str] = field(default_factory=dict)
    assets: frozenset[str] = frozenset()
    made: Mapping[str, str] = field(default_factory=dict)
    generated: frozenset[str] = frozenset()
    inputs: str = ""
    inventory: str = ""


def read_record(outdir: Path) -> Record:
    """Read what the last build made; nothing, if there is no record."""
    try:
        data = json.loads((outdir / RECORD).read_text(encoding="utf-8"))
        return Record(
            _texts(data["pages"]),
            _texts(data["uris"]),
            frozenset(str(file) for file in data["assets"]),
            _texts(data["made"]),
            frozenset(str(name) for name in data.get("generated", ())),
            str(data.get("inputs", "")),
            str(data.get("inventory", "")),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return Record()


def _texts(data: dict[str, object]) -> dict[str, str]:
    if not isinstance(data, dict):
        raise TypeError
    return {name: text for name, text in data.items() if isinstance(text, str)}


def write_record(outdir: Path, record: Record) -> None:
    """Remember what this build made."""
    data = {
        "pages": dict(record.pages),
        "uris": dict(record.uris),
        "assets": sorted(record.assets),
        "made": dict(record.made),
        "generated": sorted(record.generated),
        "inputs": record.inputs,
        "inventory": record.inventory,
    }
    text = json.dumps(data, sort_keys=True, separators=(",\n", ":"))
    write_whole(outdir / RECORD, f"{text}\n".encode())


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Give a path to write to, which becomes the file when it is all written.

    Nobody sees half of the file, even if the build is killed; what that leaves has a
    name that the next one takes again. A link is replaced, and what it leads to stays
    as it is.

    :raises OSError: if it cannot be written; it names the file
    """
    temporary = temporary_of(path)
    try:
        temporary.unlink(missing_ok=True)  # of a build that was killed
        yield temporary
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from error


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that nobody sees half written.

    :raises OSError: if it cannot be written; it names the file
    """
    with whole(path) as temporary:
        temporary.write_bytes(content)


def temporary_of(path: Path) -> Path:
    """Give the file that becomes another when it is whole."""
    name = f"{path.name}.tmp"
    if len(os.fsencode(name)) > _LONGEST_NAME:
        name = f"{digest(os.fsencode(path.name))}.tmp"
    return path.with_name(name)


def write_if_different(path: Path, content: bytes) -> None:
    """Write a file at once, so that nobody ever meets half of it.

    :raises OSError: if it cannot be written
    """
    try:
        same = path.read_bytes() == content
    except OSError:
        same = False
    if same:
        temporary_of(path).unlink(missing_ok=True)  # of a build that was killed
        return
    if not path.parent.is_dir():
        path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content)


def digest(content: bytes) -> str:
    """Make a short digest of a file's content."""
    return hashlib.sha256(content).hexdigest()[:16]


def is_complete(outdir: Path, files: Iterable[str]) -> bool:
    """Say whether files are all there."""
    folder = os.fspath(outdir)  # paths as text: there may be thousands
    return all(os.path.isfile(f"{folder}/{file}") for file in files)  # noqa: PTH113


def is_made(outdir: Path, file: str, record: Record) -> bool:
    """Say whether a file is still the one that the last build made."""
    try:
        known = record.made.get(file)
        return known == ANY or known == digest((outdir / file).read_bytes())
    except OSError:
        return False


def moved(old: Mapping[str, str], new: Mapping[str, str]) -> frozenset[str]:
    """Tell which documents are no longer where they were, or are gone."""
    return frozenset(docname for docname in old if old[docname] != new.get(docname))


def remove_stale(outdir: Path, files: Iterable[str]) -> None:
    """Delete files that moved or are gone, and folders left empty.

    :param files: of the last build, relative to ``outdir``
    """
    for file in sorted(files):
        path = outdir / file
        if not is_inside(path, outdir):
            continue
        try:
            path.unlink(missing_ok=True)
            for folder in path.parents:
                if folder == outdir or not folder.is_dir() or any(folder.iterdir()):
                    break
                folder.rmdir()
        except OSError as error:
            logger.warning(
                "cannot remove %s, a page that moved: %s; remove it by hand",
                path,
                error,
                type="permalinks",
                subtype="stale",
            )


def remove_halves(outdir: Path, files: Iterable[str]) -> None:
    """Delete what a build that was killed has left of files that it was writing.

    :param files: that it may have been writing, relative to ``outdir``
    """
    for file in sorted(files):
        half = temporary_of(outdir / file)
        if half.is_file() and is_inside(half, outdir):
            half.unlink()

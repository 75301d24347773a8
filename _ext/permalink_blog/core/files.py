"""Files written atomically, and their hashes."""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from docutils import nodes


_LONGEST_NAME = 255  # bytes; of file systems that are in use


@contextmanager
def atomic_path(path: Path) -> Iterator[Path]:
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
    with atomic_path(path) as temporary:
        temporary.write_bytes(content)


def temporary_of(path: Path) -> Path:
    """Return the file that becomes another when it is whole."""
    return sibling_of(path, ".tmp")


def sibling_of(path: Path, suffix: str) -> Path:
    """Return the path of a file beside another, named after it.

    :param suffix: of the name; what is before it is a digest where the name would be
        longer than file systems allow
    """
    name = f"{path.name}{suffix}"
    if len(os.fsencode(name)) > _LONGEST_NAME:
        name = f"{digest(os.fsencode(path.name))}{suffix}"
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


def string_digest(text: str) -> str:
    """Return a short digest of a text, which may have names that are not UTF-8."""
    return digest(text.encode("utf-8", "surrogatepass"))


def text_digest(content: bytes) -> str:
    """Return a digest of a file that stays when Git converts the ends of its lines.

    A file with a NUL byte has no lines, as Git has it (gitattributes, "text").
    """
    if b"\0" not in content:
        content = content.replace(b"\r\n", b"\n")
    return hashlib.sha256(content).hexdigest()


def remove_leftover_temporaries(outdir: Path, files: Iterable[str]) -> None:
    """Delete what a build that was killed has left of files that it was writing.

    :param files: that it may have been writing, relative to ``outdir``
    """
    for file in sorted(files):
        half = temporary_of(outdir / file)
        if half.is_file() and is_inside(half, outdir):
            half.unlink()


def is_inside(path: Path, outdir: Path) -> bool:
    """Say whether a file's folder is in the output folder, wherever its path leads."""
    return path.parent.resolve().is_relative_to(outdir.resolve())


def node_digest(node: nodes.Node | None) -> str:
    """Return a digest of a node and all that is in it."""
    return string_digest("" if node is None else node.pformat())

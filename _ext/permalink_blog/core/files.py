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
    """Yield a temporary path, and rename it onto *path* on success.

    Readers see the old file or the new one, never a part of it, even if the build is
    killed. The temporary file that a killed build leaves is replaced by the next one.
    If *path* is a symbolic link, the link is replaced, and the file that it points to
    stays.

    :param path: of the file; its folder exists
    :raises OSError: if the file cannot be written; the error names *path*
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
    """Write a file atomically, as :func:`atomic_path` does.

    :param path: of the file; its folder exists
    :param content: all of it
    :raises OSError: if the file cannot be written; the error names *path*
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
    """Write a file atomically, unless it has this content already.

    A file that stays keeps its modification time. Missing folders are created.

    :param path: of the file
    :param content: all of it
    :raises OSError: if the file cannot be written
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
    """Return the first 16 hexadecimal digits of the SHA-256 of a file.

    :param content: of the file
    """
    return hashlib.sha256(content).hexdigest()[:16]


def string_digest(text: str) -> str:
    """Return the :func:`digest` of a text.

    :param text: in UTF-8; surrogates, as in names of files that are not, are allowed
    """
    return digest(text.encode("utf-8", "surrogatepass"))


def text_digest(content: bytes) -> str:
    """Return the SHA-256 of a file, the same for both kinds of line ends.

    Git may convert the line ends of text files. A file with a NUL byte is binary to Git
    (https://git-scm.com/docs/gitattributes, "text"), and hashed as it is.

    :param content: of the file
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
    """Return whether a file's folder, with links resolved, is in the output folder."""
    return path.parent.resolve().is_relative_to(outdir.resolve())


def node_digest(node: nodes.Node | None) -> str:
    """Return a digest of a node and all that is in it."""
    return string_digest("" if node is None else node.pformat())

"""Where files may be read and written: below their folders, and never by a link."""

from __future__ import annotations

import unicodedata
from pathlib import Path, PurePosixPath

from permalink_blog.core.files import write_whole
from permalink_blog.core.untrusted.paths import is_git_folder
from permalink_import.model import ImportFailedError

REDIRECTS = "imported-redirects.csv"

_AT_THE_TOP = frozenset({".md", ".rst", ".ipynb"})
"""Suffixes of what may be beside ``conf.py``: documents, and no code."""


class UnsafePathError(ValueError):
    """A path leads where it must not; the message says in what way."""


def locate(folder: Path, target: str) -> Path:
    """Return the path at which a file is written.

    :param folder: the source folder
    :param target: relative to it, with ``/``
    :raises UnsafePathError: if that is outside of the folder or by a symbolic link, or
        where the site has its code
    """
    _check_name(target)
    parts = target.split("/")
    if {"", ".", ".."} & set(parts) or ":" in parts[0]:
        raise UnsafePathError("it would be outside of the site's folder")
    if any(map(is_git_folder, parts)):
        raise UnsafePathError("git would take it for a repository; rename it")
    at_the_top = len(parts) == 1 and target != REDIRECTS
    if parts[0].startswith((".", "_")) or (
        at_the_top and PurePosixPath(target).suffix not in _AT_THE_TOP
    ):
        raise UnsafePathError("the site's own code is there")
    path = folder
    for part in parts:
        path /= part
        if path.is_symlink():
            link = path.relative_to(folder).as_posix()
            msg = f"{link} is a symbolic link; put a folder or file in its place"
            raise UnsafePathError(msg)
    return path


def read_old(root: Path, source: str) -> bytes:
    """Read a file of the old site.

    :param root: its folder
    :param source: relative to it, with ``/``
    :raises UnsafePathError: if it is outside of the folder, by a symbolic link, say
    :raises OSError: if it cannot be read
    """
    _check_name(source)
    if not is_inside(root, root / source):
        msg = "it is outside of the old site; put a copy in its place"
        raise UnsafePathError(msg)
    return (root / source).read_bytes()


def read_old_text(root: Path, source: str) -> str:
    """Return the text of a file of the old site, without its byte order mark.

    :param source: the file, relative to the root of the source site
    :raises UnsafePathError: as :func:`read_old`
    :raises OSError: if it cannot be read
    :raises UnicodeDecodeError: if it is not UTF-8
    """
    text = read_old(root, source).decode("utf-8-sig")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def is_inside(root: Path, path: Path) -> bool:
    """Return whether a path, with all symbolic links resolved, is in a folder."""
    try:
        return path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError, ValueError):  # a loop of links, a NUL
        return False


def own_folder(root: Path, name: str, setting: str) -> str:
    """Return the name of a folder that a setting of the old site names.

    :param name: relative to its root
    :param setting: file and key, for the message
    :raises ImportFailedError: if it leads out of the old site
    """
    if not is_inside(root, root / name):
        msg = (
            f"{setting}: {name!r} is outside of {root}, and nothing there is read. "
            "Put a copy of it into the old site, and name that"
        )
        raise ImportFailedError(msg)
    return name


def read_here(path: Path) -> bytes | None:
    """Read a file of the new site; ``None`` if there is none.

    :raises OSError: if something else is there, or it cannot be read
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def write_here(path: Path, content: bytes) -> None:
    """Write a file whole, and the folders above it.

    :param content: of the file; it replaces what is there
    :raises OSError: if it cannot be written
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content)


def _check_name(name: str) -> None:
    for char in name:
        category = unicodedata.category(char)
        if category == "Cs":  # stands for a byte, as os.fsdecode() has it
            raise UnsafePathError("its name is not UTF-8; rename it")
        if char == "\\" or category in {"Cc", "Zl", "Zp"}:
            msg = f"its name has the character U+{ord(char):04X}; rename it"
            raise UnsafePathError(msg)

"""The files that belong to the content of a site, which contributors may name."""

from __future__ import annotations

import errno
import os
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


_GIT = frozenset({".git", "git~1"})
"""Git's folder, and its short name on Windows (CVE-2014-9390), in lower case."""


class OutsideContentError(PermissionError):
    """A path that a contributor may not name.

    It is an :class:`OSError`, since what opens files is prepared for one.

    :ivar problem: what, and why not, for people
    """

    def __init__(self, reason: str, path: str = "") -> None:
        super().__init__(errno.EACCES, reason, path)
        self.problem = f"{path!r} {reason}" if path else reason


def is_git_folder(name: str) -> bool:
    """Return whether a file system may take the name of a folder for ``.git``.

    :param name: one part of a path
    """
    # Windows ignores dots and spaces at the end, HFS+ some characters without a width.
    visible = "".join(char for char in name if char.isprintable())
    return visible.casefold().rstrip(". ").partition("::")[0] in _GIT


def is_hidden(name: str) -> bool:
    """Return whether a name is that of a hidden file or folder.

    :param name: one part of a path
    """
    return name.startswith(".") or is_git_folder(name)


_IN_NAMES = re.compile(r"[<>\"\\\x00-\x1f\x7f\u2028\u2029]|\^\^")


def name_problem(path: str) -> str | None:
    """Return why no file should have a name: what shows it may take it for markup.

    Themes write names of documents into attributes and scripts, LaTeX gets those of
    documents and images as they are. Windows allows none of the characters.

    :param path: the name, with or without folders, separated by "/"
    :returns: completes "it …"; ``None`` if nothing is wrong with it
    """
    found = _IN_NAMES.search(path)
    return f"has {found[0]!r} in its name" if found else None


def allowed_name(path: str) -> str:
    """Return a name with a hyphen for each character that no name should have.

    :param path: the name, with or without folders, separated by "/"
    """
    return _IN_NAMES.sub("-", path)


def _hidden(name: str) -> str:
    return f"leads into a hidden file or folder ({name})"


@lru_cache(maxsize=4096)
def _is_environment(folder: str) -> bool:
    """Return whether a folder is a virtual environment (PEP 405)."""
    return os.path.exists(os.path.join(folder, "pyvenv.cfg"))  # noqa: PTH110, PTH118


@dataclass(frozen=True, kw_only=True)
class ContentFolder:
    """The content folder of a site, without the parts that are not content.

    :ivar root: of the content
    :ivar outputs: folders that a build writes to
    :ivar others: further folders whose files may be named, wherever they are
    """

    root: Path
    outputs: tuple[Path, ...] = ()
    others: tuple[Path, ...] = ()

    @classmethod
    def of(
        cls, root: Path, *, outputs: Iterable[Path] = (), others: Iterable[Path] = ()
    ) -> ContentFolder:
        """Return the content of a folder; symbolic links in its own path are resolved.

        :param root: the folder
        :param outputs: folders that a build writes to, if they are below it
        :param others: further folders whose files may be named
        """
        return cls(
            root=root.resolve(),
            outputs=tuple(path.resolve() for path in outputs),
            others=tuple(path.resolve() for path in others),
        )

    def holds(self, path: Path) -> bool:
        """Return whether a file is below the folder, its symbolic links resolved."""
        try:
            return path.resolve().is_relative_to(self.root)
        except (OSError, ValueError, RuntimeError):  # NUL, too long, a loop of links
            return False

    def problem(self, path: Path) -> str | None:
        """Return why a contributor may not name a file.

        :param path: of the file, absolute; it need not be there
        :returns: completes "it …"; ``None`` if nothing is wrong with it
        """
        try:
            resolved = path.resolve()
            special = resolved.exists() and not (
                resolved.is_file() or resolved.is_dir()
            )
        except RecursionError:
            raise  # of a file that includes itself
        except (OSError, ValueError, RuntimeError):  # NUL, too long, a loop of links
            return "is not a valid path"
        if special:
            return "is neither a file nor a folder"
        for other in self.others:
            if resolved.is_relative_to(other):
                parts = resolved.relative_to(other).parts
                return next((_hidden(x) for x in parts if is_hidden(x)), None)
        if not resolved.is_relative_to(self.root):
            return "leads outside of the source folder"
        if any(resolved.is_relative_to(output) for output in self.outputs):
            return "leads into the output of a build"
        return self._problem_of_parts(resolved.relative_to(self.root).parts)

    def _problem_of_parts(self, parts: tuple[str, ...]) -> str | None:
        folder = str(self.root)
        for part in parts:
            if is_hidden(part):
                return _hidden(part)
            if part == "_build":
                return "leads into the output of a build"
            folder = os.path.join(folder, part)  # noqa: PTH118 - one of thousands
            if _is_environment(folder):
                return "leads into a virtual environment"
        return None

    def check(self, path: Path) -> None:
        """Refuse a file that a contributor may not name.

        :param path: of the file, absolute
        :raises OutsideContentError: with the reason
        """
        if reason := self.problem(path):
            raise OutsideContentError(reason, str(path))

"""Fill a folder with files: all of them, or none."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_ALLOWED = frozenset({".git"})
"""What a folder may have and still count as empty: a repository without files."""


class FolderError(Exception):
    """The folder cannot be used; the message says why, and what to do."""


def check_empty(folder: Path) -> None:
    """Make sure that a folder has no files, or does not exist yet.

    :raises FolderError: otherwise
    """
    try:
        names = sorted(x.name for x in folder.iterdir()) if folder.exists() else []
    except NotADirectoryError:
        raise FolderError(f"{folder} is a file; name a new folder") from None
    except OSError as error:
        raise FolderError(f"{folder}: {error.strerror}") from error
    if found := [name for name in names if name not in _ALLOWED]:
        msg = (
            f"{folder} is not empty (it has {found[0]}); name a new or an empty folder"
        )
        raise FolderError(msg)


@contextmanager
def filled(folder: Path) -> Iterator[Path]:
    """Yield a folder to write to, whose files are in *folder* on success.

    After an error *folder* is as it was. Nothing in it is ever replaced.

    :param folder: an empty one, or one that does not exist yet
    :raises FolderError: if it cannot be written to
    """
    check_empty(folder)
    made: list[Path] = []
    placed: list[Path] = []
    staging: Path | None = None
    try:
        for each in (*reversed(folder.parents), folder):
            if not each.exists():
                each.mkdir()
                made.append(each)
        staging = Path(tempfile.mkdtemp(prefix=".permalink-blog-", dir=folder))
        yield staging
        for entry in sorted(staging.iterdir()):
            target = folder / entry.name
            if target.exists():  # made by somebody else in the meantime
                raise FolderError(f"{target} is there already; nothing is written")
            entry.rename(target)
            placed.append(target)
        staging.rmdir()
    except BaseException as error:
        for path in (*placed, *([staging] if staging else [])):
            _remove(path)
        for path in reversed(made):
            with suppress(OSError):  # somebody else has put something there
                path.rmdir()
        if isinstance(error, OSError):
            where = error.filename or folder
            msg = f"{where}: {error.strerror}; nothing is written"
            raise FolderError(msg) from error
        raise


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def write_files(folder: Path, texts: Mapping[str, str]) -> None:
    """Write files, none of which is there already.

    :param texts: path with ``/`` to text
    :raises OSError: if one cannot be written
    """
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)

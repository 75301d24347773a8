"""Files of the output folder that are hidden, or made newest, for a while.

An extension that makes only what is not there yet makes all of it when nothing is.
"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from permalink_blog.core.files import is_inside, sibling_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path


_SUFFIX = ".hidden"


@contextmanager
def hidden_files(outdir: Path) -> Iterator[Callable[[Iterable[str]], None]]:
    """Yield a function that hides files until the end of the context.

    It takes names relative to the output folder. Those that nobody has made again by
    then are put back, also after an error.

    :param outdir: the output folder
    """
    hidden: list[str] = []

    def hide(files: Iterable[str]) -> None:
        for file in files:
            path = outdir / file
            if path.is_file() and is_inside(path, outdir):
                path.replace(sibling_of(path, _SUFFIX))
                hidden.append(file)

    try:
        yield hide
    finally:
        put_back(outdir, hidden)


@contextmanager
def newest_files(outdir: Path, files: Iterable[str]) -> Iterator[None]:
    """Make files newer than all others until the end of the context.

    :param outdir: the output folder
    :param files: relative to it; those that do not exist are ignored
    """
    times: dict[Path, tuple[int, int]] = {}
    try:
        for file in files:
            with suppress(OSError):
                status = (outdir / file).stat()
                times[outdir / file] = (status.st_atime_ns, status.st_mtime_ns)
                os.utime(outdir / file)
        yield
    finally:
        for path, ns in times.items():
            with suppress(OSError):
                os.utime(path, ns=ns)


def put_back(outdir: Path, files: Iterable[str]) -> None:
    """Restore hidden files that were not written again, and delete the others.

    :param files: that may be hidden, since a build was killed, relative to *outdir*
    """
    for file in files:
        path = outdir / file
        hidden = sibling_of(path, _SUFFIX)
        if not hidden.is_file() or not is_inside(path, outdir):
            continue
        if path.exists():
            hidden.unlink()
        else:
            hidden.replace(path)

"""Runs ``sphinx-build``, and stops it at the n-th time that it changes a file.

``python dying_build.py FOLDER N ARGUMENTS``: what happens below FOLDER is counted, in
each process for itself; the whole process group dies. A file that it was about to write
is empty then, as any file is for a moment. With N = 0 it lives, and prints the count.

With ``full:N`` nobody dies, but the disk is full from then on. With ``at:NAME`` it dies
at the first change of a file whose path ends so.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from pathlib import Path

_WRITES = os.O_WRONLY | os.O_RDWR
_GROWS = ("open", "os.rename", "os.mkdir")
_CHANGES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir")


class Reaper:
    """Counts changes of files, and kills at the last (``sys.addaudithook``).

    :param folder: of the files
    :param last: number of the last change, from 1
    :param full: whether the disk is full instead
    :param name: the end of the path at which to kill instead; "" for any
    """

    def __init__(
        self, folder: Path, last: int, *, full: bool = False, name: str = ""
    ) -> None:
        self.folder = str(folder)
        self.last = last
        self.full = full
        self.name = name
        self.count = 0

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        """Hear of an event of the interpreter (Python's table of audit events)."""
        writes = event == "open" and int(str(arguments[2])) & _WRITES
        if not writes and event not in _CHANGES:
            return
        changed = str(arguments[0])
        if not changed.startswith(self.folder) or not changed.endswith(self.name):
            return
        self.count += 1
        if self.full:
            if self.count >= self.last and event in _GROWS:
                number = errno.ENOSPC
                raise OSError(number, os.strerror(number), str(arguments[0]))
        elif self.count == self.last:
            path = Path(str(arguments[0]))
            if writes and path.is_file():
                os.truncate(path, 0)
            os.killpg(0, signal.SIGKILL)


def main() -> int:
    """Run ``sphinx-build``; its own status, if it lives."""
    folder, last, *arguments = sys.argv[1:]
    from sphinx.cmd.build import main as sphinx_build

    how, _, what = last.rpartition(":")
    number, name = (1, what) if how == "at" else (int(what), "")
    reaper = Reaper(Path(folder), number, full=how == "full", name=name)
    sys.addaudithook(reaper)
    status = sphinx_build(arguments)
    print(reaper.count)
    return status


if __name__ == "__main__":
    sys.exit(main())

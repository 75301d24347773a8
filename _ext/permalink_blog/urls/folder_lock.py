"""One build at a time in a folder: another one waits until it has ended.

The lock is the system's, on the folder itself (``flock``): there is no file of it, and
a build that was killed holds nothing. Where there is no such lock (on Windows, and on
some network disks) builds do as they always did.
"""

from __future__ import annotations

import os
import sys
import weakref
from pathlib import Path
from typing import TYPE_CHECKING

from permalink_blog.core.priorities import BuildFinished
from permalink_blog.upstream.sphinx.write_errors import report_write_error

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx


try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_held: dict[str, int] = {}  # folder to its open descriptor, of this process


def _leave_to_parent() -> None:
    """Close the locks that a forked process has inherited: it may live longer."""
    for descriptor in _held.values():
        os.close(descriptor)
    _held.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_leave_to_parent)


def hold_folders(app: Sphinx) -> None:
    """Lock the folders that a build writes to, until it ends.

    Sphinx reads the environment before any event of a builder: so this is done while
    extensions are set up.
    """
    folders = sorted({os.path.realpath(x) for x in (app.outdir, app.doctreedir)})
    try:
        for folder in folders:
            Path(folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        if not report_write_error(app, error):
            raise
        sys.exit(1)  # of any other exception, sphinx-build prints a traceback
    held = [folder for folder in folders if _hold(folder)]
    release = weakref.finalize(app, _release, held)
    app.connect("build-finished", lambda *_: release(), priority=BuildFinished.UNDO)


def _hold(folder: str) -> bool:
    """Lock one folder.

    :returns: whether this application has it now, and no other of this process
    """
    if fcntl is None or folder in _held:
        return False
    descriptor = -1
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            # Not logged: "-q" would leave it out, and "-W" make an error of it.
            print(
                f"another build writes to {folder}: waiting until it has ended "
                "(Ctrl+C to stop)",
                file=sys.stderr,
                flush=True,
            )
            fcntl.flock(descriptor, fcntl.LOCK_EX)
    except OSError:
        if descriptor >= 0:
            os.close(descriptor)
        return False
    _held[folder] = descriptor
    return True


def _release(folders: Iterable[str]) -> None:
    for folder in folders:
        os.close(_held.pop(folder))

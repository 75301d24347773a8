"""Errors of files that cannot be written: a full disk, a folder in the way.

Sphinx would end with a traceback, and ask to have it reported.
"""

from __future__ import annotations

import errno
import logging as logging_of_python
import os
import re
import shutil
from ast import literal_eval
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.application import ENV_PICKLE_FILENAME
from sphinx.builders import html
from sphinx.errors import SphinxError, SphinxParallelError
from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sphinx.application import Sphinx


logger = logging.getLogger(__name__)

_FULL = (errno.ENOSPC, errno.EDQUOT)
_OF_DISKS = (*_FULL, errno.EROFS, errno.EIO, errno.EFBIG)
_REMEDIES = {
    **dict.fromkeys(_FULL, "free some space"),
    **dict.fromkeys((errno.EACCES, errno.EPERM), "give the user write permission"),
    errno.EROFS: "make it writable, or build into another folder",
    errno.EISDIR: "remove the folder with this name",
    **dict.fromkeys((errno.ENOTDIR, errno.EEXIST), "remove the file with this name"),
    errno.ENOENT: "another program has removed it",
}
_LITTLE = 2**20  # bytes: a disk with less is full, for a build
# The last line of a traceback in the report of a worker, with a path as repr() has it.
_QUOTED = r"""'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*\""""
_REPORTED = re.compile(
    rf"^\s*\w+: \[Errno (\d+)\] ([^\n]*?)(?:: ({_QUOTED})(?: -> .*)?)?$", re.MULTILINE
)


class UnwritableError(SphinxError):
    """A file cannot be written; not an ``OSError``, which Sphinx logs as a warning."""

    category = "Output error"


@dataclass(frozen=True, slots=True)
class Failure:
    """An error of the operating system.

    :param number: of the error, as in :mod:`errno`
    :param reason: in words
    :param path: of the file; empty if nobody knows
    """

    number: int
    reason: str
    path: str

    @property
    def message(self) -> str:
        """Return what cannot be written, why, and how to fix it."""
        remedy = _REMEDIES.get(self.number, "fix this")
        path = self.path
        if self.number in (errno.ENOTDIR, errno.EEXIST):
            ancestors = reversed((Path(path), *Path(path).parents))
            path = next((str(x) for x in ancestors if x.is_file()), path)
        return f"{path} cannot be written: {self.reason}; {remedy}, and build again"


def find_failure(
    error: BaseException, folders: Sequence[str | os.PathLike[str]]
) -> Failure | None:
    """Return the error of a file that a build cannot write, or ``None``.

    :param error: what ended the build; what the system said may be behind it, or in
        the report of a worker
    :param folders: that the build writes to
    """
    for found in _failures(error):
        if not found.path:
            if found.number in _OF_DISKS:
                return Failure(found.number, found.reason, _fullest(folders))
        elif any(_is_below(found.path, folder) for folder in folders):
            return found
    return None


def _failures(error: BaseException) -> Iterator[Failure]:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, OSError) and cause.errno is not None:
            path = cause.filename if cause.filename is not None else ""
            reason = cause.strerror or str(cause)
            yield Failure(cause.errno, reason, _file(os.fsdecode(path) if path else ""))
        if isinstance(cause, SphinxParallelError):
            for number, reason, path in _REPORTED.findall(cause.traceback):
                yield Failure(
                    int(number), reason, _file(literal_eval(path) if path else "")
                )
        cause = cause.__cause__ or cause.__context__


def _file(path: str) -> str:
    """Return the final path of a temporary file."""
    return path.removesuffix(".tmp")


def _is_below(path: str, folder: str | os.PathLike[str]) -> bool:
    return Path(path).is_absolute() and Path(path).is_relative_to(folder)


def _fullest(folders: Sequence[str | os.PathLike[str]]) -> str:
    """Return the folders on a full disk; all of them, if none is or it is unknown."""
    full = []
    names = [os.fspath(folder) for folder in folders]
    for folder in names:
        try:
            if shutil.disk_usage(folder).free < _LITTLE:
                full.append(folder)
        except OSError:
            continue
    return " or ".join(full or names)


def report_write_error(app: Sphinx, error: BaseException) -> bool:
    """Report a file that cannot be written, and set exit status 1.

    :param error: what ended the build, or a step of it
    :returns: whether the error was one; other errors are not reported
    """
    found = find_failure(error, (app.outdir, app.doctreedir))
    if found is None:
        return False
    logger.error(found.message)
    app.statuscode = 1
    return True


def reporting_write_errors(
    handler: Callable[[Sphinx, Exception | None], None],
) -> Callable[[Sphinx, Exception | None], None]:
    """Return a handler of ``build-finished`` that reports files that cannot be written.

    :param handler: may raise ``OSError``
    """

    @wraps(handler)
    def report_once(app: Sphinx, exception: Exception | None) -> None:
        try:
            handler(app, exception)
        except OSError as error:
            if not report_write_error(app, error):
                raise

    return report_once


class _LoggedErrors(logging_of_python.Filter):
    """Collect the errors of files that Sphinx logs as warnings."""

    def __init__(self) -> None:
        super().__init__()
        self.errors: list[OSError] = []

    def filter(self, record: logging_of_python.LogRecord) -> bool:
        """Collect the errors among the arguments of a log record, which passes."""
        arguments = record.args if isinstance(record.args, tuple) else ()
        self.errors += [x for x in arguments if isinstance(x, OSError)]
        return True


@contextmanager
def no_error_swallowed(app: Sphinx) -> Iterator[None]:
    """Raise the errors of files that Sphinx cannot copy, instead of its warnings.

    :raises UnwritableError: at the end
    """
    # As ``sphinx.util.logging`` names it.
    of_sphinx = logging_of_python.getLogger(f"{logging.NAMESPACE}.{html.__name__}")
    swallowed = _LoggedErrors()
    of_sphinx.addFilter(swallowed)
    try:
        yield
    finally:
        of_sphinx.removeFilter(swallowed)
    for error in swallowed.errors:
        if find_failure(error, (app.outdir, app.doctreedir)):
            raise UnwritableError(str(error)) from error


def abort_build(app: Sphinx) -> None:
    """Report that the build stopped, and delete the environment as Sphinx does."""
    logger.error(
        "the build stopped; each page is complete, from this build or the last one"
    )
    try:
        Path(app.doctreedir, ENV_PICKLE_FILENAME).unlink(missing_ok=True)
    except OSError:
        return  # it cannot be read then, either

"""Bounded time and memory for the reading of one document.

Known kinds of text that grow without an end are refused by rules. For all others there
are limits of the process, where the system has them (POSIX) and the build runs in the
main thread: a timer of processor time, and on Linux a limit of the data segment, so
that an allocation beyond it fails. Elsewhere memory is looked at with the timer.
"""

from __future__ import annotations

import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from untrusted import limits

if sys.platform != "win32":
    import resource

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

_INTERVAL = 0.5  # seconds of processor time between two looks


class BudgetExceededError(BaseException):
    """A document takes more than it may; the message says of what.

    It is no :class:`Exception`, since parsers and directives handle those and go on.
    """


@contextmanager
def budget() -> Iterator[None]:
    """Interrupt what takes too much, as long as the context is open.

    :raises BudgetExceededError: from wherever the document is read
    """
    if not _is_possible():
        yield
        return
    with _data_limit(), _timer():
        yield


def _is_possible() -> bool:
    """Return whether this process can be interrupted by a timer of its own."""
    if sys.platform == "win32":
        return False
    return (
        threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGPROF) in (signal.SIG_DFL, None)
        and signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
    )


@contextmanager
def _timer() -> Iterator[None]:
    """Interrupt what takes too much time, and memory where that has no limit."""
    left = float(limits.READING_SECONDS)
    most = _peak_memory() + limits.READING_MEMORY

    def look(_signal: int, _frame: FrameType | None) -> None:
        nonlocal left
        left -= _INTERVAL
        if left < 0:
            seconds = limits.READING_SECONDS
            raise BudgetExceededError(f"it takes more than {seconds} seconds")
        if sys.platform != "linux" and _peak_memory() > most:
            size = limits.READING_MEMORY >> 20
            raise BudgetExceededError(f"it takes more than {size} MiB of memory")

    before = signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, _INTERVAL, _INTERVAL)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@contextmanager
def _data_limit() -> Iterator[None]:
    """Let allocations fail with which the process would grow too much (Linux).

    A program that an extension starts (Java, Node.js) inherits the limit. It counts
    memory that can be written (getrlimit(2)), and not the address space, of which such
    programs reserve many gigabytes that they never use.
    """
    if sys.platform != "linux":
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = _data_size() + limits.READING_MEMORY
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    if soft != resource.RLIM_INFINITY:
        most = min(most, soft)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _data_size() -> int:
    """Return the size of what the process can write, in bytes (proc_pid_statm(5))."""
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - each document
        return int(file.read().split()[5]) * resource.getpagesize()


def _peak_memory() -> int:
    """Return the most memory that this process had, in bytes."""
    if sys.platform == "win32":
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit

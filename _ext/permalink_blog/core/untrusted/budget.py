"""Bounded time and memory for the reading of one document.

Known kinds of text that grow without an end are refused by rules. For all others there
are limits of the process, where the system has them (POSIX) and the work is done in the
main thread: a timer of processor time, and on Linux a limit of the data segment, so
that an allocation beyond it fails. Elsewhere memory is looked at with the timer.

Python's :mod:`re` looks for signals while it matches, so that a timer also interrupts
an expression that backtracks without an end. In a finalizer or a callback of the
garbage collector, Python logs an error and goes on (:func:`sys.unraisablehook`); the
timer then interrupts the work at its next look.
"""

from __future__ import annotations

import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from permalink_blog.core.untrusted import limits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType


if sys.platform != "win32":
    import resource

_INTERVAL = 0.5  # seconds of processor time between two looks


class BudgetExceededError(BaseException):
    """A document exceeds its budget; the message has the limit.

    It is no :class:`Exception`, since parsers and directives handle those and go on.
    """


@contextmanager
def budget(
    *, seconds: float | None = None, memory: int | None = None
) -> Iterator[None]:
    """Interrupt what takes too much, as long as the context is open.

    Within another budget, the time of the inner one does not count for the outer one.

    :param seconds: of processor time; ``None``: those that a document may take
    :param memory: bytes by which the process may grow; ``None`` likewise
    :raises BudgetExceededError: from wherever the work is done
    """
    if not _is_possible():
        yield
        return
    seconds = float(limits.READING_SECONDS if seconds is None else seconds)
    memory = limits.READING_MEMORY if memory is None else memory
    with _data_limit(memory), _raised_again(), _timer(seconds, memory):
        yield


def _is_possible() -> bool:
    """Return whether this process can be interrupted by a timer of its own."""
    if sys.platform == "win32":
        return False
    if threading.current_thread() is not threading.main_thread():
        return False
    handler = signal.getsignal(signal.SIGPROF)
    return isinstance(handler, _Clock) or (
        handler in (signal.SIG_DFL, None)
        and signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
    )


class _Clock:
    """Counts down while it handles ``SIGPROF``."""

    def __init__(self, seconds: float, memory: int) -> None:
        self._seconds = seconds
        self._left = seconds
        self._memory = memory
        self._most = _peak_memory() + memory

    def __call__(self, _signal: int, _frame: FrameType | None) -> None:
        self._left -= _INTERVAL
        if self._left < 0:
            reason = f"it takes more than {self._seconds:g} seconds"
            raise BudgetExceededError(reason)
        if sys.platform != "linux" and _peak_memory() > self._most:
            size = self._memory >> 20
            raise BudgetExceededError(f"it takes more than {size} MiB of memory")


@contextmanager
def _timer(seconds: float, memory: int) -> Iterator[None]:
    """Interrupt what takes too much time, and memory where that has no limit."""
    before = signal.signal(signal.SIGPROF, _Clock(seconds, memory))
    signal.setitimer(signal.ITIMER_PROF, _INTERVAL, _INTERVAL)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
        if isinstance(before, _Clock):
            signal.setitimer(signal.ITIMER_PROF, _INTERVAL, _INTERVAL)


@contextmanager
def _raised_again() -> Iterator[None]:
    """Write no log of an interruption that Python ignores where it can raise nothing.

    The clock is not stopped by it, and raises the error again half a second later.
    """
    hook = sys.unraisablehook

    def quiet(unraisable: sys.UnraisableHookArgs, /) -> None:
        if not issubclass(unraisable.exc_type, BudgetExceededError):
            hook(unraisable)

    sys.unraisablehook = quiet
    try:
        yield
    finally:
        sys.unraisablehook = hook


@contextmanager
def _data_limit(memory: int) -> Iterator[None]:
    """Make allocations fail once the process has grown by a number of bytes (Linux).

    A program that an extension starts (Java, Node.js) inherits the limit. It counts
    memory that can be written (getrlimit(2)), and not the address space, of which such
    programs reserve many gigabytes that they never use.
    """
    if sys.platform != "linux":
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = _data_size() + memory
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

"""Bounded time and memory for the reading of one document.

Known kinds of text that grow without an end are refused by rules. For all others the
processor time and the memory are measured while a document is read, twice a second of
work, where the system has timers for it (POSIX) and the build runs in the main thread.
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
_UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss, in bytes


class BudgetExceededError(BaseException):
    """A document takes more than it may; the message says of what.

    It is no :class:`Exception`, since parsers and directives handle those and go on.
    """


def _is_possible() -> bool:
    """Return whether this process can be interrupted by a timer of its own."""
    if sys.platform == "win32":
        return False
    return (
        threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGVTALRM) in (signal.SIG_DFL, None)
        and signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)
    )


def _peak_memory() -> int:
    """Return the most memory that this process had, in bytes."""
    if sys.platform == "win32":
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT


@contextmanager
def budget() -> Iterator[None]:
    """Interrupt what takes too much, as long as the context is open.

    :raises BudgetExceededError: from wherever the document is read
    """
    if not _is_possible():
        yield
        return
    left = float(limits.READING_SECONDS)
    most = _peak_memory() + limits.READING_MEMORY

    def look(_signal: int, _frame: FrameType | None) -> None:
        nonlocal left
        left -= _INTERVAL
        if left < 0:
            seconds = limits.READING_SECONDS
            raise BudgetExceededError(f"it takes more than {seconds} seconds")
        if _peak_memory() > most:
            size = limits.READING_MEMORY >> 20
            raise BudgetExceededError(f"it takes more than {size} MiB of memory")

    before = signal.signal(signal.SIGVTALRM, look)
    signal.setitimer(signal.ITIMER_VIRTUAL, _INTERVAL, _INTERVAL)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)

"""Python's garbage collector, told that a build makes many objects that live long.

Documents are trees of small objects that refer to each other. Python looks through all
of them again and again while they are made, and several times when the process ends:
with 1,000 posts, a fifth of a full build, and half of one in which nothing has changed.
"""

from __future__ import annotations

import atexit
import gc

_THRESHOLDS = (50_000, 10, 10)  # Python's own are (700, 10, 10)


def collect_less() -> None:
    """Look for garbage less often, and not at all at the end of the process.

    A process that has made its own settings keeps them.
    """
    if gc.get_threshold()[0] < _THRESHOLDS[0]:
        gc.set_threshold(*_THRESHOLDS)
        atexit.register(gc.freeze)

"""How the work of a program grows with its input: counted, not timed."""

from __future__ import annotations

import urllib.parse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import cProfile
    from collections.abc import Sequence

LIMIT = 3
"""Of the second step beside the first: 2 is linear, 4 quadratic."""
FEW = 100
"""Calls, or bytes: less than that is sorting, and what is kept for a few."""


def calls_of(profile: cProfile.Profile) -> Counter[str]:
    """Return how often functions called each other, by the names of both.

    :param profile: which is not running any more
    """
    profile.create_stats()
    calls: Counter[str] = Counter()
    for called, (*_, callers) in profile.stats.items():
        for caller, (count, *_) in callers.items():
            if caller[0] == urllib.parse.__file__:
                continue  # its cache has room for 128 URLs, and no more
            calls[f"{_name(*caller)} -> {_name(*called)}"] += count
    return calls


def _name(path: str, _line: int, function: str) -> str:
    return f"{'/'.join(Path(path).parts[-2:])}:{function}"


def too_fast(counts: Sequence[Counter[str]]) -> dict[str, tuple[int, ...]]:
    """Return what grows by more than twice as much in the second step.

    :param counts: at three sizes, each twice the last
    """
    found = {}
    for name in counts[-1]:
        first, second, third = numbers = tuple(count[name] for count in counts)
        if third - second > LIMIT * max(second - first, FEW):
            found[name] = numbers
    return found

"""Examples of hypothesis, many for one build."""

from __future__ import annotations

import warnings
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import HypothesisWarning

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from hypothesis import strategies as st

    ExampleT = TypeVar("ExampleT", bound=Hashable)


class _EnoughError(Exception):
    """As many examples as are wanted are found."""


def examples(
    strategy: st.SearchStrategy[ExampleT], count: int, start: int
) -> list[ExampleT]:
    """Return examples, no two alike, the same for the same number.

    :param count: how many; fewer, if hypothesis repeats them too often
    :param start: of the pseudo-random numbers
    """
    found: dict[ExampleT, None] = {}

    @seed(start)
    @settings(
        max_examples=2 * count,  # hypothesis likes some so much that it repeats them
        database=None,
        deadline=None,
        derandomize=False,
        phases=[Phase.generate],
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def collect(example: ExampleT) -> None:
        found[example] = None
        if len(found) >= count:
            raise _EnoughError

    run: Callable[[], None] = collect
    with suppress(_EnoughError), warnings.catch_warnings():
        warnings.simplefilter("ignore", HypothesisWarning)  # of a long description
        run()
    return list(found)


def chunks(count: int, size: int) -> list[tuple[int, int]]:
    """Return the number of the first example of each chunk, and how many it has."""
    return [(first, min(size, count - first)) for first in range(0, count, size)]

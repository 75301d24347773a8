"""Bounded time for the reading of one document."""

from __future__ import annotations

import gc
import sys
import weakref
from typing import TYPE_CHECKING

import pytest

from permalink_blog.core.untrusted.budget import BudgetExceededError, budget

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs SIGPROF")


class _Finalized:
    """Works without an end when it is removed, until it is interrupted."""

    def __init__(self, interrupted: list[str]) -> None:
        self._interrupted = interrupted

    def __del__(self) -> None:
        work_until_interrupted(self._interrupted)


def work_until_interrupted(interrupted: list[str]) -> None:
    """Work without an end; add the reason of the interruption to a list."""
    try:
        while True:
            pass
    except BudgetExceededError as error:
        interrupted.append(str(error))
        raise


def in_finalizer(interrupted: list[str]) -> None:
    """Work in the method ``__del__`` of an object."""
    _Finalized(interrupted)


def in_weak_reference(interrupted: list[str]) -> None:
    """Work in the callback of a weak reference."""
    target = type("Target", (), {})()
    reference = weakref.ref(target, lambda _: work_until_interrupted(interrupted))
    del target
    assert reference() is None


def in_collector(interrupted: list[str]) -> None:
    """Work in a callback of the garbage collector."""

    def callback(phase: str, _info: dict[str, int]) -> None:
        if phase == "start":
            gc.callbacks.remove(callback)
            work_until_interrupted(interrupted)

    gc.callbacks.append(callback)
    gc.collect()


def place_then_work(place: Callable[[list[str]], None], interrupted: list[str]) -> None:
    """Work at a place where Python ignores errors, then where it does not."""
    place(interrupted)
    work_until_interrupted(interrupted)


@pytest.mark.parametrize("place", [in_finalizer, in_weak_reference, in_collector])
def test_an_interruption_that_python_ignores(
    place: Callable[[list[str]], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not written to the log, and the work is interrupted after it."""
    logged: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", logged.append)
    interrupted: list[str] = []
    with pytest.raises(BudgetExceededError), budget(seconds=0.1):
        place_then_work(place, interrupted)
    assert len(interrupted) == 2
    assert not logged
    assert sys.unraisablehook == logged.append


def test_another_error_that_python_ignores(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is logged as it is without a budget."""

    class Failing:
        def __del__(self) -> None:
            raise ValueError

    logged: list[type[BaseException]] = []
    monkeypatch.setattr(
        sys, "unraisablehook", lambda event: logged.append(event.exc_type)
    )
    with budget(seconds=10):
        Failing()
    assert logged == [ValueError]

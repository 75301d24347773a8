"""Garbage is looked for when there is some."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from permalink_blog.upstream import python

if TYPE_CHECKING:
    from collections.abc import Iterator

PYTHONS_OWN = (700, 10, 10)


@pytest.fixture(autouse=True)
def thresholds() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(*PYTHONS_OWN)
    yield
    gc.set_threshold(*before)


def test_seldom_for_few_documents() -> None:
    python.collect_garbage_seldom()
    python.collect_after(python.FEW - 1)
    assert gc.get_threshold()[0] > 100_000


def test_more_often_for_many() -> None:
    undo = python.collect_garbage_seldom()
    python.collect_after(python.FEW)
    many = gc.get_threshold()[0]
    assert PYTHONS_OWN[0] < many < 100_000
    assert undo is not None
    undo()
    assert gc.get_threshold() == PYTHONS_OWN
    assert not gc.get_freeze_count()
    python.collect_garbage_seldom()  # the next build of this process
    assert gc.get_threshold()[0] > 100_000


@pytest.mark.parametrize("own", [(60_000, 5, 5), (0, 10, 10), (10**6, 10, 10)])
def test_settings_of_somebody_stay(own: tuple[int, int, int]) -> None:
    gc.set_threshold(*own)
    assert python.collect_garbage_seldom() is None
    python.collect_after(1000)
    assert gc.get_threshold() == own

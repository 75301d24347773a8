"""Values of parametrized tests that are left to ``make test-all``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from _pytest.mark import ParameterSet


def slow(*values: object) -> ParameterSet:
    """Return the values of one case, with the marker "slow"."""
    return pytest.param(*values, marks=pytest.mark.slow)

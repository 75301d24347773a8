"""Tests of run-time changes begin with upstream as it is installed."""

from __future__ import annotations

import pytest

from permalink_blog.upstream import apply


@pytest.fixture(autouse=True)
def nothing_in_effect() -> None:
    """Undo what applications have that other tests made and never built."""
    for user in {user for change in apply._in_effect.values() for user in change.users}:
        apply._leave(user)

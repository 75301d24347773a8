from __future__ import annotations


def f():
    """Doc of f."""


def g():
    """Doc of g."""

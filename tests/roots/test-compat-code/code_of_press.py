"""Code that is documented."""

from __future__ import annotations


class Press:
    """A press."""

    def print(self) -> str:
        """Return what it prints."""
        return "news"


def headline(text: str) -> str:
    """Return a headline of a *text*."""
    return text.upper()

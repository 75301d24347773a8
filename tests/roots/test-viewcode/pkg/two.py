from __future__ import annotations


class C:
    """Doc of C."""

    def m(self):
        """Doc of m."""

"""The lowest and the highest priority."""

from __future__ import annotations

from typing import Final

LOWEST: Final = -(10**6)
"""Before all priorities that extensions have."""

HIGHEST: Final = 10**6
"""After all priorities that extensions have."""

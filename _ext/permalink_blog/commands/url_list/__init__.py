"""The command that checks and extends the list of published URLs."""

from __future__ import annotations

"""Values, dates, YAML, messages and files: no feature, no ABlog."""

from __future__ import annotations

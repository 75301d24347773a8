"""Markdown of any generator, and MyST as text."""

from __future__ import annotations

"""Run-time changes of Sphinx."""

from __future__ import annotations

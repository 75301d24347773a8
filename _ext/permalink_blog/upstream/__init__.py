"""Run-time changes of other projects, one module a project."""

from __future__ import annotations

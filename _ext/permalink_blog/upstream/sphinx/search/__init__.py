"""A faster search index builder."""

from __future__ import annotations

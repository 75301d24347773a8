"""Jekyll's Liquid, run once, when a blog is imported."""

from __future__ import annotations

"""Commands: ``python -m permalink_blog.commands.NAME``."""

from __future__ import annotations

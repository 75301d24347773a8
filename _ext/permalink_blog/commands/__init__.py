"""The console command ``permalink-blog`` and its subcommands."""

from __future__ import annotations

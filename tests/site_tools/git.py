"""Runs git in a test's own repository."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def git(folder: Path, *arguments: str, when: str = "2024-05-01") -> str:
    """Run a git command as somebody, on a day, and give what it printed."""
    date = f"{when}T12:00:00+0000"
    environ = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    done = subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments],
        cwd=folder,
        env={**environ, "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return done.stdout.strip()

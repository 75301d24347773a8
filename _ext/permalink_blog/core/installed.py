"""What is installed: Python and the packages that may take part in a build.

Files of an installed package have other times on each machine, and are the same while
its version is.
"""

from __future__ import annotations

import json
import os
import sys
from functools import cache
from pathlib import Path

from permalink_blog.core.files import string_digest

INSTALLED = frozenset(("site-packages", "dist-packages"))
"""Names of the folders that packages are installed in."""

_RECORDS = (".dist-info", ".egg-info")


@cache
def installed_digest() -> str:
    """Return a digest of the versions of Python and of all installed packages.

    A package from a repository has the commit in it. Packages are in alphabetical
    order, wherever they are.
    """
    found = sorted({_version(x) for entry in sys.path for x in _records(entry)})
    return string_digest(json.dumps([sys.version_info[:3], sys.platform, found]))


def is_installed(path: Path) -> bool:
    """Return whether a file or folder belongs to an installed package."""
    return not INSTALLED.isdisjoint(path.parts)


def _records(entry: str) -> list[Path]:
    folder = Path(entry)
    if not is_installed(folder):
        return []
    try:
        return [folder / x for x in os.listdir(folder) if x.endswith(_RECORDS)]  # noqa: PTH208
    except OSError:
        return []


def _version(record: Path) -> tuple[str, str]:
    """Return name with version, and the commit (PEP 610, "direct_url.json")."""
    try:
        data = json.loads((record / "direct_url.json").read_bytes())
        commit = str(data["vcs_info"]["commit_id"])
    except (OSError, ValueError, KeyError, TypeError):
        commit = ""
    return record.name, commit

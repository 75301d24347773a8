"""Check that a tag is that of the version, and that the changelog has it.

Usage: ``python tools/release.py v0.1.0``; the exit code is 1 if something is missing.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VERSION = "_ext/permalink_blog/core/version.py"


def problems(tag: str, version_module: str, changelog: str) -> list[str]:
    """Return what has to be corrected before a release.

    :param tag: such as ``v0.1.0``
    :param version_module: text of the module that has the version
    :param changelog: text of ``CHANGELOG.md``
    """
    found = re.search(r'^__version__ = "(.+)"$', version_module, re.MULTILINE)
    version = found[1] if found else ""
    lines = []
    if tag != f"v{version}":
        lines.append(f"the tag is {tag}, and {VERSION} has {version}; make them equal")
    if not re.search(rf"^## \[?{re.escape(version)}\b", changelog, re.MULTILINE):
        lines.append(f"CHANGELOG.md has no section {version}; rename Unreleased")
    return lines


def main(arguments: list[str]) -> int:
    """Check a tag."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    texts = ((ROOT / x).read_text(encoding="utf-8") for x in (VERSION, "CHANGELOG.md"))
    found = problems(arguments[0], *texts)
    for line in found:
        print(f"release: {line}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Write the list of what an import removes (make template).

Usage: ``python tools/template.py [--check]``

With ``--check`` nothing is written; the exit code is 1 if the list is out of date. A
blog that was made of this project has files of its own, and no list to keep.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "_ext"))

from permalink_import.settings import TEMPLATE  # noqa: E402
from permalink_import.template import LIST, PLACES, write_list  # noqa: E402


def current_list() -> str:
    """Return the list of the files that Git knows, with their digests."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(
        [*command, "--", *PLACES], cwd=ROOT, check=True, capture_output=True
    )
    names = sorted(set(listed.stdout.decode().split("\0")) - {""})
    return write_list(ROOT, [name for name in names if (ROOT / name).is_file()])


def main(arguments: list[str]) -> int:
    """Write the list, or check it."""
    if arguments != ["--check"]:
        LIST.write_text(current_list(), encoding="utf-8")
        return 0
    conf = (ROOT / "conf.py").read_text(encoding="utf-8")
    is_blog = f'"{TEMPLATE["html_baseurl"]}"' not in conf
    if is_blog or not (ROOT / ".git").exists():
        return 0
    if LIST.read_text(encoding="utf-8") == current_list():
        return 0
    print(f"{LIST.relative_to(ROOT)} is out of date: run make template")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

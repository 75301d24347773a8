"""Write the guide's tables of placeholders and styles anew, from the code's own data.

Usage: ``python tools/guide_tables.py [--check]``; with ``--check`` nothing is written,
and the exit code is 1 if a table is not what it should be.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT / "_ext"))

from permalink_blog.urls.pattern import PLACEHOLDERS, STYLES  # noqa: E402 (needs the path)

if TYPE_CHECKING:
    from collections.abc import Iterator


def placeholders() -> Iterator[str]:
    """Give the lines of the table of placeholders."""
    yield from ("| placeholder | stands for |", "|---|---|")
    for name, placeholder in PLACEHOLDERS.items():
        yield f"| `:{name}` | {placeholder.meaning} |"


def styles() -> Iterator[str]:
    """Give the lines of the table of styles."""
    yield "| `permalink:` in `_config.yml` | `permalink_style` | means |"
    yield "|---|---|---|"
    for name, template in STYLES.items():
        config = "none, or `date`" if name == "date" else f"`{name}`"
        yield f"| {config} | `{name}` | `{template}` |"
    yield "| a template | the same template | |"


END = "\n\n<!-- end -->"
TABLES = {
    "guide/permalinks.md": {"placeholders": placeholders},
    "guide/moving-from-jekyll.md": {"styles": styles},
}


def renewed(text: str, page: str) -> str:
    """Put the tables of a page between their marks.

    :raises ValueError: if a mark is missing
    """
    for name, lines in TABLES[page].items():
        mark = f"<!-- {name}: made by tools/guide_tables.py -->\n\n"
        before, found, rest = text.partition(mark)
        _, end, after = rest.partition(END)
        if not found or not end:
            msg = f"{page} needs {mark.strip()!r} and, below the table, {END.strip()!r}"
            raise ValueError(msg)
        text = before + mark + "\n".join(lines()) + END + after
    return text


def main(arguments: list[str]) -> int:
    """Renew or check all pages; give the exit code."""
    stale = 0
    for page in TABLES:
        path = PROJECT / page
        text = path.read_text(encoding="utf-8")
        new = renewed(text, page)
        if new != text and "--check" in arguments:
            print(f"{page} is not up to date: make guide-tables")
            stale = 1
        elif new != text:
            path.write_text(new, encoding="utf-8")
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

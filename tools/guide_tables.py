"""Write the guide's tables that are made from the code.

Usage: ``python tools/guide_tables.py [--check]``; with ``--check`` nothing is written,
and the exit code is 1 if a table is not what it should be.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

PROJECT = Path(__file__).resolve().parent.parent
EXT = PROJECT / "_ext"
sys.path[:0] = [str(EXT), str(PROJECT / "tools")]

import build_order  # noqa: E402 (needs the path)

from permalink_blog.upstream.__main__ import table  # noqa: E402
from permalink_blog.upstream.catalog import all_changes  # noqa: E402
from permalink_blog.urls.pattern import PLACEHOLDERS, STYLES  # noqa: E402

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


def changes() -> Iterator[str]:
    """Yield the lines of the table of run-time changes of other projects."""
    yield from table(all_changes())


def packages() -> Iterator[str]:
    """Yield the lines of the table of packages, the highest layer first."""
    yield from ("| package | what it does |", "|---|---|")
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    for name in (name.strip() for layer in layers for name in layer.split("|")):
        yield f"| `{name}` | {summary(EXT / 'permalink_blog' / name)} |"
    yield f"| `permalink_import` | {summary(EXT / 'permalink_import')} |"


def summary(package: Path) -> str:
    """Return the first sentence of a package's docstring, as Markdown."""
    tree = ast.parse((package / "__init__.py").read_text("utf-8"))
    text = (ast.get_docstring(tree) or "").split("\n\n")[0].replace("\n", " ")
    text = text.removeprefix("Sphinx extension: ").replace("``", "`")
    return text[:1].upper() + text[1:]


def unknown_modules(text: str) -> list[str]:
    """Return the modules that a text names and that do not exist.

    A module is a name with a dot in backticks whose first part is a package here.
    """
    blog = EXT / "permalink_blog"
    packages = {path.parent.name for path in blog.glob("*/__init__.py")}
    names = {
        name
        for name in re.findall(r"`(\w+(?:\.\w+)+)`", text)
        if name.partition(".")[0] in packages
    }
    return sorted(name for name in names if not _exists(blog, name))


def _exists(folder: Path, name: str) -> bool:
    path = folder.joinpath(*name.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


ARCHITECTURE = "guide/contributing/architecture.md"
REFERENCE = "guide/reference.md"
END = "\n\n<!-- end -->"
TABLES = {
    "guide/permalinks.md": {"placeholders": placeholders},
    "guide/jekyll.md": {"styles": styles},
    REFERENCE: {"run-time changes": changes},
    ARCHITECTURE: {
        "packages": packages,
        "events and transforms": build_order.lines,
    },
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


def problems(page: str, text: str, new: str) -> Iterator[str]:
    """Yield what is not up to date on a page.

    :param new: the page with tables made now
    """
    if new != text:
        yield f"{page} is not up to date: make guide-tables"
    if page == ARCHITECTURE:
        for name in unknown_modules(text.partition("## What runs when")[0]):
            yield f"{page}: permalink_blog.{name} does not exist; correct the name"


def main(arguments: list[str]) -> int:
    """Renew or check all pages; give the exit code."""
    found: list[str] = []
    for page in TABLES:
        path = PROJECT / page
        if not path.exists():  # a blog made of this project has no guide
            continue
        text = path.read_text(encoding="utf-8")
        new = renewed(text, page)
        if "--check" in arguments:
            found += problems(page, text, new)
        elif new != text:
            path.write_text(new, encoding="utf-8")
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

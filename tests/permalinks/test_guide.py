"""The guide says what the code does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from permalinks.errors import PermalinkError
from permalinks.paths import Layout, locate, parse_permalink
from permalinks.pattern import PLACEHOLDERS, PostValues

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def guide(project_dir: Path) -> str:
    return (project_dir / "guide/permalinks.md").read_text(encoding="utf-8")


def rows(text: str, header: str) -> list[list[str]]:
    """Give the cells of a table, without its two head lines."""
    table = text[text.index(header) :].split("\n\n")[0]
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in table.splitlines()[2:]
    ]


def test_placeholders(guide: str) -> None:
    table = dict(rows(guide, "| placeholder |"))
    assert table == {f"`:{name}`": p.meaning for name, p in PLACEHOLDERS.items()}


@pytest.mark.parametrize(("column", "folders"), [(1, False), (2, True)])
def test_permalinks(guide: str, column: int, *, folders: bool) -> None:
    table = rows(guide, "| `permalink:` |")
    assert table
    for cells in table:
        permalink = parse_permalink(cells[0].strip("`"), PostValues())
        location = locate(permalink, Layout(folders=folders))
        assert f"`{location.file}`" == cells[column]


def test_messages(guide: str) -> None:
    (example,) = re.findall(r"```text\n(Permalink error.*?)```", guide, re.DOTALL)
    for line in example.splitlines()[1:]:
        assert re.fullmatch(r"  \S+\.md:\d+: permalink: '.*' .*; .*…", line)
    assert example.startswith(f"{PermalinkError.category}: no page was written:")

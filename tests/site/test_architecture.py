"""The architecture page has what the code has."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING

import build_order
import guide_tables
import pytest
from sphinx.testing.util import _clean_up_global_state

from permalink_blog.parts import PARTS
from site_tools.sites import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.system  # other versions have other handlers

TEXT = (PROJECT / guide_tables.ARCHITECTURE).read_text(encoding="utf-8")
WRITTEN, _, TABLES = TEXT.partition("## What runs when")


@pytest.fixture(autouse=True)
def _clean_registries() -> Iterator[None]:
    """Drop what the application of the tables leaves: other tests make theirs."""
    yield
    _clean_up_global_state()


def test_the_page_is_up_to_date() -> None:
    new = guide_tables.renewed(TEXT, guide_tables.ARCHITECTURE)
    assert list(guide_tables.problems(guide_tables.ARCHITECTURE, TEXT, new)) == []


def test_what_is_out_of_date_is_found() -> None:
    old = TEXT.replace("| 100 `POSTS` |", "| 101 `POSTS` |").replace(
        "`urls.table`", "`urls.chair`"
    )
    new = guide_tables.renewed(old, guide_tables.ARCHITECTURE)
    found = list(guide_tables.problems(guide_tables.ARCHITECTURE, old, new))
    assert len(found) == 2
    assert "make guide-tables" in found[0]
    assert "permalink_blog.urls.chair" in found[1]


def test_everything_listed_can_be_imported() -> None:
    rows = re.findall(r"^\| [^|]+ \| [^|]* \| (`[^|]+`) \|$", TABLES, re.MULTILINE)
    names = [name.strip(" `") for row in rows for name in row.split(",")]
    assert len(names) > 150
    for name in names:
        full = (
            name if name.startswith(build_order.SHOWN[1:]) else f"permalink_blog.{name}"
        )
        parts = full.split(".")
        for depth in range(len(parts) - 1, 0, -1):
            try:
                found = import_module(".".join(parts[:depth]))
            except ModuleNotFoundError:
                continue
            for part in parts[depth:]:
                found = getattr(found, part)
            break
        assert callable(found), name


@pytest.mark.parametrize("part", [x for x in PARTS if x.startswith("permalink_blog.")])
def test_each_part_is_in_the_table_of_packages(part: str) -> None:
    assert f"| `{part.removeprefix('permalink_blog.')}` | " in WRITTEN


def test_each_priority_but_the_default_has_its_reason() -> None:
    rows = re.findall(r"^\| ([^|]+) \| ([^|]*) \| `[^|]+ \|$", TABLES, re.MULTILINE)
    assert len(rows) > 80
    lacking = [
        priority
        for priority, reason in rows
        if not reason.strip() and priority not in {"500", "800"}
    ]
    assert lacking == []

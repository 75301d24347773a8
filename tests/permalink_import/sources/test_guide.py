"""The guide's tables of Hugo and Pelican name what their readers convert."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from permalink_import.generators import reader_of
from permalink_import.hugo.rules import SHORTCODES
from permalink_import.model import silent
from site_tools.old_sites import converted

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def sections(project_dir: Path) -> dict[str, str]:
    guide = (project_dir / "guide/importing.md").read_text("utf-8")
    parts = re.split(r"^## (.*)$", guide, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def names(section: str) -> set[str]:
    """Give the names in the third column of a table."""
    rows = [line for line in section.splitlines() if line.startswith("| ")]
    cells = [re.split(r"(?<!\\)\|", row.strip("|")) for row in rows]
    return {name.strip() for x in cells if len(x) == 3 for name in x[2].split(",")}


@pytest.mark.parametrize("generator", ["hugo", "pelican"])
def test_what_is_counted_is_in_the_table(
    project_dir: Path, sections: dict[str, str], generator: str
) -> None:
    site = project_dir / "tests/permalink_import" / generator / "site"
    documents = converted(reader_of(generator)(site, silent)).documents
    counted = {name for document in documents for name in document.converted}
    assert len(counted) > 5
    assert counted <= names(sections[generator.capitalize()])


def test_every_shortcode_is_in_the_table(sections: dict[str, str]) -> None:
    """But for older names, which mean the same."""
    older = {x for x in SHORTCODES if x.startswith("twitter") or x.endswith("_simple")}
    for name in SHORTCODES.keys() - older:
        assert re.search(rf"\b{name}\b", sections["Hugo"]), name

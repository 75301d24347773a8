"""The guide says what the search finds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from permalink_blog.search.words import MAX_DIGITS
from site_tools.chromium import needs_chromium
from site_tools.edits import save
from site_tools.sites import serve

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from conftest import BuildRoot

ROOT = "search-results"
ROW = re.compile(r"^\| `([^`]+)` \| ([^|]+) \|", re.MULTILINE)


@pytest.fixture
def guide(project_dir: Path) -> str:
    return (project_dir / "guide/search.md").read_text("utf-8")


def test_numbers(guide: str) -> None:
    assert f"up to {['', 'one', 'two', 'three', 'four'][MAX_DIGITS]} digits" in guide


class TestWhatIsFound:
    pytestmark = needs_chromium

    def test_each_row(
        self, build_root: BuildRoot, browser: Browser, guide: str, tmp_path: Path
    ) -> None:
        rows = ROW.findall(guide)
        assert len(rows) == 8
        srcdir = build_root(ROOT, "dummy").srcdir
        for number, (_, text) in enumerate(rows):
            save(srcdir / f"row{number}.md", f"# Row {number}\n\n{text}\n")
        app = build_root(ROOT)
        page = browser.new_page()
        with serve(app.outdir, tmp_path) as url:
            for number, (query, _) in enumerate(rows):
                page.goto(f"{url}search.html")
                page.locator("input[name=q]").last.fill(query)
                page.keyboard.press("Enter")
                titles = page.locator("#search-results li > a")
                titles.get_by_text(f"Row {number}", exact=True).wait_for()

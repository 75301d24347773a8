"""The guide says what the code does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from permalink_blog.related import DEFAULT_COUNT
from permalink_blog.related.ranking import REACH
from site_tools.edits import save
from site_tools.small_blogs import warned

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot

ROOT = "blog-related"


@pytest.mark.parametrize("theme", ["alabaster", "furo"])
def test_the_template(build_root: BuildRoot, project_dir: Path, theme: str) -> None:
    guide = (project_dir / "guide/archives.md").read_text(encoding="utf-8")
    section = guide[guide.index("## Related posts") :].split("\n## ")[0]
    [template] = re.findall(r"^```jinja\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    srcdir = build_root.copy(ROOT)
    save(srcdir / "_templates/related.html", template)
    app = build_root(ROOT, html_theme=theme, templates_path=["_templates"])
    assert not warned(app)
    page = BeautifulSoup((app.outdir / "posts/a.html").read_text("utf-8"), "lxml")
    heading = page.find("h3", string="Related posts")
    assert heading is not None
    links = heading.find_next("ul").select("a")
    assert [link.get_text() for link in links] == ["Post b", "Post c", "Post e"]
    assert "Related posts" not in (app.outdir / "posts/g.html").read_text("utf-8")
    assert {3: "up to three others"}[DEFAULT_COUNT] in section
    assert {100: "newest hundred"}[REACH] in section

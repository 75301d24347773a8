"""ABlog's own templates show text, and a site's own what its author likes."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from site_tools.edits import save
from site_tools.pages import parsed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bs4 import BeautifulSoup

    from conftest import BuildRoot

TITLE = "<i>A</i> & B"
POST = (
    f"---\ntitle: {TITLE}\ndate: 2020-01-{{day:02}}\ntags: ['{TITLE}']\n---\n\nText\n"
)
OWN = "<b>{{ ablog.tags|length }}</b> {{ '<u>own</u>' }}"


@pytest.fixture
def build(
    build_root: BuildRoot, rootdir: Path, tmp_path: Path
) -> Callable[..., BeautifulSoup]:
    """Return a function that builds a blog and returns the page of a post."""
    folder = tmp_path / "blog-scaling-alone"
    shutil.copytree(rootdir / "test-blog-scaling-alone", folder)
    for day in (1, 2):
        save(folder / f"posts/hostile-{day}.md", POST.format(day=day))
    save(folder / "own/ablog/authors.html", OWN)
    sidebar = [f"ablog/{name}.html" for name in ("recentposts", "tagcloud", "authors")]
    values: dict[str, Any] = {
        "extensions": [
            "myst_parser",
            "permalink_blog.frontmatter",
            "ablog",
            "permalink_blog.incremental",
            "permalink_blog.archives",
        ],
        "html_theme": "alabaster",
        "html_sidebars": {"**": sidebar},
        "templates_path": ["own"],
    }

    def post(**more: Any) -> BeautifulSoup:
        app = build_root("blog-scaling-alone", **values, **more)
        return parsed(app.outdir / "posts/hostile-1.html")

    return post


def test_ablogs_templates_are_escaped_and_own_ones_are_not(
    build: Callable[..., BeautifulSoup],
) -> None:
    page = build()
    assert page.find("i") is None
    texts = {" ".join(link.text.split()) for link in page.find_all("a")}
    assert {f"02 January - {TITLE}", TITLE} <= texts
    assert page.select_one(".ablog__prev-next a").text.strip() == TITLE
    assert [x.text for x in page.select(".sphinxsidebar u")] == ["own"]


@pytest.mark.needed_for("ablog.escape")
def test_ablog_takes_titles_for_html(build: Callable[..., BeautifulSoup]) -> None:
    page = build(permalink_upstream_without=["ablog.escape"])
    assert page.find("i") is not None

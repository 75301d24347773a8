"""The guide says what the code does."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp

    from conftest import BuildRoot

ROOT = "blog-archives"
POST = """\
---
date: 2018-01-{day:02}
tags: {tags}
---

# Post {day}

Text.
"""


@pytest.fixture
def guide(project_dir: Path) -> str:
    return (project_dir / "guide/archives.md").read_text(encoding="utf-8")


def example(guide: str, language: str, about: str = "") -> str:
    found = re.findall(
        rf"^```{re.escape(language)}\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL
    )
    [text] = [text for text in found if about in text]
    return str(text)


def build(
    build_root: BuildRoot, builder: str, *, posts: int, **settings: Any
) -> SphinxTestApp:
    """Build a blog with posts that have the tag "python"."""
    folder = build_root(ROOT, "dummy").srcdir / "posts"
    folder.mkdir(exist_ok=True)
    for day in range(1, posts + 1):
        text = POST.format(day=day, tags="python")
        (folder / f"{day}.md").write_text(text, encoding="utf-8")
    return build_root(ROOT, builder, **settings)


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_files(build_root: BuildRoot, guide: str, builder: str) -> None:
    app = build(build_root, builder, posts=11)
    table = guide[guide.index("| page | file |") :].split("\n\n")[0]
    files = re.findall(r"`(blog[\w/]*)\.html`", table)
    assert len(files) == 7
    for name in files:
        suffix = ".html" if builder == "html" else "/index.html"
        assert (app.outdir / f"{name}{suffix}").is_file(), name
    folders = re.findall(r"`(blog/[a-z]+)`", guide.replace("blog/category", ""))
    assert "`blog/category`" in guide
    assert set(folders) == {"blog/author", "blog/location", "blog/language"}


def test_page_size(build_root: BuildRoot, guide: str) -> None:
    text = example(guide, "python", "blog_page_size")
    [setting] = ast.parse(text).body
    assert isinstance(setting, ast.Assign)
    size = ast.literal_eval(setting.value)
    app = build(build_root, "html", posts=size + 1, blog_page_size=size)
    page = BeautifulSoup((app.outdir / "blog.html").read_text("utf-8"), "lxml")
    assert len(page.select("h2 a[href*=posts]")) == size
    assert (app.outdir / "blog/page/2.html").is_file()
    assert not (app.outdir / "blog/page/3.html").exists()


@pytest.mark.parametrize("theme", ["alabaster", "furo", "pydata_sphinx_theme"])
def test_the_template(build_root: BuildRoot, guide: str, theme: str) -> None:
    folder = build_root(ROOT, "dummy").srcdir / "_templates" / "ablog"
    folder.mkdir(parents=True)
    template = example(guide, "html+jinja")
    (folder / "collection.html").write_text(template, encoding="utf-8")
    settings = {"html_theme": theme, "templates_path": ["_templates"]}
    app = build(build_root, "html", posts=5, blog_page_size=2, **settings)
    assert app.warning.getvalue() == ""
    path = app.outdir / "blog/tag/python/page/2.html"
    page = BeautifulSoup(path.read_text("utf-8"), "lxml")
    heading = page.find("h1", string=re.compile("^Posts tagged"))
    assert heading is not None
    assert f'the heading as HTML: "{heading.get_text()}"' in guide
    links = heading.find_next("ul").select("li > a")
    assert [link.get_text() for link in links] == ["Post 3", "Post 2"]
    assert page.select("nav a[rel=prev]")
    assert page.select("nav a[rel=next]")


def test_a_label_that_shares_its_page(build_root: BuildRoot, guide: str) -> None:
    app = build(build_root, "dummy", posts=1)
    for name, tag in (("c", "C"), ("d", "C++")):
        text = POST.format(day=2, tags=tag)
        (app.srcdir / f"posts/{name}.md").write_text(text, encoding="utf-8")
    app = build_root(ROOT)
    assert '"C" and "C++"' in guide
    page = (app.outdir / "blog/tag/c.html").read_text("utf-8")
    assert "Posts tagged C, C++" in page
    assert "share the page 'blog/tag/c'" in app.warning.getvalue()
    app = build_root(ROOT, suppress_warnings=["blog_archives.archive"])
    assert app.warning.getvalue() == ""

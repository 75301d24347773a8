"""The guide says what the code does."""

from __future__ import annotations

import ast
import re
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from bs4.element import Tag

from permalink_blog.core.local_dates import DAY_MONTH_YEAR, local_date, usual_format
from site_tools.edits import save
from site_tools.small_blogs import warned

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot

ROOT = "blog-languages"


@pytest.fixture
def guide(project_dir: Path) -> str:
    return (project_dir / "guide/languages.md").read_text(encoding="utf-8")


def examples(guide: str, language: str) -> list[str]:
    pattern = rf"^```{re.escape(language)}\n(.*?)^```$"
    return re.findall(pattern, guide, re.MULTILINE | re.DOTALL)


def table(guide: str, head: str) -> list[list[str]]:
    lines = guide[guide.index(head) :].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def page(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text("utf-8"), "lxml")


def test_languages(build_root: BuildRoot, guide: str) -> None:
    srcdir = build_root(ROOT, "dummy").srcdir
    for day in (1, 2, 3):
        head = f"---\ndate: 2018-08-0{day}\ntags: python\n---\n\n"
        save(srcdir / f"posts/p{day}.md", f"{head}# Post {day}\n\nText.\n")
    rows = table(guide, "| `language` |")
    assert len(rows) == 3
    for language, date, archive, next_page in rows:
        app = build_root(ROOT, language=ast.literal_eval(language.strip("`")))
        found = page(app.outdir / "blog/tag/python.html")
        assert found.h1 is not None
        assert " ".join(found.h1.get_text().split()) == archive
        pager = found.select_one(".ablog-pager__next")
        assert pager is not None
        assert pager.get_text() == next_page
        post = page(app.outdir / "posts/p1.html").select_one(".ablog__postcard h2")
        assert post is not None
        assert post.get_text().strip().lstrip("0") == date


def test_formats(guide: str) -> None:
    rows = table(guide, "| value |")
    assert len(rows) == 4
    for value, written in rows:
        format_ = usual_format(ast.literal_eval(value.strip("`")), "de")
        assert local_date(datetime(2018, 8, 1), "de").strftime(format_) == written
    assert DAY_MONTH_YEAR in guide


def test_a_post_in_another_language(build_root: BuildRoot, guide: str) -> None:
    post, words = examples(guide, "markdown")
    language, names = examples(guide, "python")
    assert language == 'language = "de"\n'
    settings: dict[str, object] = {}
    exec(names, settings)
    srcdir = build_root(ROOT, "dummy").srcdir
    save(srcdir / "posts/lyon.md", post)
    save(srcdir / "posts/cat.md", f"# Cat\n\n{words}")
    app = build_root(
        ROOT,
        blog_languages=settings["blog_languages"],
        myst_enable_extensions=["attrs_block", "attrs_inline"],
    )
    assert not warned(app)
    section = page(app.outdir / "posts/lyon.html").select_one("section")
    assert section is not None
    assert section["lang"] == "fr"
    assert (app.outdir / "blog/language/français.html").is_file() or (
        app.outdir / "blog/language/francais.html"
    ).is_file()
    marked = page(app.outdir / "posts/cat.html").select("[lang=ja]")
    assert [tag.name for tag in marked if isinstance(tag, Tag)] == ["p", "span"]


def test_another_language(build_root: BuildRoot, guide: str) -> None:
    [texts] = examples(guide, "po")
    [path] = re.findall(r"`(locales/nl/\S+\.po)`", guide)
    srcdir = build_root(ROOT, "dummy").srcdir
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    save(srcdir / path, head + texts)
    app = build_root(ROOT, language="nl")
    found = page(app.outdir / "blog/tag/apple.html")
    assert found.h1 is not None
    assert " ".join(found.h1.get_text().split()) == "Berichten met het label apple"
    assert "5 maart 2018" in (app.outdir / "posts/march.html").read_text("utf-8")


def test_a_text_of_one_s_own(build_root: BuildRoot, guide: str) -> None:
    assert "`locales/de/LC_MESSAGES/sphinx.po`" in guide
    srcdir = build_root(ROOT, "dummy").srcdir
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    text = 'msgid "Posts tagged"\nmsgstr "Alles über"\n'
    save(srcdir / "locales/de/LC_MESSAGES/sphinx.po", head + text)
    app = build_root(ROOT, language="de")
    found = page(app.outdir / "blog/tag/apple.html")
    assert found.h1 is not None
    assert " ".join(found.h1.get_text().split()) == "Alles über apple"
    assert "Weiter" in (app.outdir / "blog/tag/apple.html").read_text("utf-8")

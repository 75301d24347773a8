"""The guide says what the code does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from site_tools.epub import Epub, epub_of

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot


@pytest.fixture
def guide(project_dir: Path) -> str:
    return (project_dir / "guide/books.md").read_text(encoding="utf-8")


def example(guide: str, language: str) -> str:
    fence = re.compile(
        rf"^`{{3,4}}{language}\n(.*?)^`{{3,4}}$", re.MULTILINE | re.DOTALL
    )
    [text] = fence.findall(guide)
    return str(text)


def test_settings(build_root: BuildRoot, guide: str) -> None:
    rows = re.findall(r"^\| `(blog_books_\w+)` \| `(.*?)` \|", guide, re.MULTILINE)
    values = build_root("blog-books", "dummy").config.values
    names = [name for name in values if name.startswith("blog_books_")]
    assert sorted(rows) == sorted((n, repr(values[n].default)) for n in names)


def test_other_pages(build_root: BuildRoot, guide: str) -> None:
    settings: dict[str, object] = {}
    exec(example(guide, "python"), settings)
    wanted = {"blog_books_include": settings["blog_books_include"]}
    app = build_root("blog-books", "epub", **wanted)
    assert app.warning.getvalue() == ""
    spine = Epub(epub_of(app.outdir)).spine
    pages = ["about.xhtml", "guide/index.xhtml", "guide/page.xhtml"]
    assert [name for name in spine if name in pages] == pages


def test_a_landing_page_with_words_for_the_book(
    build_root: BuildRoot, guide: str
) -> None:
    root = build_root("blog-books", "dummy").srcdir
    text = (root / "index.md").read_text("utf-8") + "\n" + example(guide, "markdown")
    (root / "index.md").write_text(text, encoding="utf-8")
    settings = {"myst_enable_extensions": ["colon_fence", "html_image"]}
    words = "This is the blog as a book."
    app = build_root("blog-books", "epub", **settings)
    assert words in Epub(epub_of(app.outdir)).text("index.xhtml")
    app = build_root("blog-books", "html", **settings)
    assert words not in (app.outdir / "index.html").read_text("utf-8")


def test_templates_are_where_it_says(project_dir: Path, guide: str) -> None:
    folder = project_dir / "_ext/permalink_blog/books/templates"
    names = re.findall(r"`(blog_books/\w+\.html)`", guide)
    assert len(names) == 2
    assert all((folder / name).is_file() for name in names)

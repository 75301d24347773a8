from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from conftest import refusal
from permalink_blog.posts.generated import generated_pages

if TYPE_CHECKING:
    from conftest import BuildRoot

LISTS = """\
* 02 January 2022 - The third

* 02 January 2021 - The second

* 2020 - The first

* 2021 - The second
"""


@pytest.mark.parametrize("builder", ["latex", "text", "man", "gettext", "texinfo"])
def test_postlist_builds_without_warnings(build_root: BuildRoot, builder: str) -> None:
    app = build_root("blog-builders", builder)
    assert app.warning.getvalue() == ""


def test_postlist_is_ablogs_choice_of_posts_as_text(build_root: BuildRoot) -> None:
    app = build_root("blog-builders", "text")
    assert LISTS in (app.outdir / "index.txt").read_text(encoding="utf-8")


def test_latex_lists_posts_that_are_not_in_the_book(build_root: BuildRoot) -> None:
    app = build_root("blog-builders", "latex")
    assert "02 January 2022 \\sphinxhyphen{} The third" in (
        app.outdir / "book.tex"
    ).read_text(encoding="utf-8")


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "epub"])
def test_html_keeps_ablogs_own_list(build_root: BuildRoot, builder: str) -> None:
    app = build_root("blog-builders", builder, epub_copyright="x", version="1")
    name = "index.xhtml" if builder == "epub" else "index.html"
    page = (app.outdir / name).read_text(encoding="utf-8")
    assert BeautifulSoup(page, "lxml").select("ul.postlist li a")


@pytest.mark.parametrize("theme", ["alabaster", "furo"])
@pytest.mark.parametrize(
    ("page", "label"), [("posts/first", "first"), ("posts/second/index", "second")]
)
def test_label_of_a_post_leads_to_an_anchor(
    build_root: BuildRoot, page: str, label: str, theme: str
) -> None:
    app = build_root("blog-builders", html_theme=theme)
    index = BeautifulSoup((app.outdir / "index.html").read_text("utf-8"), "lxml")
    assert index.select(f'a[href="{page}.html#{label}"]')
    post = BeautifulSoup((app.outdir / f"{page}.html").read_text("utf-8"), "lxml")
    assert post.find(id=label)
    assert app.warning.getvalue() == ""


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_all_pages_that_ablog_makes_are_known_before(
    build_root: BuildRoot, builder: str
) -> None:
    app = build_root("blog-builders", builder)
    suffix = ".html" if builder == "html" else "/index.html"
    made = {
        path.relative_to(app.outdir).as_posix().removesuffix(suffix)
        for path in (app.outdir / "blog").rglob("*.html")
    }
    assert set(generated_pages(app)) == made | {"blog"}


def test_a_permalink_in_the_way_of_an_archive_is_refused(build_root: BuildRoot) -> None:
    extensions = ["myst_parser", "ablog", "permalink_blog.posts", "permalink_blog.urls"]
    app = build_root("blog-builders", extensions=extensions)
    archive = app.outdir / "blog/tag/apple.html"
    before = archive.read_bytes()
    post = app.srcdir / "posts/first.md"
    text = post.read_text("utf-8").replace(
        "---\n", "---\npermalink: blog/tag/apple\n", 1
    )
    post.write_text(text, encoding="utf-8")
    said = refusal(build_root("blog-builders", extensions=extensions))
    assert "posts/first.md:2: ERROR: permalink: 'blog/tag/apple'" in said
    assert "where the generated page 'blog/tag/apple' goes" in said
    assert archive.read_bytes() == before


def test_doc_roles_work_where_a_post_is_repeated(build_root: BuildRoot) -> None:
    app = build_root(
        "blog-builders", blog_baseurl="https://example.org/", blog_feed_fulltext=True
    )
    assert app.warning.getvalue() == ""
    for file in ("blog.html", "blog/atom.xml", "posts/second/index.html"):
        text = (app.outdir / file).read_text("utf-8")
        assert re.search(r"third\.html[^/]*(<|&lt;)span class=.doc", text), file

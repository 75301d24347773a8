"""The book on paper: what TeX is to typeset. No TeX is needed here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from site_tools.epub import tex_of

if TYPE_CHECKING:
    from conftest import BuildRoot

WEB = "https://example.org/blog-site/"
HEADING = re.compile(r"^\\(part|chapter|section)\{(.*?)\}$", re.MULTILINE)


@pytest.fixture
def tex(build_root: BuildRoot) -> str:
    app = build_root("blog-books", "latex")
    assert app.warning.getvalue() == ""
    return tex_of(app)


def test_the_posts_are_its_chapters_oldest_first(tex: str) -> None:
    assert HEADING.findall(tex) == [
        ("part", "2019"),
        ("chapter", r"Zebra \& co"),
        ("section", "A section"),
        ("part", "2020"),
        ("chapter", "Ελληνικά"),
        ("part", "2021"),
        ("chapter", "Mango"),
        ("section", "Part one"),
        ("chapter", "Apple"),
        ("section", "A section"),
    ]


def test_other_pages_and_no_parts_if_asked_for(build_root: BuildRoot) -> None:
    settings = {"blog_books_include": ["about"], "blog_books_parts": False}
    app = build_root("blog-books", "latex", **settings)
    chapters = HEADING.findall(tex_of(app))
    assert chapters[:2] == [("chapter", "About"), ("chapter", r"Zebra \& co")]
    assert not [title for kind, title in chapters if kind == "part"]


def test_the_landing_page_has_its_heading_if_it_has_words(
    tex: str, build_root: BuildRoot
) -> None:
    assert r"\chapter*{Welcome}" in tex
    assert r"\addcontentsline{toc}{chapter}{Welcome}" in tex
    root = build_root("blog-books", "dummy").srcdir
    (root / "index.md").write_text("# Welcome\n\n```{postlist}\n```\n")
    assert r"\chapter*" not in tex_of(build_root("blog-books", "latex"))


def test_title_page(tex: str) -> None:
    assert r"\title{Fish \& chips}" in tex
    assert r"\date{1 June 2021}" in tex
    assert r"\author{The cook}" in tex
    assert r"\release{}" in tex


def test_a_chapter_says_when_it_was_written_and_of_what(tex: str) -> None:
    assert r"\sphinxstyleemphasis{5 March 2019 · zoo · animals, stripes}" in tex
    assert tex.count("10 January 2021 · A guest") == 1


def test_videos_and_players_are_links_with_titles(tex: str) -> None:
    assert r"\sphinxhref{https://www.youtube.com/watch?v=2rgD5AJsAbE}{Our talk}" in tex
    map_link = r"\sphinxhref{https://maps.example/embed?x=1\&y=2}"
    assert map_link + r"{\sphinxstyleemphasis{A map of the town}}" in tex


def test_images_that_latex_does_not_know_are_links(tex: str) -> None:
    link = rf"\sphinxhref{{{WEB}posts/apple.html}}"
    assert link + r"{\sphinxstyleemphasis{Only drawn}}" in tex
    assert ".svg" not in tex
    assert r"{{dot}.png}" in tex


def test_links_stay_in_the_book_or_lead_to_the_web(tex: str) -> None:
    assert r"{\hyperref[\detokenize{posts/apple:a-section}]" in tex
    assert r"{\hyperref[\detokenize{posts/mango::doc}]" in tex
    for path in ("guide/page.html", "blog/tag/animals.html", "blog/tag.html"):
        assert rf"\sphinxhref{{{WEB}{path}}}" in tex
    assert r"\label{\detokenize{posts/mango::doc}}" in tex


def test_drafts_and_pages_not_asked_for_are_not_there(tex: str) -> None:
    assert "A draft." not in tex
    assert "How to." not in tex
    assert "This is us." not in tex


def test_without_a_url_links_out_of_the_book_are_text(build_root: BuildRoot) -> None:
    app = build_root("blog-books", "latex", html_baseurl="", blog_baseurl="")
    assert app.warning.getvalue() == ""
    tex = tex_of(app)
    assert "The guide is on the web" in re.sub(r"\\DUrole\{[^}]*\}|[{}]", "", tex)
    assert WEB not in tex


def test_other_documents_are_sphinxs_own(build_root: BuildRoot) -> None:
    documents = [
        ("index", "book.tex", "Book", "Cook", "manual"),
        ("guide/index", "guide.tex", "Guide", "Cook", "manual"),
    ]
    app = build_root("blog-books", "latex", latex_documents=documents)
    guide = (app.outdir / "guide.tex").read_text("utf-8")
    assert [title for _kind, title in HEADING.findall(guide)] == ["A page of the guide"]
    assert "Zebra" not in guide
    assert "Zebra" in (app.outdir / "book.tex").read_text("utf-8")

"""A site of Hugo's, imported and built here, is the site that Hugo built."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

from permalink_blog.urls.url_list.output import OutputFolderPages
from permalink_blog.urls.variants import bare_key
from site_tools.links import Site
from site_tools.moving import move_once
from site_tools.old_sites import sources_told
from site_tools.pages import parsed
from site_tools.texts import heading_at, jekyll_article, words

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

    from site_tools.moving import Move

HERE = Path(__file__).parent
ANSWER: dict[str, Any] = json.loads((HERE / "answers.json").read_text("utf-8"))
PAGES = {page["file"]: page for page in ANSWER["pages"] if page["content"]}
DATED = [file for file, page in PAGES.items() if page["date"] and "/" in file]
POSTS = [file for file in DATED if PAGES[file]["kind"] == "page"]
# What a shortcode of the site's own made, and what is left of it.
LEFT = ("8:00", "{{< timetable from=”left” >}} 8:00 {{< /timetable >}}")
TO_LOOK_AT = {
    "conf.py",  # quotation marks
    "content/_index.md",
    "content/notes/gone.md",
    "content/posts/2019/2019-01-15-ice-on-the-river.md",
}
# Hugo's anchors of footnotes, which differ from those here.
FOOTNOTES = ("fn:", "fnref:")
# Numbers of footnotes and of lines, and arrows back.
THERE = ".footnote-ref, .footnote-backref, .ln, .lnt"
HERE_TOO = ".headerlink, .linenos, .video-facade-play, .footnote-reference, .label"


@pytest.fixture(scope="module")
def move(tmp_path_factory: pytest.TempPathFactory) -> Move:
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    return move_once(shared / "moving", "hugo", HERE / "site")


def page_of(move: Move, file: str) -> BeautifulSoup:
    path = unquote(PAGES[file]["url"]).lstrip("/")
    return parsed(move.output / (f"{path}index.html" if path.endswith("/") else path))


def test_import_tells_what_to_look_at(move: Move) -> None:
    assert sources_told(move.imported.stdout) == TO_LOOK_AT, move.imported.said


def test_build_has_no_warning_but_of_what_its_author_left_out(move: Move) -> None:
    assert move.warnings == set()
    assert move.findings == {("posts/2019/bundle/index.md", "blog_checks.alt")}
    assert move.built.returncode == 0, move.built.said


def test_second_import_changes_nothing(move: Move) -> None:
    assert move.kept


def test_all_urls_of_hugo_answer(move: Move) -> None:
    output = OutputFolderPages.of(move.output)
    assert [url for url in ANSWER["urls"] if not output.answers(url)] == []


def test_feeds_are_feeds(move: Move) -> None:
    """Feed readers follow no redirect that is a page."""
    for name in ("index.xml", "posts/index.xml"):
        assert "<feed" in (move.output / name).read_text("utf-8")[:200]


def test_documents_are_at_their_places(move: Move) -> None:
    heads = OutputFolderPages.of(move.output)
    for file, page in PAGES.items():
        if page["kind"] != "home":
            path = unquote(page["url"]).lstrip("/")
            name = f"{path}index.html" if path.endswith("/") else path
            assert heads.head(name).redirect == "", file


def test_the_list_has_all_urls(move: Move) -> None:
    url_list = (move.project / "published-urls.txt").read_text("utf-8")
    keys = {bare_key(line) for line in url_list.splitlines() if line.startswith("/")}
    missing = {url for url in ANSWER["urls"] if bare_key(url) not in keys}
    assert missing == set()


def test_files_are_the_same(move: Move) -> None:
    for name, source in (
        ("CNAME", "static/CNAME"),
        ("img/bank.png", "static/img/bank.png"),
        ("2019/03/knots-ropes/rope.png", "content/posts/bundle/rope.png"),
        ("2019/03/knots-ropes/plan.pdf", "content/posts/bundle/plan.pdf"),
        ("notes/pier.png", "content/notes/pier.png"),
    ):
        there = (HERE / "site" / source).read_bytes()
        assert (move.output / name).read_bytes() == there, name


def test_no_link_is_broken(move: Move) -> None:
    site = Site(move.output, "https://ferry.example/")
    assert [str(link) for link in site.broken()] == []


# The landing page here is another one.
@pytest.mark.parametrize("file", sorted(PAGES.keys() - {"_index.md"}))
def test_page_says_what_it_said(move: Move, file: str) -> None:
    page = PAGES[file]
    shown = page_of(move, file)
    heading = shown.select_one("article h1")
    assert heading is not None
    assert words(heading).removesuffix("#") == page["title"]
    there = jekyll_article(re.sub(r"(?s)\$\$(.+?)\$\$", r" \\[\1\\] ", page["content"]))
    anchors = {str(x["id"]) for x in there.select("[id]")}
    for mark in [*there.select(THERE), *shown.select(HERE_TOO), heading]:
        mark.decompose()
    article = shown.select_one("article.bd-article")
    assert article is not None
    assert words(article) == words(there).replace(*LEFT)
    here = {str(x["id"]) for x in shown.select("[id]")}
    assert {x for x in anchors if not x.startswith(FOOTNOTES)} <= here


@pytest.mark.parametrize("file", ["notes/second-note.md"])
def test_old_fragments_lead_to_their_headings(move: Move, file: str) -> None:
    """Also that of the title's words, and those of headings in footnotes."""
    page = PAGES[file]
    shown = page_of(move, file)
    old = jekyll_article(page["content"]).select("h2[id], h3[id]")
    assert len(old) == 4
    assert [heading_at(shown, str(x["id"])) for x in old] == [words(x) for x in old]


@pytest.mark.parametrize("file", POSTS)
def test_post_has_its_date_and_labels(move: Move, file: str) -> None:
    page, shown = PAGES[file], page_of(move, file)
    time = shown.select_one(".blog-meta--post time")
    assert time is not None
    assert str(time["datetime"])[:10] == page["date"]
    chips = shown.select(".blog-chips[aria-label=Tags] a")
    # Hugo shows "ice" as "Ice"
    tags = [words(x).title() for x in chips]
    assert tags == [tag.title() for tag in page["tags"]]
    categories = [words(x) for x in shown.select(".blog-category a")]
    assert categories == page["categories"]

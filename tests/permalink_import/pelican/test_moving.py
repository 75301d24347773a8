"""A site of Pelican's, imported and built here, is the site that Pelican built."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from permalink_blog.urls.url_list.output import OutputFolderPages
from permalink_blog.urls.variants import bare_key
from site_tools.links import Site
from site_tools.moving import move_once
from site_tools.old_sites import sources_told
from site_tools.pages import parsed
from site_tools.texts import heading_at, jekyll_article, words

if TYPE_CHECKING:
    from site_tools.moving import Move

HERE = Path(__file__).parent
ANSWER: dict[str, Any] = json.loads((HERE / "answers.json").read_text("utf-8"))
PAGES = {page["file"]: page for page in ANSWER["pages"] if page["status"] != "draft"}
POSTS = [
    file
    for file, page in PAGES.items()
    if page["status"] == "published" and not file.startswith("pages/")
]
# Numbers of lines and footnotes, arrows back, and the list of headings.
MARKS = ".linenos, .footnote-ref, .footnote-backref, .toc"
HERE_TOO = ".headerlink, .linenos, .footnote-reference, .footnote .label, nav.contents"


@pytest.fixture(scope="module")
def move(tmp_path_factory: pytest.TempPathFactory) -> Move:
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    return move_once(shared / "moving", "pelican", HERE / "site")


def test_import_tells_what_to_look_at(move: Move) -> None:
    told = sources_told(move.imported.stdout)
    # of quotation marks, and of headings in a footnote, which are lines here
    assert told == {"conf.py", "content/no-folder.md"}, move.imported.said


def test_build_has_no_warning(move: Move) -> None:
    assert move.warnings == set()
    assert move.built.returncode == 0, move.built.said


def test_second_import_changes_nothing(move: Move) -> None:
    assert move.kept, move.again.said


def test_all_urls_of_pelican_answer(move: Move) -> None:
    output = OutputFolderPages.of(move.output)
    assert [url for url in ANSWER["urls"] if not output.answers(url)] == []


def test_feeds_are_feeds(move: Move) -> None:
    """Feed readers follow no redirect that is a page."""
    for name in ("feeds/all.atom.xml", "feeds/all-de.atom.xml"):
        assert "<feed" in (move.output / name).read_text("utf-8")[:200]


def test_the_list_has_all_urls(move: Move) -> None:
    url_list = (move.project / "published-urls.txt").read_text("utf-8")
    keys = {bare_key(line) for line in url_list.splitlines() if line.startswith("/")}
    known = {"/drafts/later.html"}  # nobody was told of this one
    assert {x for x in ANSWER["urls"] if bare_key(x) not in keys} == known


def test_documents_are_at_their_places(move: Move) -> None:
    heads = OutputFolderPages.of(move.output)
    for page in PAGES.values():
        assert heads.head(page["save_as"]).redirect == "", page["file"]


def test_files_are_the_same(move: Move) -> None:
    content = HERE / "site" / "content"
    for name, source in (
        ("robots.txt", "extra/robots.txt"),
        ("CNAME", "extra/CNAME"),
        ("images/signal.png", "images/signal.png"),
        ("pdfs/timetable.pdf", "pdfs/timetable.pdf"),
        ("2018/05/switches/lever.png", "code/lever.png"),
    ):
        there = (content / source).read_bytes()
        assert (move.output / name).read_bytes() == there, name


def test_no_link_is_broken(move: Move) -> None:
    site = Site(move.output, "https://rail.example/")
    assert [str(link) for link in site.broken()] == []


def test_feed_has_the_ids_that_readers_know(move: Move) -> None:
    feed = (move.output / "blog" / "atom.xml").read_text("utf-8")
    assert sorted(re.findall(r"<id>(tag:.*?)</id>", feed)) == ANSWER["feed_ids"]


@pytest.mark.parametrize("file", PAGES)
def test_page_says_what_it_said(move: Move, file: str) -> None:
    page = PAGES[file]
    shown = parsed(move.output / page["save_as"])
    there = jekyll_article(page["content"])
    anchors = {str(x["id"]) for x in there.select("h2[id], h3[id], .section[id]")}
    here = {str(x["id"]) for x in shown.select("[id]")}
    for mark in [*there.select(MARKS), *shown.select(HERE_TOO)]:
        mark.decompose()
    heading, article = shown.select_one("article h1"), shown.select_one("article")
    assert heading is not None
    assert article is not None
    quotes = {
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
    }
    assert words(heading.extract()).translate(str.maketrans(quotes)) == page["title"]
    text = shown.select_one("article.bd-article")
    assert text is not None
    assert words(text) == words(there)
    assert anchors <= here


@pytest.mark.parametrize("file", ["no-folder.md"])
def test_old_fragments_lead_to_their_headings(move: Move, file: str) -> None:
    """Also that of the title's words, and those of headings in footnotes."""
    page = PAGES[file]
    shown = parsed(move.output / page["save_as"])
    old = jekyll_article(page["content"]).select("h2[id], h3[id]")
    assert len(old) == 4
    assert [heading_at(shown, str(x["id"])) for x in old] == [words(x) for x in old]


@pytest.mark.parametrize("file", POSTS)
def test_post_has_its_date_and_labels(move: Move, file: str) -> None:
    page = PAGES[file]
    shown = parsed(move.output / page["save_as"])
    time = shown.select_one(".blog-meta--post time")
    assert time is not None
    assert str(time["datetime"])[:10] == page["date"]
    tags = [words(x) for x in shown.select(".blog-chips[aria-label=Tags] a")]
    assert tags == page["tags"]
    categories = [words(x) for x in shown.select(".blog-category a")]
    assert categories == [page["category"]]

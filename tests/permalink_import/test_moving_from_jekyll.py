"""A site of Jekyll's, imported and built here, is the site that Jekyll built.

All that is allowed to differ is a row of :mod:`permalink_import.differences`, and has
its name here or in :mod:`site_tools.texts`.
"""

from __future__ import annotations

import os
import re
from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urljoin, urlsplit

import pytest

from permalink_blog.urls.url_list.file import FINDINGS
from permalink_blog.urls.url_list.output import OutputFolderPages, url_path
from permalink_blog.urls.variants import bare_key
from permalink_import.differences import DIFFERENCES
from site_tools.jekyll import needs_jekyll
from site_tools.jekyll_sites import SAMPLE, Answer, ask_about_site, recorded
from site_tools.links import Site
from site_tools.moving import contents, fresh_project, move_once, run, run_import
from site_tools.old_sites import sources_told
from site_tools.pages import parsed
from site_tools.texts import (
    MARKS_HERE,
    MARKS_OF_JEKYLL,
    article_here,
    jekyll_article,
    links,
    structure,
    without,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from bs4 import BeautifulSoup, Tag

    from site_tools.jekyll_sites import Published
    from site_tools.moving import Move

HOST = "https://boathouse.example/"
ANSWER = recorded()
POSTS = {post.source: post for post in ANSWER.posts}
DOCUMENTS = POSTS | {page.source: page for page in ANSWER.pages}
PLUGINS = ("/feed.xml", "/sitemap.xml")
"""What jekyll-feed and jekyll-sitemap add; the paths are from their documentation."""

LISTS = {"index.html": "index.html", "archive.html": "blog/tag.html"}
REPLACED = {"404": {"404.html"}, "lists": set(LISTS)}
NOT_THERE = {"made files": {"/assets/css/main.css", "/assets/css/main.css.map"}}
TAGS = {"tags": {"_posts/2018-02-11-storm-surge.md": "weather, tides, long nights"}}
DRAFTS = {
    "drafts": {
        "2019/03/03/unfinished-thoughts.html",
        "2099/01/01/a-note-to-the-future.html",
        "posts/drafts/mooring-ideas.html",
    }
}
TOLD = {
    **REPLACED,
    "made files": {"assets/css/main.scss"},
    "collections": {"_knots"},
}
SAME = sorted(DOCUMENTS.keys() - set.union(*REPLACED.values()))


@pytest.fixture(scope="module")
def move(tmp_path_factory: pytest.TempPathFactory) -> Move:
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    return move_once(shared / "moving", "jekyll", SAMPLE)


@needs_jekyll
def test_record_is_what_jekyll_says() -> None:
    """Words instead of markup: other versions have other classes."""

    def told(answer: Answer) -> object:
        both = [*answer.posts, *answer.pages]
        return answer.files, [
            replace(x, content=words(jekyll_article(x.content))) for x in both
        ]

    assert told(Answer.parse(ask_about_site(SAMPLE))) == told(ANSWER)


# -- The commands ---------------------------------------------------------------------


def test_import_tells_what_to_look_at(move: Move) -> None:
    assert move.imported.returncode == FINDINGS, move.imported.said
    told = sources_told(move.imported.stdout)
    assert told == set.union(*TOLD.values()), move.imported.said


# What the checks of front matter tell of the posts themselves.
SLIPS = {
    ("posts/2019/2019-06-15-only_a-Name.md", "blog_checks.title"),
    ("posts/2099/2099-01-01-a-note-to-the-future.md", "blog_checks.future"),
}


def test_build_has_no_warning_but_of_what_its_author_left_out(move: Move) -> None:
    assert move.built.returncode == 0, move.built.said
    assert move.warnings == set()
    assert move.findings == SLIPS


def test_second_import_changes_nothing(move: Move) -> None:
    assert "0 are new, 0 changed" in move.again.stdout, move.again.said
    assert move.kept


def test_dry_run_writes_nothing(tmp_path: Path) -> None:
    project = fresh_project(tmp_path / "blog")
    before = contents(project)
    done = run_import(SAMPLE, project, "--dry-run")
    assert "Nothing is written." in done.stdout, done.said
    assert contents(project) == before


def test_check_reports_exactly_the_urls_that_are_not_answered(move: Move) -> None:
    """A style sheet of the old site, which Jekyll made of Sass."""
    checked = run(["permalink_blog", "check-urls", "_build/html"], cwd=move.project)
    found = re.findall(
        r"^published-urls\.txt:\d+: (.*?): ", checked.stdout, re.MULTILINE
    )
    sheet = "/assets/css/main.css"
    assert found == [sheet, f"{sheet}.map"], checked.said
    assert checked.returncode == FINDINGS


# -- URLs -----------------------------------------------------------------------------


def test_all_urls_of_jekyll_answer(move: Move) -> None:
    paths = {url_path(file) for file in ANSWER.files} | set(PLUGINS)
    for document in DOCUMENTS.values():
        paths |= {document.url, *document.redirect_from}
    output = OutputFolderPages.of(move.output)
    missing = {path for path in paths if not output.answers(path)}
    assert missing == NOT_THERE["made files"]


def test_documents_are_at_their_places(move: Move) -> None:
    """They are there themselves, and no redirect is."""
    output = OutputFolderPages.of(move.output)
    led = {
        DOCUMENTS[source].file: output.head(DOCUMENTS[source].file) for source in SAME
    }
    assert [file for file, head in led.items() if head.redirect] == []


def test_redirects_lead_where_they_led(move: Move) -> None:
    expected = {
        path.lstrip("/") + ("index.html" if path.endswith("/") else ""): document.file
        for document in DOCUMENTS.values()
        for path in document.redirect_from
    }
    assert len(expected) >= 5
    archive = DOCUMENTS["archive.html"].file
    assert led_by(move, {*expected, archive}) == expected | {
        archive: LISTS["archive.html"]
    }


def led_by(move: Move, files: set[str]) -> dict[str, str]:
    site, output = Site(move.output, HOST), OutputFolderPages.of(move.output)
    targets = {file: site.target(file, output.head(file).redirect) for file in files}
    return {file: target.path for file, target in targets.items() if target}


def test_files_are_the_same(move: Move) -> None:
    documents = {document.file for document in DOCUMENTS.values()}
    static = {x for x in ANSWER.files if (SAMPLE / x).is_file()} - documents
    static.remove("atom.xml")  # a feed, with the posts as they are here
    assert len(static) >= 9
    for name in static:
        assert (move.output / name).read_bytes() == (SAMPLE / name).read_bytes(), name


def test_no_link_is_broken(move: Move) -> None:
    assert [str(link) for link in Site(move.output, HOST).broken()] == []


def test_drafts_are_in_no_list(move: Move) -> None:
    site = Site(move.output, HOST)
    drafts = DRAFTS["drafts"]
    assert drafts <= site.pages.keys()
    linking = {
        page
        for page, link in site.links()
        if (target := site.target(page, link)) and target.path in drafts - {page}
    }
    spellings = {f"{file.removesuffix('.html')}/index.html" for file in drafts}
    assert linking - drafts - spellings == {"blog/drafts.html"}
    for feed in ("feed.xml", "atom.xml", "sitemap.xml"):
        text = (move.output / feed).read_text("utf-8")
        assert "first-ice" in text
        assert not [file for file in drafts if file.removesuffix(".html") in text], feed


# -- What is shown --------------------------------------------------------------------


def page_of(move: Move, document: Published) -> BeautifulSoup:
    return parsed(move.output / document.file)


# Posts whose front matter has "last_modified_at".
UPDATED = {"_posts/2021-05-09-notices.md": ["2021-06-01"]}


@pytest.mark.parametrize("source", POSTS)
def test_post_says_what_it_said(move: Move, source: str) -> None:
    post = POSTS[source]
    page = page_of(move, post)
    (title,) = page.select("article h1")
    without(title, MARKS_HERE)
    assert words(title) == post.title
    day, *updates = page.select(".blog-meta--post time")
    assert str(day["datetime"])[:10] == post.date[:10]
    updated = [x["datetime"] for x in updates]
    assert updated == UPDATED.get(source, [])
    tags = [words(x) for x in page.select(".blog-chips[aria-label=Tags] a")]
    assert ", ".join(tags) == TAGS["tags"].get(source, ", ".join(post.tags))
    categories = [words(x) for x in page.select(".blog-category a")]
    assert categories == list(post.categories)


@pytest.mark.parametrize("source", SAME)
def test_text_is_the_same(move: Move, source: str) -> None:
    document = DOCUMENTS[source]
    here = without(article_here(page_of(move, document)), MARKS_HERE)
    there = without(jekyll_article(document.content), MARKS_OF_JEKYLL)
    assert words(here) == words(there)
    assert structure(here) == structure(there)
    assert targets(here, document) == targets(there, document)
    assert images(here, document, move.output) == images(there, document, SAMPLE)


OLD_PATHS = {
    bare_key(path): bare_key(document.url)
    for document in DOCUMENTS.values()
    for path in document.redirect_from
} | {"archive": "blog/tag"}


def targets(article: Tag, document: Published) -> list[tuple[str, str]]:
    """Give text and target of each link; all spellings of a URL are one."""
    base = f"{HOST}{quote(document.file)}"
    return [(text, target(urljoin(base, href))) for text, href in links(article)]


def target(url: str) -> str:
    if not url.startswith(HOST):
        return unquote(url)
    parts = urlsplit(url)
    key = bare_key(parts.path)
    return f"{OLD_PATHS.get(key, key)}#{unquote(parts.fragment)}"


def images(article: Tag, document: Published, folder: Path) -> list[tuple[str, bytes]]:
    """Give the text of each image, and its content."""
    base = f"{HOST}{quote(document.file)}"
    return [
        (str(x["alt"]), (folder / path_of(urljoin(base, str(x["src"])))).read_bytes())
        for x in article.select("img")
    ]


def path_of(url: str) -> str:
    return unquote(urlsplit(url).path).lstrip("/")


# -- Differences ----------------------------------------------------------------------


def marks_in(article: Tag, marks: Mapping[str, Callable[[Tag], None]]) -> set[str]:
    before = str(article)
    taken_off = {name: without(copy(article), {name: marks[name]}) for name in marks}
    return {name for name, after in taken_off.items() if str(after) != before}


def test_each_difference_is_one(move: Move) -> None:
    """What is taken off is there, in one text at least."""
    seen = set()
    for source in SAME:
        there = jekyll_article(DOCUMENTS[source].content)
        here = article_here(page_of(move, DOCUMENTS[source]))
        seen |= marks_in(there, MARKS_OF_JEKYLL) | marks_in(here, MARKS_HERE)
        seen |= {"formulas"} if there.find("math") else set()
    assert seen == {*MARKS_OF_JEKYLL, *MARKS_HERE, "formulas"}
    others = set[str]().union(TOLD, NOT_THERE, TAGS, DRAFTS)
    assert seen | others == DIFFERENCES.keys()


def test_the_guide_tells_them(project_dir: Path) -> None:
    guide = (project_dir / "guide" / "importing.md").read_text(encoding="utf-8")
    table = guide[guide.index("| Jekyll | here | why |") :].split("\n\n")[0]
    rows = [f"| {x.jekyll} | {x.here} | {x.reason} |" for x in DIFFERENCES.values()]
    assert table.splitlines()[2:] == rows

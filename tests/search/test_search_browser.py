"""A search, as a reader makes it, in headless Chromium."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from site_tools.chromium import needs_chromium
from site_tools.edits import save
from site_tools.sites import serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page
    from sphinx.testing.util import SphinxTestApp

    from conftest import BuildRoot

pytestmark = needs_chromium

ROOT = "search-results"
CAFE, NOTES = "A café in Zürich", "Conference notes"
TOKYO, SCRIPTS = "東京の会議", "Scripts & <b>markup</b>"


@dataclass
class Searcher:
    """The search page of a site, and what was asked for."""

    page: Page
    url: str
    app: SphinxTestApp
    asked: list[str] = field(default_factory=list)

    def search(self, query: str) -> list[str]:
        """Search, and give the titles of what is found."""
        self.page.goto(f"{self.url}?q={quote(query)}")
        return self.titles()

    def titles(self) -> list[str]:
        self.page.locator("#search-results[aria-busy=false]").wait_for()
        return self.page.locator("#search-results li > a").all_inner_texts()

    def result(self, title: str) -> Locator:
        return self.page.locator("#search-results li", has_text=title)

    def marked(self, title: str) -> list[str]:
        context = self.result(title).locator(".search-results__context")
        context.wait_for()
        return context.locator("mark").all_inner_texts()


def many_posts(folder: Path, count: int) -> None:
    for number in range(count):
        text = f"---\ndate: 2001-01-{number + 1:02}\n---\n\n# Zebra {number}\n\nText.\n"
        save(folder / f"zebra-{number}.md", text)


@pytest.fixture
def open_site(
    build_root: BuildRoot, rootdir: Path, browser: Browser, tmp_path: Path
) -> Iterator[Callable[..., Searcher]]:
    """Build and serve the site; errors of scripts fail the test."""
    from contextlib import ExitStack

    errors: list[str] = []
    with ExitStack() as stack:

        def open_it(builder: str = "html", **settings: object) -> Searcher:
            app = build_root(ROOT, builder, **settings)
            url = stack.enter_context(serve(app.outdir, tmp_path))
            context = browser.new_context()
            stack.callback(context.close)
            page = context.new_page()
            page.on("pageerror", lambda error: errors.append(str(error)))
            page.on("dialog", lambda dialog: errors.append(dialog.message))
            name = "search.html" if builder == "html" else "search/"
            searcher = Searcher(page, url + name, app)
            page.on("request", lambda request: searcher.asked.append(request.url))
            return searcher

        yield open_it
    assert errors == []


class TestInBothBuilders:
    @pytest.fixture(params=["html", "dirhtml"])
    def site(
        self, request: pytest.FixtureRequest, open_site: Callable[..., Searcher]
    ) -> Searcher:
        return open_site(request.param)

    @pytest.mark.smoke
    def test_finding(self, site: Searcher) -> None:
        # In a title first; of equals, the newest; no draft.
        assert site.search("café") == [CAFE, NOTES]
        assert site.search("CAFE") == [CAFE, NOTES]
        assert site.search("Cafe\u0301 talked") == [CAFE]
        assert site.marked(CAFE) == ["café", "talked"]
        assert site.search("conferences") == [NOTES, CAFE]
        assert site.marked(CAFE) == ["conferences"]
        assert site.search("data -notes") == []
        assert site.search("café -notes") == [CAFE]
        assert site.search("zurich") == [CAFE]
        assert site.search("naive cooperation") == [CAFE]
        assert site.marked(CAFE) == ["naïve", "coöperation"]
        # The beginning of a word, where there is no such word
        assert site.search("pang") == [CAFE]
        assert site.search("data") == [NOTES]
        assert site.search("conferen") == [NOTES, CAFE]
        assert site.search("the") == []

        result = site.result(CAFE)
        site.search("dataset")
        assert site.marked(CAFE) == ["dataset"]
        context = result.locator(".search-results__context").inner_text()
        assert "A second paragraph" in context
        time = result.locator("time")
        assert time.inner_text() == "1 August 2018"
        assert time.get_attribute("datetime") == "2018-08-01"
        result.locator("a").click()
        site.page.wait_for_url("**/2018/08/cafe/")
        assert CAFE in site.page.locator("h1").inner_text()

    @pytest.mark.parametrize(
        ("query", "title", "marks"),
        [
            ("国際会議", TOKYO, ["国際会議"]),
            ("会議", TOKYO, ["会議"]),
            ("議", TOKYO, ["議"]),
            ("会議 python", TOKYO, ["会議", "Python"]),
            ("γραφες", SCRIPTS, ["Γραφές"]),
            ("ПИСЬМА", SCRIPTS, ["письма"]),
            ("회의", SCRIPTS, ["회의에서"]),
            ("हिन्दी", SCRIPTS, ["हिन्दी"]),
            ("ภาษา", SCRIPTS, ["ภาษา"]),
        ],
    )
    def test_other_scripts(
        self, site: Searcher, query: str, title: str, marks: list[str]
    ) -> None:
        assert site.search(query) == [title]
        assert site.marked(title) == marks
        site.search("会議通信")
        assert site.titles() == []


def test_one_wrong_letter(open_site: Callable[..., Searcher]) -> None:
    """A similar word, where no page has the word itself."""
    site = open_site()
    summary = site.page.locator(".search-summary")
    for query in ("confernces", "confrences", "cofnerences", "conferendes"):
        assert site.search(query) == [NOTES, CAFE], query
        assert "similar ones: 2" in summary.inner_text()
        assert site.marked(CAFE) == ["conferences"]
    assert site.search("fonferences") == [NOTES, CAFE]  # the first letter
    assert site.search("datasset -notes") == [CAFE]
    assert site.search("zurihc talked") == [CAFE]
    assert site.marked(CAFE) == ["talked"]
    title = site.result(CAFE).locator(".search-results__title mark")
    assert title.all_inner_texts() == ["Zürich"]
    # Neither two letters nor a short word, nor where the word itself is
    assert site.search("canforentes") == []
    assert site.search("dta") == []
    assert site.search("café") == [CAFE, NOTES]
    assert "similar" not in summary.inner_text()


def test_results_follow_what_is_typed(open_site: Callable[..., Searcher]) -> None:
    site = open_site()
    site.page.goto(site.url)
    box = site.page.locator("#search-documentation input[name=q], input[name=q]").last
    box.press_sequentially("confer", delay=20)
    site.page.locator(".search-summary", has_text="2").wait_for()
    assert site.titles() == [NOTES, CAFE]
    assert site.page.url.endswith("?q=confer")
    box.fill("zurich")
    site.result(CAFE).wait_for()
    site.page.wait_for_function(
        "document.querySelectorAll('#search-results li').length == 1"
    )
    assert site.page.locator("#search-results h2").count() == 1
    box.fill("")
    site.page.wait_for_function(
        "!document.querySelector('#search-results').children.length"
    )
    site.page.reload()
    assert site.page.locator("#search-results > *").count() == 0


def test_posts_are_before_other_pages(
    open_site: Callable[..., Searcher], rootdir: Path, tmp_path: Path
) -> None:
    import shutil

    shutil.copytree(rootdir / f"test-{ROOT}", tmp_path / ROOT)
    save(tmp_path / ROOT / "cafe.md", "---\norphan: true\n---\n\n# Café\n\nA café.\n")
    site = open_site()
    assert site.search("café") == [CAFE, NOTES, "Café"]


def test_a_result_in_another_language(open_site: Callable[..., Searcher]) -> None:
    site = open_site()
    site.search("会議")
    site.marked(TOKYO)
    assert site.result(TOKYO).locator("[lang=ja]").count() == 2


def test_text_is_no_markup(open_site: Callable[..., Searcher]) -> None:
    site = open_site()
    assert site.search("markup onerror") == [SCRIPTS]
    assert site.marked(SCRIPTS) == ["onerror"]
    assert site.page.locator("#search-results :is(img, b)").count() == 0
    query = "<img src=x onerror=alert(1)>"
    assert site.search(query) == [SCRIPTS]
    assert site.page.locator("input[name=q]").first.input_value() == query


def test_nothing_is_loaded_before_a_search(open_site: Callable[..., Searcher]) -> None:
    site = open_site()
    site.page.goto(site.url)
    site.page.wait_for_load_state("networkidle")
    assert not [url for url in site.asked if "search/" in url or "searchindex" in url]
    site.search("café")
    files = {url.rsplit("/", 1)[1] for url in site.asked if "/_static/search/" in url}
    assert files == {"pages.js", "w-c.js"}


def test_more_results(
    open_site: Callable[..., Searcher], rootdir: Path, tmp_path: Path
) -> None:
    import shutil

    shutil.copytree(rootdir / f"test-{ROOT}", tmp_path / ROOT)
    many_posts(tmp_path / ROOT / "posts", 23)
    site = open_site(builder="html")
    newest_first = [f"Zebra {number}" for number in range(22, -1, -1)]
    assert site.search("zebra") == newest_first[:10]
    assert "23" in site.page.locator(".search-summary").inner_text()
    more = site.page.get_by_role("button", name="More results")
    more.press("Enter")
    assert site.titles() == newest_first[:20]
    focused = site.page.evaluate("document.activeElement.textContent")
    assert focused == "Zebra 12"
    more.click()
    assert site.titles() == newest_first
    assert more.count() == 0


def test_files_of_two_builds(open_site: Callable[..., Searcher]) -> None:
    """A browser has some files from before the site was published anew."""
    site = open_site()
    old = (site.app.outdir / "_static/search/pages.js").read_text("utf-8")
    stale = old.replace('("pages","', '("pages","0')
    site.page.route(
        "**/pages.js",
        lambda route: route.fulfill(body=stale, content_type="text/javascript"),
    )
    assert site.search("café") == [CAFE, NOTES]
    assert any("pages.js?" in url for url in site.asked)


def test_an_index_that_does_not_come(open_site: Callable[..., Searcher]) -> None:
    site = open_site()
    site.page.route("**/w-c.js*", lambda route: route.abort())
    assert site.search("café") == []
    assert "could not be loaded" in site.page.locator("[role=status]").inner_text()


def test_pages_that_are_opened_from_a_disk(
    build_root: BuildRoot, browser: Browser
) -> None:
    app = build_root(ROOT)
    page = browser.new_page()
    site = Searcher(page, (app.outdir / "search.html").as_uri(), app)
    assert site.search("café") == [CAFE, NOTES]
    assert site.result(NOTES).locator("time").inner_text() == "1 January 2017"


@pytest.mark.parametrize(
    ("language", "found", "more"),
    [
        ("de", "Gefundene Seiten: 2", "Weitere Ergebnisse"),
        ("ja", "見つかったページ: 2", "さらに結果を表示"),
    ],
)
def test_in_the_language_of_the_site(
    open_site: Callable[..., Searcher], language: str, found: str, more: str
) -> None:
    site = open_site(language=language)
    assert site.search("café") == [CAFE, NOTES]
    script = "JSON.parse(document.getElementById('search-results-texts').text).more"
    assert site.page.evaluate(script) == more
    assert site.page.locator(".search-summary").inner_text() == found
    assert site.page.locator("#search-results h2").inner_text() != "Search Results"

"""Comments in a real browser: nothing is loaded before a reader asks for them."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from site_tools.chromium import needs_chromium
from site_tools.visits import SiteVisit, visiting_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from playwright.sync_api import Browser, Page

    from site_tools.visits import BuiltOnce

    Open = Callable[..., AbstractContextManager[SiteVisit]]

pytestmark = needs_chromium

BASE = "https://example.org/en/"
CLIENT = "https://giscus.app/client.js"
WIDGET = "https://giscus.app/en/widget"
ATTRIBUTES = {
    "repo": "owner/blog",
    "repoId": "R_kgDOabc123",
    "category": 'Comments & "more"',
    "categoryId": "DIC_kwDOabc123",
    "mapping": "specific",
    "term": "2018/08/Café",
    "strict": "1",
    "reactionsEnabled": "1",
    "emitMetadata": "0",
    "inputPosition": "bottom",
    "theme": "light",
    "lang": "en",
}


@pytest.fixture
def open_post(
    built_once: BuiltOnce, browser: Browser, comments: dict[str, str]
) -> Open:
    """Open a post that has comments."""

    @contextmanager
    def open_it(
        query: str = "", theme: str = "alabaster", **options: Any
    ) -> Iterator[SiteVisit]:
        outdir = built_once(theme, "on_demand_comments", comments)
        url = f"{BASE}2018/08/Café/{query}"
        with visiting_at(browser, outdir, url, base=BASE, **options) as visit:
            yield visit

    return open_it


def show(page: Page) -> None:
    page.get_by_role("button", name="Show comments").click()
    shown(page)


def shown(page: Page) -> None:
    """Wait until the comments are there, and it is no longer said that they come."""
    page.frame_locator(".giscus iframe").get_by_role("heading").wait_for()
    page.wait_for_function(
        "document.querySelector('.post-comments-status').textContent === ''"
    )


def attributes(page: Page) -> dict[str, str]:
    found: dict[str, str] = page.locator(f"script[src='{CLIENT}']").evaluate(
        "script => ({...script.dataset})"
    )
    return found


def complaints(page: Page) -> list[str]:
    """What axe-core finds wrong in the section."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    found = axe.Axe().run(page, context="#post-comments").response["violations"]
    return [f"{each['id']}: {node['html']}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("key", ["", "Enter", "Space"], ids=["click", "enter", "space"])
def test_showing_loads_giscus(open_post: Open, key: str) -> None:
    with open_post() as visit:
        page = visit.page
        assert visit.others == []
        button = page.get_by_role("button", name="Show comments")
        described = page.locator(f"#{button.get_attribute('aria-describedby')}")
        assert "loads giscus.app" in described.inner_text()
        if key:
            button.focus()
            page.keyboard.press(key)
        else:
            button.click()
        shown(page)
        client, widget = visit.urls
        assert client == CLIENT
        assert widget.split("?")[0] == WIDGET
        assert attributes(page) == ATTRIBUTES
        # Who uses no mouse goes on where the comments are.
        assert page.evaluate("document.activeElement.id") == "post-comments-giscus"
        assert button.count() == 0
        assert not described.is_visible()
        frame = page.locator(".giscus iframe")
        assert frame.get_attribute("title") == "Comments"


def test_it_is_said_that_comments_are_loaded(open_post: Open) -> None:
    with open_post() as visit:
        page = visit.page
        # Before the browser has had time to load anything.
        said = page.evaluate(
            """() => {
                document.querySelector(".post-comments-show").click();
                return document.querySelector("[role=status]").textContent;
            }"""
        )
        assert said == "Loading comments"


def test_giscus_that_cannot_be_reached(open_post: Open) -> None:
    with open_post(giscus=False) as visit:
        page = visit.page
        button = page.get_by_role("button", name="Show comments")
        button.click()
        status = page.get_by_role("status")
        status.get_by_text("The comments could not be loaded.").wait_for()
        assert visit.urls == [CLIENT]
        link = page.get_by_role("link", name="Comments on GitHub")
        assert link.get_attribute("href") == "https://github.com/owner/blog/discussions"
        assert button.evaluate("button => button === document.activeElement")
        button.click()  # another time
        page.wait_for_function("document.querySelector('.giscus') === null")
        assert visit.urls == [CLIENT, CLIENT]
        assert complaints(page) == []


def test_without_javascript_it_is_a_link(open_post: Open) -> None:
    with open_post(java_script_enabled=False) as visit:
        page = visit.page
        link = page.get_by_role("link", name="Comments on GitHub")
        assert link.get_attribute("href") == "https://github.com/owner/blog/discussions"
        assert page.get_by_role("button", name="Show comments").count() == 0
        assert visit.others == []


def test_who_comes_back_from_signing_in_has_asked(open_post: Open) -> None:
    with open_post(query="?giscus=session") as visit:
        shown(visit.page)
        assert [urlsplit(url).path for url in visit.urls] == [
            "/client.js",
            "/en/widget",
        ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out(open_post: Open, scheme: str) -> None:
    with open_post(theme="pydata_sphinx_theme", color_scheme=scheme) as visit:
        assert complaints(visit.page) == []
        show(visit.page)
        assert complaints(visit.page) == []


@pytest.mark.parametrize(
    ("theme", "scheme", "expected"),
    [
        ("alabaster", "light", "light"),
        ("alabaster", "dark", "light"),  # it has no dark mode
        ("pydata_sphinx_theme", "light", "light"),
        ("pydata_sphinx_theme", "dark", "dark"),
    ],
)
def test_giscus_looks_as_the_page_does(
    open_post: Open, theme: str, scheme: str, expected: str
) -> None:
    with open_post(theme=theme, color_scheme=scheme) as visit:
        show(visit.page)
        assert attributes(visit.page)["theme"] == expected
        [shown] = parse_qs(urlsplit(visit.urls[-1]).query)["theme"]
        assert shown == expected


def test_giscus_follows_the_page(open_post: Open) -> None:
    with open_post(theme="pydata_sphinx_theme", color_scheme="light") as visit:
        page = visit.page
        show(page)
        [frame] = [each for each in page.frames if each.url.startswith(WIDGET)]
        assert frame.evaluate("told") == []
        page.emulate_media(color_scheme="dark")
        frame.wait_for_function("told.length === 1")
        page.evaluate("document.documentElement.dataset.theme = 'light'")
        frame.wait_for_function("told.length === 2")
        page.evaluate("document.documentElement.dataset.other = 'light'")
        themes = [{"giscus": {"setConfig": {"theme": x}}} for x in ("dark", "light")]
        assert frame.evaluate("told") == themes


def test_nothing_jumps_while_the_page_loads(open_post: Open) -> None:
    with open_post() as visit:
        shift = visit.page.evaluate(
            """() => new Promise(tell => {
                new PerformanceObserver(list => tell(
                    list.getEntries().reduce((sum, entry) => sum + entry.value, 0)
                )).observe({type: "layout-shift", buffered: true});
                setTimeout(() => tell(0), 500);
            })"""
        )
        assert shift < 0.01

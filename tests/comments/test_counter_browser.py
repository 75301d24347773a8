"""The counter in a real browser: one request, of the page, and none that is refused."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from site_tools.chromium import needs_chromium, wait_until
from site_tools.sites import serve
from site_tools.visits import SiteVisit, visiting_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from playwright.sync_api import Browser, Request

    from site_tools.visits import BuiltOnce

    Open = Callable[..., AbstractContextManager[SiteVisit]]

pytestmark = needs_chromium

BASE = "https://example.org/en/"
PATH = "2018/08/Café/"
SEEN = "/en/2018/08/Caf%C3%A9/"
ENDPOINT = "https://mine.goatcounter.com/count"
HIDDEN = """
    let state = "hidden";
    Object.defineProperty(document, "visibilityState", {get: () => state});
    window.turn = now => {
        state = now;
        document.dispatchEvent(new Event("visibilitychange"));
    };
"""


def says(name: str, value: str) -> str:
    return f"Object.defineProperty(navigator, '{name}', {{get: () => {value}}});"


@pytest.fixture
def open_page(built_once: BuiltOnce, browser: Browser, counter: dict[str, str]) -> Open:
    """Open a page of a site whose owner counts visits."""

    @contextmanager
    def open_it(
        path: str = PATH,
        base: str = BASE,
        settings: dict[str, str] | None = None,
        **options: Any,
    ) -> Iterator[SiteVisit]:
        outdir = built_once("alabaster", "on_demand_counter", settings or counter)
        with visiting_at(browser, outdir, base + path, base=base, **options) as visit:
            visit.page.wait_for_timeout(200)  # a request more would be there by now
            yield visit

    return open_it


def counted(visit: SiteVisit) -> list[Request]:
    """Wait for the request that counts the visit, and return all to other sites."""
    wait_until(visit.page, lambda: bool(visit.others))
    return visit.others


def test_a_visit_is_one_request(open_page: Open) -> None:
    referer = "https://search.example/found?q=secret#here"
    with open_page(f"{PATH}?utm=1", referer=referer) as visit:
        [request] = counted(visit)
        parts = urlsplit(request.url)
        assert f"{parts.scheme}://{parts.netloc}{parts.path}" == ENDPOINT
        # No title, no size of the screen, no query: neither ours nor theirs.
        assert parse_qs(parts.query, keep_blank_values=True) == {
            "p": [SEEN],
            "r": ["https://search.example/found"],
        }
        assert request.method == "POST"
        assert request.post_data is None
        assert "cookie" not in request.all_headers()
        # A page that comes into view again is not another visit.
        visit.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        visit.page.wait_for_timeout(200)
        assert len(visit.others) == 1


def test_cookies_of_the_service_stay_at_home(open_page: Open) -> None:
    state = {
        "cookies": [
            {
                "name": "user",
                "value": "me",
                "domain": "mine.goatcounter.com",
                "path": "/",
                "expires": -1,
                "httpOnly": False,
                "secure": True,
                "sameSite": "None",
            }
        ],
        "origins": [],
    }
    with open_page(storage_state=state) as visit:
        [request] = counted(visit)
        assert "cookie" not in request.all_headers()
        assert visit.page.context.cookies(ENDPOINT) != []


def test_who_comes_from_a_page_of_the_site(open_page: Open) -> None:
    with open_page(referer=f"{BASE}index.html") as visit:
        assert [request.url for request in counted(visit)] == [
            f"{ENDPOINT}?p=%2Fen%2F2018%2F08%2FCaf%25C3%25A9%2F"
        ]


def test_plausible(open_page: Open) -> None:
    settings = {"service": "plausible", "url": "https://plausible.io/api/event"}
    with open_page(settings=settings, referer="https://search.example/") as visit:
        [request] = counted(visit)
        assert request.url == settings["url"]
        assert json.loads(request.post_data or "") == {
            "name": "pageview",
            "url": f"https://example.org{SEEN}",
            "domain": "example.org",
            "referrer": "https://search.example/",
        }
    with open_page(settings=settings | {"domain": "my-blog"}) as visit:
        [request] = counted(visit)
        assert json.loads(request.post_data or "")["domain"] == "my-blog"


@pytest.mark.parametrize(
    "script",
    [
        says("doNotTrack", "'1'"),
        says("globalPrivacyControl", "true"),
    ],
)
def test_a_reader_who_refuses_is_not_counted(open_page: Open, script: str) -> None:
    with open_page(script=script) as visit:
        assert visit.others == []


def test_a_reader_who_does_not_refuse_is(open_page: Open) -> None:
    script = says("doNotTrack", "'0'") + says("globalPrivacyControl", "false")
    with open_page(script=script) as visit:
        assert len(counted(visit)) == 1


@pytest.mark.parametrize(
    "base", ["https://mirror.example/en/", "https://example.org:8443/en/"]
)
def test_elsewhere_nobody_is_counted(open_page: Open, base: str) -> None:
    with open_page(base=base) as visit:
        assert visit.others == []


def test_at_home_nobody_is_counted(
    built_once: BuiltOnce, browser: Browser, counter: dict[str, str], tmp_path: Path
) -> None:
    outdir = built_once("alabaster", "on_demand_counter", counter)
    with serve(outdir, tmp_path) as root:
        for url in (root, (outdir / "index.html").as_uri()):
            base = url.removesuffix("index.html")
            page = browser.new_context().new_page()
            others: list[str] = []
            page.on("request", lambda request, to=others: to.append(request.url))
            page.goto(url)
            page.wait_for_load_state("networkidle")
            assert f"{base}_static/on-demand-counter.js" in {
                each.split("?")[0] for each in others
            }
            assert [each for each in others if not each.startswith(base)] == []
            page.context.close()


def test_a_page_counts_when_it_is_seen(open_page: Open) -> None:
    with open_page(script=HIDDEN) as visit:
        assert visit.others == []
        visit.page.evaluate("turn('visible')")
        assert len(counted(visit)) == 1
        visit.page.evaluate("turn('hidden'); turn('visible')")
        visit.page.wait_for_timeout(200)
        assert len(visit.others) == 1


def test_the_words_of_a_search_are_not_told(open_page: Open) -> None:
    with open_page("search.html?q=secret") as visit:
        assert [request.url for request in counted(visit)] == [
            f"{ENDPOINT}?p=%2Fen%2Fsearch.html"
        ]

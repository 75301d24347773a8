"""What a page costs a reader: little, and nothing that anybody else learns of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_tools.chromium import needs_chromium, wait_until
from site_tools.readers import PAGES, visiting

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = needs_chromium

KILOBYTE = 1000
PLAYED = "https://www.youtube-nocookie.com/embed/2rgD5AJsAbE"


@pytest.mark.parametrize("kind", PAGES)
def test_no_page_asks_another_site_for_anything(
    browser: Browser, served_site: str, kind: str
) -> None:
    with visiting(browser, served_site, PAGES[kind]) as visit:
        assert visit.others == []


def test_a_post_with_three_videos_is_light(browser: Browser, served_site: str) -> None:
    with visiting(browser, served_site, PAGES["post"]) as visit:
        assert visit.page.locator(".video-facade").count() == 3
        assert visit.weight <= 150 * KILOBYTE, visit.weights
        # What the theme would load besides, and this site goes without.
        for name in ("bootstrap.js", "fontawesome", "searchindex.js", "mathjax"):
            assert not [url for url in visit.weights if name in url]


@pytest.mark.parametrize("kind", [kind for kind in PAGES if kind != "search"])
def test_no_script_keeps_a_page_from_being_shown(
    browser: Browser, served_site: str, kind: str
) -> None:
    with visiting(browser, served_site, PAGES[kind]) as visit:
        blocking = visit.page.evaluate(
            """() => performance.getEntriesByType("resource")
                .filter(each => each.renderBlockingStatus === "blocking")
                .map(each => each.name)"""
        )
        assert not [url for url in blocking if ".js" in url]
        assert len(blocking) <= 7
        # What imports another sheet costs a round trip more.
        assert not [url for url in visit.weights if "styles/theme.css" in url]


def test_a_video_is_loaded_when_it_is_played(
    browser: Browser, served_site: str
) -> None:
    with visiting(browser, served_site, PAGES["post"]) as visit:
        visit.page.get_by_role("button", name="Play from YouTube").first.click()
        wait_until(visit.page, lambda: bool(visit.others))
        assert visit.others == [f"{PLAYED}?autoplay=1"]


@pytest.mark.parametrize("kind", ["landing", "post", "formulas", "blog"])
def test_a_page_can_be_read_without_scripts(
    browser: Browser, served_site: str, kind: str
) -> None:
    with visiting(
        browser, served_site, PAGES[kind], java_script_enabled=False
    ) as visit:
        assert visit.others == []
        assert visit.page.locator("h1").is_visible()
        assert len(visit.page.locator("main").inner_text()) > 500
        # What works with scripts only is not there.
        assert (
            visit.page.locator(".search-button:visible, .blog-mode:visible").count()
            == 0
        )
        if kind == "post":
            link = visit.page.get_by_role("link", name="Play from YouTube").first
            assert str(link.get_attribute("href")).startswith(
                "https://www.youtube.com/"
            )


@pytest.mark.parametrize("kind", ["landing", "post", "blog", "guide"])
def test_nothing_jumps_while_a_page_loads(
    browser: Browser, served_site: str, kind: str
) -> None:
    with visiting(browser, served_site, PAGES[kind]) as visit:
        shift = visit.page.evaluate(
            """() => new Promise(tell => {
                new PerformanceObserver(list => tell(
                    list.getEntries().reduce((sum, entry) => sum + entry.value, 0)
                )).observe({type: "layout-shift", buffered: true});
                setTimeout(() => tell(0), 500);
            })"""
        )
        assert shift < 0.01

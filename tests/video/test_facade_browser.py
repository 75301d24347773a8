"""A facade in a real browser: nothing is loaded before a reader plays the video."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from site_tools.chromium import needs_chromium, wait_until
from site_tools.sites import serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

    from conftest import BuildRoot

pytestmark = needs_chromium

PLAYER = "https://www.youtube-nocookie.com/embed/any_way-02?start=43&rel=0&list=PL9"
WATCH = "https://www.youtube.com/watch?v=any_way-02&list=PL9&t=43s"
TITLE = 'R&D, "live"'
SPACE = """element => {
    const box = element.getBoundingClientRect();
    return [box.left, box.top + scrollY, box.width, box.height];
}"""


@pytest.fixture
def open_page(
    build_root: BuildRoot, browser: Browser, tmp_path: Path
) -> Iterator[Callable[..., tuple[Page, list[str]]]]:
    """Give a page of videos and the list that grows with what it asks others for."""
    app = build_root("video-iframes")
    with serve(app.outdir, tmp_path) as root:

        def open_it(**options: Any) -> tuple[Page, list[str]]:
            page = browser.new_context(**options).new_page()
            others: list[str] = []

            def answer(route: Route) -> None:
                if route.request.url.startswith(root):
                    route.continue_()
                else:
                    others.append(route.request.url)
                    route.fulfill(body="<p>A player", content_type="text/html")

            page.route("**/*", answer)
            page.goto(f"{root}index.html")
            page.wait_for_load_state("networkidle")
            # The page has a script of a platform, pasted in raw HTML.
            others[:] = [url for url in others if not url.endswith("/api/player.js")]
            return page, others

        yield open_it


@pytest.mark.smoke
@pytest.mark.parametrize("key", ["", "Enter", "Space"], ids=["click", "enter", "space"])
def test_playing_loads_the_player(
    open_page: Callable[..., tuple[Page, list[str]]], key: str
) -> None:
    page, others = open_page()
    assert others == []
    button = page.get_by_role("button", name=TITLE)
    space = button.evaluate(SPACE)
    if key:
        button.focus()
        page.keyboard.press(key)
    else:
        button.click()
    player = page.locator(f"iframe[title='{TITLE}']")
    player.wait_for()
    wait_until(page, lambda: bool(others))
    assert others == [f"{PLAYER}&autoplay=1"]
    assert "autoplay" in str(player.get_attribute("allow"))
    assert player.evaluate("player => document.activeElement === player")
    assert player.evaluate(SPACE) == space
    assert button.count() == 0


def test_a_link_finds_the_player_too(
    open_page: Callable[..., tuple[Page, list[str]]],
) -> None:
    page, _ = open_page()
    page.locator("#the-talk button").click()
    assert page.locator("iframe#the-talk").count() == 1


def test_without_javascript_it_is_a_link(
    open_page: Callable[..., tuple[Page, list[str]]],
) -> None:
    page, others = open_page(java_script_enabled=False)
    assert others == []
    link = page.get_by_role("link", name=TITLE)
    assert link.get_attribute("href") == WATCH
    link.click()
    page.wait_for_url(WATCH)

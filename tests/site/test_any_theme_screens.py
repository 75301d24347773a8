"""How posts and lists look with themes of others; pictures of them are kept.

The pictures are in ``test-artifacts/screens``, for people to look at.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from site_tools.chromium import needs_chromium
from site_tools.sites import PROJECT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from conftest import SharedBuild

pytestmark = [*needs_chromium, pytest.mark.slow]

INSTALLED = "alabaster furo pydata_sphinx_theme sphinx_rtd_theme shibuya"
THEMES = os.environ.get("ANY_THEMES", INSTALLED).split()
SCREENS = PROJECT / "test-artifacts" / "screens"
WIDTHS = {"wide": 1280, "narrow": 390}
PARTS = ".blog-part, .ablog__prev-next, .ablog-post-title, .ablog-post-thumbnail"
OPEN = "elements => elements.forEach(element => { element.open = true; })"
OUTSIDE = """elements => elements.filter(element => {
    const box = element.getBoundingClientRect();
    return !box.width || !box.height || box.left < -1 || box.right > innerWidth + 1;
}).map(element => element.outerHTML.slice(0, 120))"""
COVERED = """elements => elements.filter(element => {
    element.scrollIntoView({block: "center", behavior: "instant"});
    const box = element.getClientRects()[0];
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const top = document.elementFromPoint(x, y);
    return !(element.contains(top) || top?.contains(element));
}).map(element => element.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("size", WIDTHS)
@pytest.mark.parametrize("name", ["posts/middle", "blog"])
@pytest.mark.parametrize("theme", THEMES)
def test_all_parts_are_visible(
    browser: Browser,
    shared_build: SharedBuild,
    monkeypatch: pytest.MonkeyPatch,
    theme: str,
    name: str,
    size: str,
) -> None:
    monkeypatch.setenv("ANY_THEME", theme)  # its conf.py asks for it
    app = shared_build("any-theme", html_theme=theme)
    page = browser.new_page(viewport={"width": WIDTHS[size], "height": 900})
    try:
        page.goto((app.outdir / f"{name}.html").as_uri(), wait_until="load")
        page.eval_on_selector_all(".blog-part details", OPEN)
        SCREENS.mkdir(parents=True, exist_ok=True)
        picture = f"{theme}-{name.rpartition('/')[2]}-{size}.png"
        page.screenshot(path=SCREENS / picture, full_page=True)
        assert page.locator(PARTS).count() >= 3
        assert page.eval_on_selector_all(PARTS, OUTSIDE) == []
        links = ".blog-part a, .ablog-post-title a, .ablog-pager a"
        assert page.eval_on_selector_all(links, COVERED) == []
    finally:
        page.close()

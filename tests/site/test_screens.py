"""How the pages look, by what can be measured; pictures of them are kept.

The pictures are in ``test-artifacts/screens``, for people to look at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_tools.chromium import needs_chromium
from site_tools.readers import PAGES, visiting
from site_tools.sites import PROJECT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = needs_chromium

SCREENS = PROJECT / "test-artifacts" / "screens"
SIZES = {
    "wide": {"width": 1280, "height": 900},
    "narrow": {"width": 390, "height": 844},
}
LOOK = """() => ({
    width: document.documentElement.scrollWidth,
    missing: [...document.images]
        .filter(image => image.complete && !image.naturalWidth).map(image => image.src),
    unsized: [...document.querySelectorAll("article img")]
        .filter(image => !image.getAttribute("width") && !image.style.width)
        .map(image => image.src),
    outside: [...document.querySelectorAll("main *")].filter(element => {
        const box = element.getBoundingClientRect();
        const style = getComputedStyle(element);
        if (!box.width || style.position === "fixed") return false;
        for (let up = element; up; up = up.parentElement) {
            const overflow = getComputedStyle(up).overflowX;
            if (["auto", "scroll", "hidden"].includes(overflow)) return false;
        }
        return box.right > innerWidth + 1 || box.left < -1;
    }).map(element => element.outerHTML.slice(0, 120)),
})"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", PAGES)
def test_everything_fits_and_is_there(
    browser: Browser, served_site: str, kind: str, size: str, scheme: str
) -> None:
    options = {"viewport": SIZES[size], "color_scheme": scheme}
    with visiting(browser, served_site, PAGES[kind], **options) as visit:
        SCREENS.mkdir(parents=True, exist_ok=True)
        name = f"{kind}-{size}-{scheme}.png"
        visit.page.screenshot(path=SCREENS / name, full_page=kind != "guide")
        look = visit.page.evaluate(LOOK)
        assert look["width"] <= SIZES[size]["width"]
        assert look["outside"] == []
        assert look["missing"] == []
        # An image without a size moves the text below it when it comes.
        assert look["unsized"] == []


def test_no_page_of_the_guide_scrolls_sideways(
    browser: Browser, served_site: str
) -> None:
    """WCAG 2.2, success criterion 1.4.10 (reflow): 320 pixels are enough."""
    wide = {}
    pages = sorted((PROJECT / "guide").rglob("*.md"))
    narrow = {"viewport": {"width": 320, "height": 700}}
    with visiting(browser, served_site, PAGES["guide"], **narrow) as visit:
        for source in pages:
            path = source.relative_to(PROJECT).with_suffix(".html").as_posix()
            visit.page.goto(f"{served_site}{path}")
            width = visit.page.evaluate("document.documentElement.scrollWidth")
            if width > 320:
                wide[path] = width
    assert len(pages) > 30
    assert wide == {}


@pytest.mark.parametrize("font", ["", "DejaVu Sans", "Lato", "Liberation Sans"])
def test_the_column_is_comfortable_to_read(
    browser: Browser, served_site: str, font: str
) -> None:
    with visiting(browser, served_site, PAGES["post"], viewport=SIZES["wide"]) as visit:
        if font:  # where it is not installed, another takes its place
            rule = f"html:root {{ --pst-font-family-base: '{font}', sans-serif }}"
            visit.page.add_style_tag(content=rule)
        # As many characters as are in a line that is full, of the post's own text.
        lines = visit.page.locator("article p").evaluate_all(
            """paragraphs => paragraphs.flatMap(paragraph => {
                const range = document.createRange();
                range.selectNodeContents(paragraph);
                const tops = new Set([...range.getClientRects()].map(
                    line => Math.round(line.top / 8)));
                return tops.size < 5 ? []
                    : [paragraph.textContent.length / (tops.size - 0.5)];
            })"""
        )
        assert len(lines) > 5
        assert 60 <= sum(lines) / len(lines) <= 75


def test_paper_has_the_text_and_nothing_else(
    browser: Browser, served_site: str
) -> None:
    with visiting(browser, served_site, PAGES["post"], color_scheme="dark") as visit:
        visit.page.emulate_media(media="print")
        for selector in ("header", ".bd-sidebar-secondary", "footer.bd-footer", "nav"):
            assert visit.page.locator(f"{selector}:visible").count() == 0, selector
        assert visit.page.locator("h1").is_visible()
        assert visit.page.locator(".blog-meta--post time").is_visible()
        background = "getComputedStyle(document.body).backgroundColor"
        assert visit.page.evaluate(background) in {
            "rgb(255, 255, 255)",
            "rgba(0, 0, 0, 0)",
        }
        SCREENS.mkdir(parents=True, exist_ok=True)
        visit.page.pdf(path=SCREENS / "post.pdf")

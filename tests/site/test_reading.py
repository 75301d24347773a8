"""What reading takes: whole icons, links without scripts, paper, and long code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_tools.chromium import needs_chromium
from site_tools.readers import PAGES, visiting

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = needs_chromium

MYST = "2026/writing-in-myst/index.html"
PHONE = {"width": 390, "height": 844}
ICONS = """titles => titles.map(title => {
    const box = title.getBoundingClientRect();
    const icon = getComputedStyle(title, "::after");
    return Math.abs(parseFloat(icon.top) - box.height / 2);
})"""
OPACITY = "each => getComputedStyle(each).opacity"
MARKED = """lines => lines.map(line => {
    const pre = line.closest("pre");
    const style = getComputedStyle(pre);
    const padding = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
    return line.getBoundingClientRect().width - (pre.scrollWidth - padding);
})"""


def test_icons_are_in_the_middle_of_their_titles(
    browser: Browser, served_site: str
) -> None:
    with visiting(browser, served_site, MYST) as visit:
        titles = visit.page.locator(".admonition > .admonition-title")
        found = titles.evaluate_all(ICONS)
        assert len(found) >= 2
        assert max(found) < 1


def test_formulas_have_a_font_that_is_made_for_them(
    browser: Browser, served_site: str
) -> None:
    with visiting(browser, served_site, PAGES["formulas"]) as visit:
        font = visit.page.locator("math").first.evaluate(
            "math => getComputedStyle(math).fontFamily"
        )
        assert font.startswith('"Latin Modern Math", "STIX Two Math", "Cambria Math"')


def test_without_scripts_a_phone_has_the_links_and_no_dead_button(
    browser: Browser, served_site: str
) -> None:
    options = {"java_script_enabled": False, "viewport": PHONE}
    with visiting(browser, served_site, PAGES["post"], **options) as visit:
        header = visit.page.locator("header")
        links = header.locator("nav a:visible")
        assert links.all_inner_texts() == ["Blog", "Guide", "About"]
        assert header.locator("button:visible").count() == 0
        assert header.locator("img:visible").count() == 1
        links.nth(1).click()
        visit.page.wait_for_url("**/guide/**")


def test_paper_says_where_the_page_and_its_videos_are(
    browser: Browser, served_site: str
) -> None:
    with visiting(browser, served_site, PAGES["post"]) as visit:
        visit.page.emulate_media(media="print")
        address = visit.page.locator(".blog-print-address")
        assert address.is_visible()
        assert address.inner_text().startswith("https://example.org/summer-conf")
        videos = visit.page.locator(".video-facade-play").evaluate_all(
            "all => all.map(each => getComputedStyle(each, '::after').content)"
        )
        assert len(videos) == 3
        assert all("https://www.youtube.com/watch?v=" in each for each in videos)


def test_paper_has_the_posts_of_the_landing_page(
    browser: Browser, served_site: str
) -> None:
    with visiting(browser, served_site, PAGES["landing"]) as visit:
        visit.page.emulate_media(media="print")
        assert visit.page.locator(".blog-card__title:visible").count() >= 5


def test_a_marked_line_is_marked_to_its_end(browser: Browser, served_site: str) -> None:
    with visiting(browser, served_site, PAGES["formulas"], viewport=PHONE) as visit:
        found = visit.page.locator("article .hll").evaluate_all(MARKED)
        assert found
        assert min(found) > -2


def test_links_to_headings_are_there_by_touch_and_by_tab(
    browser: Browser, served_site: str
) -> None:
    touch = {"has_touch": True, "is_mobile": True, "viewport": PHONE}
    with visiting(browser, served_site, PAGES["post"], **touch) as visit:
        assert visit.page.locator("h2 > .headerlink").first.evaluate(OPACITY) == "1"
    with visiting(browser, served_site, PAGES["post"]) as visit:
        link = visit.page.locator("h2 > .headerlink").first
        assert link.evaluate(OPACITY) == "0"
        link.focus()
        assert link.evaluate("each => each === document.activeElement")
        assert link.evaluate(OPACITY) == "1"

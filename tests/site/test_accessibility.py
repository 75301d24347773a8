"""The site for those who use no mouse, see other colors, or hear the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_tools.chromium import needs_chromium
from site_tools.readers import PAGES, visiting

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = needs_chromium

PHONE = {"width": 390, "height": 844}
# What has the focus: how to find it, and whether that is seen.
FOCUSED = """() => {
    const element = document.activeElement;
    const shown = frame => {
        const style = frame ? getComputedStyle(frame) : {};
        return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0)
            || (style.boxShadow ?? "none") !== "none";
    };
    const box = element.getBoundingClientRect();
    return {
        name: element.outerHTML.slice(0, 200) + box.top + box.left + scrollY,
        body: element === document.body,
        seen: [element, element.closest("form.bd-search")].some(shown),
        inside: box.width > 0 && box.height > 0,
    };
}"""


def complaints(page: Page) -> list[str]:
    """What axe-core finds wrong, one line for each kind and element."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    found = axe.Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {node['target']} {node['failureSummary']}"
        for each in found
        for node in each["nodes"]
    ]


def test_axe_finds_what_is_wrong(browser: Browser, served_site: str) -> None:
    with visiting(browser, served_site, "about.html") as visit:
        visit.page.locator("article").evaluate(
            """article => article.insertAdjacentHTML("beforeend",
                "<img src='x.png'><p style='color: #888; background: #999'>Gray</p>")"""
        )
        found = {complaint.partition(":")[0] for complaint in complaints(visit.page)}
        assert found == {"image-alt", "color-contrast"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", PAGES)
def test_axe_finds_nothing(
    browser: Browser, served_site: str, kind: str, scheme: str
) -> None:
    with visiting(browser, served_site, PAGES[kind], color_scheme=scheme) as visit:
        if kind == "search":
            visit.page.locator("#search-results li").first.wait_for()
        assert complaints(visit.page) == []


@pytest.mark.parametrize("kind", ["landing", "post"])
def test_axe_finds_nothing_on_a_phone(
    browser: Browser, served_site: str, kind: str
) -> None:
    with visiting(browser, served_site, PAGES[kind], viewport=PHONE) as visit:
        assert complaints(visit.page) == []
        visit.page.locator(".primary-toggle").click()
        assert visit.page.locator("dialog[open] a").first.is_visible()
        assert complaints(visit.page) == []
        visit.page.keyboard.press("Escape")
        assert visit.page.locator("dialog[open]").count() == 0


def test_the_first_key_leads_past_the_header(
    browser: Browser, served_site: str
) -> None:
    with visiting(browser, served_site, PAGES["post"]) as visit:
        visit.page.keyboard.press("Tab")
        skip = visit.page.locator(":focus")
        assert skip.get_attribute("href") == "#main-content"
        assert skip.is_visible()
        visit.page.keyboard.press("Enter")
        visit.page.keyboard.press("Tab")
        assert visit.page.evaluate(
            "document.querySelector('main').contains(document.activeElement)"
        )


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 800}])
@pytest.mark.parametrize("kind", ["landing", "post", "search"])
def test_the_keyboard_gets_everywhere_and_is_seen_there(
    browser: Browser, served_site: str, kind: str, viewport: dict[str, int]
) -> None:
    with visiting(browser, served_site, PAGES[kind], viewport=viewport) as visit:
        met: list[str] = []
        for _ in range(300):
            visit.page.keyboard.press("Tab")
            focused = visit.page.evaluate(FOCUSED)
            if focused["body"]:  # past the end: no trap
                break
            assert focused["seen"], focused["name"]
            assert focused["inside"], focused["name"]
            assert focused["name"] not in met
            met.append(focused["name"])
        else:
            pytest.fail("the end of the page is not reached")
        assert len(met) > 10


def test_what_has_the_focus_stays_when_the_page_scrolls(
    browser: Browser, served_site: str
) -> None:
    wide = {"width": 1280, "height": 800}
    with visiting(browser, served_site, PAGES["post"], viewport=wide) as visit:
        visit.page.locator("h2").first.evaluate("h => h.scrollIntoView()")
        inner = visit.page.locator(".bd-toc .nav .nav a").first
        inner.wait_for()  # its section is the one that is read
        inner.focus()
        visit.page.get_by_role("heading", name="PEARC").evaluate(
            "h => h.scrollIntoView()"
        )
        visit.page.locator(".bd-toc a.active", has_text="PEARC").wait_for()
        assert inner.is_visible()


def test_the_color_mode_is_chosen_and_said(browser: Browser, served_site: str) -> None:
    with visiting(browser, served_site, "", color_scheme="light") as visit:
        mode = visit.page.get_by_role("group", name="Color mode")
        dark = mode.get_by_role("button", name="Dark")
        light = mode.get_by_role("button", name="Light")
        background = "getComputedStyle(document.body).backgroundColor"
        before = visit.page.evaluate(background)
        assert dark.get_attribute("aria-pressed") == "false"
        dark.focus()
        visit.page.keyboard.press("Enter")
        assert dark.get_attribute("aria-pressed") == "true"
        assert light.get_attribute("aria-pressed") == "false"
        assert visit.page.evaluate(background) != before
        visit.page.reload()  # it is remembered
        assert dark.get_attribute("aria-pressed") == "true"
        assert visit.page.evaluate(background) != before


def test_less_motion_is_no_motion(browser: Browser, served_site: str) -> None:
    with visiting(
        browser, served_site, PAGES["post"], reduced_motion="reduce"
    ) as visit:
        longest = visit.page.evaluate(
            """() => {
                const styles = [...document.querySelectorAll("*")].map(
                    element => getComputedStyle(element));
                return Math.max(...styles.flatMap(
                    style => [style.transitionDuration, style.animationDuration]
                ).flatMap(text => text.split(",").map(parseFloat)));
            }"""
        )
        assert longest < 0.01
        scroll = "getComputedStyle(document.documentElement).scrollBehavior"
        assert visit.page.evaluate(scroll) == "auto"

"""What reading takes: whole icons, links without scripts, paper, and long code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_tools.chromium import needs_chromium
from site_tools.readers import PAGES, visiting

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from site_tools.readers import Visit

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


NOTES = "notes/moving-from-jekyll.html"
WIDE = {"width": 1280, "height": 900}
SHIFTS = """
window.shifts = 0;
new PerformanceObserver(list => {
    for (const each of list.getEntries()) window.shifts += each.value;
}).observe({type: "layout-shift", buffered: true});
"""


def box(visit: Visit, selector: str) -> dict[str, float]:
    """Return where an element is, in pixels."""
    found = visit.page.locator(selector).first.bounding_box()
    assert found, selector
    return {**found}


@pytest.mark.parametrize("path", [PAGES["landing"], PAGES["post"], PAGES["guide"]])
def test_the_text_is_in_the_middle(
    browser: Browser, served_site: str, path: str
) -> None:
    with visiting(browser, served_site, path, viewport=WIDE) as visit:
        text = box(visit, ".bd-article")
        assert abs(text["x"] + text["width"] / 2 - WIDE["width"] / 2) < 12


def test_videos_end_where_the_text_ends(browser: Browser, served_site: str) -> None:
    with visiting(browser, served_site, PAGES["post"], viewport=WIDE) as visit:
        text = box(visit, ".bd-article")["width"]
        assert abs(box(visit, ".video-facade")["width"] - text) < 2
        visit.page.locator(".video-facade-play").first.click()
        visit.page.wait_for_selector("iframe.video-embed")
        played = box(visit, "iframe.video-embed")
        assert abs(played["width"] - text) < 2
        assert abs(played["width"] / played["height"] - 16 / 9) < 0.01


def test_contents_are_beside_the_text_and_before_other_links(
    browser: Browser, served_site: str
) -> None:
    for path, blocks in ((PAGES["post"], 0), (PAGES["guide"], 1)):
        with visiting(browser, served_site, path, viewport=WIDE) as visit:
            contents = box(visit, ".page-toc")
            assert contents["x"] + contents["width"] <= box(visit, ".bd-article")["x"]
            others = visit.page.locator(".bd-sidebar-secondary .blog-block")
            assert others.count() == blocks
            if blocks:
                below = box(visit, ".bd-sidebar-secondary .blog-block")
                assert contents["y"] < below["y"]


def test_a_footnote_is_beside_its_line(browser: Browser, served_site: str) -> None:
    with visiting(browser, served_site, NOTES, viewport=WIDE, script=SHIFTS) as visit:
        text = box(visit, ".bd-article")
        reference = box(visit, "a.footnote-reference")
        note = box(visit, "aside.footnote")
        assert note["x"] >= text["x"] + text["width"]
        assert note["x"] + note["width"] <= WIDE["width"]
        assert abs(note["y"] - reference["y"]) < 12
        assert not visit.page.locator("hr.footnotes").is_visible()
        assert visit.page.evaluate("window.shifts") < 0.01
        visit.page.set_viewport_size(PHONE)
        visit.page.wait_for_selector("aside.footnote:not(.blog-sidenote)")
        visit.page.set_viewport_size(WIDE)
        visit.page.wait_for_selector("aside.footnote.blog-sidenote")
        visit.page.emulate_media(media="print")
        visit.page.wait_for_selector("aside.footnote:not(.blog-sidenote)")


def test_a_footnote_opens_on_a_phone(browser: Browser, served_site: str) -> None:
    with visiting(browser, served_site, NOTES, viewport=PHONE) as visit:
        page = visit.page
        reference = page.locator("a.footnote-reference").first
        reference.focus()
        page.keyboard.press("Enter")
        note = page.get_by_role("note", name="[1]")
        note.wait_for()
        assert note.inner_text().startswith("It is called Liquid")
        assert page.url.endswith(NOTES)
        page.keyboard.press("Escape")
        note.wait_for(state="hidden")
        assert reference.evaluate("each => each === document.activeElement")
        reference.click()
        note.wait_for()
        page.locator("h2").first.click()
        note.wait_for(state="hidden")


def test_without_scripts_footnotes_are_at_the_end(
    browser: Browser, served_site: str
) -> None:
    options = {"java_script_enabled": False, "viewport": WIDE}
    with visiting(browser, served_site, NOTES, **options) as visit:
        note = box(visit, "aside.footnote")
        last = visit.page.locator(".bd-article h2").last.bounding_box()
        assert last
        assert note["y"] > last["y"]
        assert visit.page.locator(".blog-end button").is_hidden()
        assert visit.page.locator(".blog-end a").inner_text() == "Subscribe"


def test_addresses_are_copied(browser: Browser, served_site: str) -> None:
    options = {"permissions": ["clipboard-read", "clipboard-write"], "viewport": WIDE}
    with visiting(browser, served_site, PAGES["post"], **options) as visit:
        page = visit.page
        page.get_by_role("button", name="Copy link").click()
        page.get_by_role("status").get_by_text("Copied").wait_for()
        page.get_by_role("button", name="Copied").wait_for()
        read = "navigator.clipboard.readText()"
        assert page.evaluate(read) == "https://example.org/summer-conferences-2018.html"
        heading = page.locator(".bd-article h2").first
        heading.locator("a.headerlink").click()
        page.wait_for_function(f"async () => (await {read}).includes('#')")
        heading.locator("a.headerlink[data-copied='Copied']").wait_for()
        assert page.evaluate(read) == page.url


MARKED_SECTION = "nav.page-toc a[aria-current='true']"
INTO_SECTION = """([number, pixels]) => {
    const heading = document.querySelectorAll(".bd-article h2")[number];
    scrollTo({top: heading.getBoundingClientRect().top + scrollY + pixels,
              behavior: "instant"});
}"""


def test_contents_mark_the_section_also_after_a_jump(
    browser: Browser, served_site: str
) -> None:
    low = {"width": 1280, "height": 500}
    with visiting(browser, served_site, NOTES, viewport=low) as visit:
        page = visit.page
        headings = page.locator("nav.page-toc a").all_inner_texts()
        marked = page.locator(MARKED_SECTION)
        assert marked.count() == 0  # above the first heading
        for number in (3, 1, 2):  # so far below that no heading is in view
            page.evaluate(INTO_SECTION, [number, 60])
            marked.filter(has_text=headings[number]).wait_for()
            assert marked.count() == 1
        page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
        marked.wait_for(state="detached")
        page.locator("nav.page-toc a").last.click()  # too short to come up
        marked.filter(has_text=headings[-1]).wait_for()
        page.reload()
        marked.filter(has_text=headings[-1]).wait_for()
        page.locator("a.footnote-reference").first.click()
        marked.filter(has_text="Look for Liquid").wait_for()


def test_code_is_copied_without_prompts(browser: Browser, served_site: str) -> None:
    options = {"permissions": ["clipboard-read", "clipboard-write"], "viewport": WIDE}
    with visiting(browser, served_site, NOTES, **options) as visit:
        page = visit.page
        block = page.locator(".highlight-console").first
        button = block.get_by_role("button", name="Copy")
        assert button.evaluate(OPACITY) == "0"
        block.hover()
        assert button.evaluate(OPACITY) == "1"
        button.click()
        block.get_by_role("button", name="Copied").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == (
            "mkdir -p posts/2018\ncp ~/old-blog/_posts/2018-*.md posts/2018/\n"
        )
        page.evaluate(
            """() => {
                const pre = document.querySelector(".highlight-console pre");
                pre.innerHTML = '<span class="gp">>>> </span>a = 1\\n' +
                    '<span class="gp">>>> </span>a\\n<span class="go">1</span>\\n' +
                    '<span class="gp">>>> </span>b\\n<span class="gr">No</span>: b\\n';
            }"""
        )
        button.click()
        page.wait_for_function(
            "async () => await navigator.clipboard.readText() === 'a = 1\\na\\nb\\n'"
        )
        assert page.locator(".highlight pre").count() == (
            page.locator(".highlight > .blog-copy").count()
        )
    options = {"java_script_enabled": False}
    with visiting(browser, served_site, NOTES, **options) as visit:
        assert visit.page.locator(".blog-copy").count() == 0

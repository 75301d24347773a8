"""The site as a reader meets it: in headless Chromium, served by a plain server."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from site_tools.chromium import needs_chromium
from site_tools.sites import serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, ConsoleMessage, Page, Route
    from tests.site.conftest import BuiltSite

pytestmark = needs_chromium

TITLE = "Summer conference report back"
#: The owner's post below the root of the site.
POST = {"html": "summer-conferences-2018.html", "dirhtml": "summer-conferences-2018/"}
PHONE = {"width": 390, "height": 844}


@dataclass
class Reader:
    """A browser's page on the site, and what its console said."""

    page: Page
    root: str
    builder: str
    complaints: list[str] = field(default_factory=list)

    def url(self, pagename: str) -> str:
        """Give the URL of a page that has no permalink."""
        if self.builder == "html":
            return f"{self.root}{pagename}.html"
        return f"{self.root}{pagename.removesuffix('index')}".rstrip("/") + "/"

    @property
    def post(self) -> str:
        return self.root + POST[self.builder]

    def visit(self, url: str) -> None:
        response = self.page.goto(url)
        assert response
        assert response.status == 200

    def click(self, selector: str, *, to: str | re.Pattern[str]) -> None:
        """Click the first link that can be seen, and arrive."""
        self.page.locator(selector).locator("visible=true").first.click()
        self.page.wait_for_url(to)

    @property
    def heading(self) -> str:
        return self.page.locator("h1").first.inner_text().removesuffix("#").strip()


@pytest.fixture(
    params=[
        pytest.param(("html", "/"), id="html-root", marks=pytest.mark.smoke),
        pytest.param(("html", "/en/latest/"), id="html-prefix"),
        pytest.param(("dirhtml", "/"), id="dirhtml-root"),
        pytest.param(("dirhtml", "/en/latest/"), id="dirhtml-prefix"),
    ]
)
def reader(
    request: pytest.FixtureRequest,
    built_site: BuiltSite,
    browser: Browser,
    tmp_path: Path,
) -> Iterator[Reader]:
    """Open the landing page; complaints of our own scripts fail the test."""
    builder, prefix = request.param
    build = built_site(builder)
    with serve(build.path, tmp_path, prefix=prefix) as root:
        context = browser.new_context()
        reader = Reader(context.new_page(), root, builder)
        origin = root.removesuffix(prefix)

        def only_this_site(route: Route) -> None:
            if route.request.url.startswith(origin):
                route.continue_()
            else:
                route.abort()

        context.route("**/*", only_this_site)

        def on_console(message: ConsoleMessage) -> None:
            ours = message.location["url"].startswith(origin)
            if message.type == "error" and ours:
                reader.complaints.append(f"{message.location}: {message.text}")

        reader.page.on("console", on_console)
        reader.page.on("pageerror", lambda error: reader.complaints.append(str(error)))
        reader.visit(root)
        yield reader
        assert reader.complaints == []
        context.close()


def test_from_the_landing_page_to_the_post(reader: Reader) -> None:
    reader.click(f"a:has-text('{TITLE}')", to=reader.post)
    assert reader.heading == TITLE


def test_from_a_tag_to_the_post(reader: Reader) -> None:
    reader.visit(reader.post)
    tag = reader.url("blog/tag/communities")
    reader.click("a:text-is('communities')", to=tag)
    assert "communities" in reader.page.title()
    reader.click(f"main a:has-text('{TITLE}')", to=reader.post)
    assert reader.heading == TITLE


def test_searching_finds_the_post(reader: Reader) -> None:
    reader.visit(reader.url("about"))
    reader.page.keyboard.press("Control+k")
    reader.page.locator("input[name=q]").locator("visible=true").first.fill("pangeo")
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url(re.compile(r".*/search(\.html|/)\?q=pangeo.*"))
    results = reader.page.locator("#search-results li a")
    results.first.wait_for()
    assert results.first.inner_text() == TITLE
    # The link may have "?highlight=" or an anchor of a section.
    post = re.compile(re.escape(reader.post) + "([?#].*)?$")
    reader.click("#search-results li a", to=post)
    assert reader.heading == TITLE


@pytest.mark.parametrize(
    "pagename", ["index", "post", "blog", "blog/archive", "blog/tag/python", "search"]
)
def test_no_page_is_wider_than_a_phone(reader: Reader, pagename: str) -> None:
    reader.page.set_viewport_size(PHONE)
    reader.visit(reader.post if pagename == "post" else reader.url(pagename))
    width = reader.page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"]


def test_a_page_that_is_not_there(reader: Reader) -> None:
    response = reader.page.goto(f"{reader.root}posts/2018/nothing.html")
    assert response
    assert response.status == 404
    reader.complaints.clear()  # Chromium's own, about the status

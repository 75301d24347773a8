"""A blog of attacks in a real browser: nothing of it runs, on any page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from site_tools.chromium import needs_chromium, wait_until
from site_tools.hostile import PAYLOADS, WORD, plain, title_of
from site_tools.sites import serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Route
    from tests.site.conftest import HostileBlog

pytestmark = needs_chromium

#: What the browser's own parser makes of a page that comes from a payload.
BROUGHT = """(text) => {
    const page = text ? new DOMParser().parseFromString(text, "text/html") : document;
    const runs = ({name, value}) => name.startsWith("on") || name.includes("pwned")
        || ["href", "src", "action"].includes(name)
        && /^\\s*(javascript|data):/i.test(value);
    return [...page.querySelectorAll("*")].flatMap(element =>
        [...element.attributes].filter(runs)
            .map(({name, value}) => `${element.localName} ${name}=${value}`));
}"""

#: Buttons of a post, and what the page requests when they are clicked.
OPENED = {
    "Show comments": "giscus.app",
    "Play from YouTube": "www.youtube-nocookie.com",
}


class Visitor:
    """A browser on the blog, and everything that should not happen."""

    def __init__(self, context: BrowserContext, root: str) -> None:
        self.root = root
        self.happened: list[str] = []
        self.others: list[str] = []
        context.route("**/*", self._answer)
        self.page: Page = context.new_page()
        self.page.on("dialog", self._dismiss)
        self.page.on("pageerror", lambda error: self._note(f"error {error}"))

    def _note(self, what: str) -> None:
        self.happened.append(f"{self.page.url}: {what}")

    def _dismiss(self, dialog: Dialog) -> None:
        self._note(f"dialog {dialog.message}")
        dialog.dismiss()

    def _answer(self, route: Route) -> None:
        if route.request.url.startswith(self.root):
            route.continue_()
        else:
            self.others.append(route.request.url)
            route.abort()

    @property
    def hosts(self) -> set[str]:
        """Other sites that a page requested something of."""
        return {url.split("/")[2] for url in self.others}

    def has_requested(self, host: str) -> bool:
        return host in self.hosts

    def visit(self, path: str) -> None:
        self.page.goto(f"{self.root}{path}", wait_until="load")

    def check(self) -> None:
        """Look at what the page is now."""
        if self.page.evaluate("window.pwned") is not None:
            self._note("it ran")
        self.happened += [f"{self.page.url}: {x}" for x in self.page.evaluate(BROUGHT)]


@pytest.fixture
def visitor(
    browser: Browser, hostile_blog: HostileBlog, tmp_path: Path
) -> Iterator[Visitor]:
    with serve(hostile_blog("html"), tmp_path) as root:
        context = browser.new_context()
        visitor = Visitor(context, root)
        yield visitor
        context.close()


def test_nothing_runs_on_any_page(visitor: Visitor, hostile_blog: HostileBlog) -> None:
    """Visit all pages but those of labels; of these, one kind, and parse the others."""
    outdir = hostile_blog("html")
    parsed = 0
    for path in sorted(outdir.rglob("*.html")):
        name = path.relative_to(outdir).as_posix()
        text = path.read_text("utf-8")
        if name.startswith("_static/") or "permalinks-redirect.js" in text:
            continue
        if name.startswith("blog/") and name.count("/") > 1 and "/tag/" not in name:
            found = visitor.page.evaluate(BROUGHT, text)
            visitor.happened += [f"{name}: {each}" for each in found]
            parsed += 1
        else:
            visitor.visit(quote(name))
            visitor.check()
    assert parsed > 60
    assert visitor.happened == []
    assert visitor.others == []


def test_a_title_turns_nothing_but_itself(visitor: Visitor) -> None:
    visitor.visit("blog/archive.html")
    link = visitor.page.locator(".blog-titles a", has_text=chr(0x202E)).first
    assert link.evaluate("link => getComputedStyle(link).unicodeBidi") == "isolate"


@pytest.mark.parametrize("name", ["script", "element", "double", "closing", "comment"])
def test_what_would_be_noticed(visitor: Visitor, name: str) -> None:
    unescaped = f'<p title="{PAYLOADS[name]}">{PAYLOADS[name]}'
    visitor.visit("about.html")
    assert visitor.page.evaluate(BROUGHT, unescaped)
    visitor.page.set_content(unescaped)
    visitor.check()
    said = "\n".join(visitor.happened)
    assert "dialog 1" in said
    assert "it ran" in said


@pytest.mark.parametrize("query", [WORD, PAYLOADS["script"], PAYLOADS["element"]])
def test_a_search_shows_titles_and_queries_as_text(
    visitor: Visitor, query: str
) -> None:
    visitor.visit(f"search.html?q={quote(f'{query} {WORD}')}")
    results = visitor.page.locator("#search-results li")
    results.nth(0).locator("p").wait_for()
    while (more := visitor.page.locator(".search-results__more")).count():
        more.click()
    visitor.check()
    assert visitor.happened == []
    assert visitor.others == []
    if query == WORD:
        titles = {plain(x) for x in results.locator("a").all_inner_texts()}
        assert titles >= {plain(title_of(name)) for name in PAYLOADS}


def test_what_is_opened_on_a_post_is_what_it_says(visitor: Visitor) -> None:
    visitor.visit("closing.html")
    # The video last: right after a scroll, Chromium may send a click to the frame that
    # was at its place before.
    for name, host in OPENED.items():
        visitor.page.get_by_role("button", name=name).first.click()
        wait_until(visitor.page, partial(visitor.has_requested, host))
    visitor.check()
    assert visitor.happened == []
    assert visitor.hosts == {*OPENED.values()}

"""What a page of the site asks for, and what it weighs: for tests in a browser."""

from __future__ import annotations

import gzip
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Response, Route

#: Kinds of pages, and one page of each below the root of the site.
PAGES = {
    "landing": "",
    "post": "summer-conferences-2018.html",
    "formulas": "notebooks-formulas-and-code.html",
    "blog": "blog.html",
    "archive": "blog/archive.html",
    "tag": "blog/tag/python.html",
    "search": "search.html?q=pangeo",
    "404": "there/is/nothing.html",
    "guide": "guide/permalinks.html",
    "about": "about.html",
}


@dataclass
class Visit:
    """A page in a browser, what it asked this site for, and what it asked others for.

    :ivar weights: bytes over the wire by URL, compressed as hosts do
    :ivar others: URLs of other sites, which got no answer
    """

    page: Page
    weights: dict[str, int] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)

    @property
    def weight(self) -> int:
        return sum(self.weights.values())


def _weight(response: Response) -> int:
    body = response.body()
    kind = response.headers.get("content-type", "")
    compressed = kind.startswith("text/") or "javascript" in kind or "svg" in kind
    return len(gzip.compress(body, 6) if compressed else body)


@contextmanager
def visiting(
    browser: Browser, root: str, path: str, *, script: str = "", **options: Any
) -> Iterator[Visit]:
    """Open a page of the site as a reader who has never been here, and wait for it.

    :param root: URL of the site
    :param path: of the page, below it
    :param script: what the browser runs before the page
    :param options: of the browser's context, such as its size
    """
    context = browser.new_context(**options)
    if script:
        context.add_init_script(script)
    visit = Visit(context.new_page())

    def only_this_site(route: Route) -> None:
        if route.request.url.startswith((root, "data:", "blob:")):
            route.continue_()
        else:
            visit.others.append(route.request.url)
            route.abort()

    context.route("**/*", only_this_site)
    responses: list[Response] = []
    visit.page.on("response", lambda response: responses.append(response))
    visit.page.goto(root + path)
    visit.page.wait_for_load_state("networkidle")
    visit.weights = {each.url: _weight(each) for each in responses if each.ok}
    yield visit
    context.close()

"""A built site in a browser, at its URL, and what it asks other sites for."""

from __future__ import annotations

import mimetypes
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Request, Route

#: What the client of giscus does of which a page knows: it puts a frame into the
#: element with the class "giscus".
GISCUS_CLIENT = """(() => {
    const script = document.currentScript;
    const frame = document.createElement("iframe");
    frame.title = "Comments";
    frame.src = new URL(`/${script.dataset.lang}/widget?` + new URLSearchParams(
        {...script.dataset}), script.src);
    document.querySelector(".giscus").replaceChildren(frame);
})();"""
GISCUS_WIDGET = """<!doctype html><html lang="en"><title>Comments</title><h1>Said</h1>
<script>
    window.told = [];
    addEventListener("message", event => told.push(event.data));
</script>"""


#: Notes what a page is not allowed, and leaves it where the test can see it.
WATCH = """(() => {
    window.blocked = [];
    addEventListener("securitypolicyviolation", event => window.blocked.push(
        `${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
})();"""


class BuiltOnce(Protocol):
    """Gives the output of a root with a theme, and with a mapping of settings."""

    def __call__(self, theme: str, name: str, settings: dict[str, str]) -> Path:
        """Build it, unless that has been done; ``name`` is that of the mapping."""
        ...


@dataclass
class SiteVisit:
    """A page in a browser, and its requests to other sites."""

    page: Page
    others: list[Request] = field(default_factory=list)

    @property
    def urls(self) -> list[str]:
        """What it asked other sites for."""
        return [request.url for request in self.others]


@contextmanager
def visiting_at(
    browser: Browser,
    outdir: Path,
    url: str,
    *,
    base: str,
    script: str = "",
    giscus: bool = True,
    headers: Mapping[str, str] | None = None,
    **options: Any,
) -> Iterator[SiteVisit]:
    """Open a page at a URL, whatever the network has there.

    :param outdir: the files that are there
    :param base: where they are: a URL that ends in a slash
    :param script: what the browser runs before the page
    :param giscus: whether giscus.app is there; no other site is
    :param headers: of the answers with files
    :param options: of the browser's context, such as its color scheme
    """
    referer = options.pop("referer", None)
    context = browser.new_context(**options)
    if script:
        context.add_init_script(script)
    visit = SiteVisit(context.new_page())

    def answer(route: Route) -> None:
        asked = route.request.url
        if asked.startswith(base):
            path = outdir / unquote(urlsplit(asked[len(base) :]).path)
            _answer_with_file(route, path, headers or {})
            return
        visit.others.append(route.request)
        if not giscus or urlsplit(asked).netloc != "giscus.app":
            route.abort()
        elif urlsplit(asked).path == "/client.js":
            everyone = {"access-control-allow-origin": "*"}
            route.fulfill(
                body=GISCUS_CLIENT, content_type="text/javascript", headers=everyone
            )
        else:
            route.fulfill(body=GISCUS_WIDGET, content_type="text/html")

    context.route("**/*", answer)
    visit.page.goto(url, referer=referer)
    visit.page.wait_for_load_state("networkidle")
    yield visit
    context.close()


def _answer_with_file(route: Route, path: Path, headers: Mapping[str, str]) -> None:
    path = path / "index.html" if path.is_dir() else path
    if path.is_file():
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        headers = {**headers, "content-type": kind}
        route.fulfill(body=path.read_bytes(), headers=headers)
    else:
        route.fulfill(status=404, body="")

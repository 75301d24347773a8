"""What a search costs a reader: Sphinx's index as it is, dealt out, and Pagefind's.

``python -m benchmarks.search --pagefind COMMAND`` builds two sites of the same posts,
has Pagefind (``pip install "pagefind[extended]"``) index a copy of one, and searches
each in Chromium, with an empty cache and the speed of a phone. It prints JSON: per
query the pages found, bytes over the wire (gzip) besides the search page and what every
page loads, and milliseconds until the first result has its text.
"""

from __future__ import annotations

import argparse
import gzip
import json
import shlex
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from benchmarks.contenders import CONTENDERS
from benchmarks.corpus import post

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

# 150 ms there and back, 1.6 Mbit/s: "slow 4G" of Chromium's developer tools.
PHONE = {"latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
# What a page loads that searches for nothing
SHARED = (
    *("search.html", "_static/pydata", "_static/blog", "_static/scripts"),
    *("_static/styles", "_static/icons", "_static/doc", "_static/sphinx_h"),
)
_PLAIN = (".html", ".js", ".css", ".json", ".svg")
_PAGEFIND = """async (query) => {
  const pagefind = await import(new URL("pagefind/pagefind.js", location).href);
  const { results } = await pagefind.search(query);
  await Promise.all(results.slice(0, 10).map((result) => result.data()));
  return results.length;
}"""


@dataclass(frozen=True)
class Site:
    """A built site, and where its results are.

    :ivar context: the text of a result; none where a script of ours asks Pagefind
    """

    name: str
    root: Path
    results: str = ""
    context: str = ""


class _Compressing(SimpleHTTPRequestHandler):
    """A server as hosts have them: text is compressed, and counted."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer with a file."""
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        if not path.is_file():
            self.send_error(404)
            return
        body, plain = path.read_bytes(), path.suffix in _PLAIN
        body = gzip.compress(body, 6) if plain else body
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        if plain:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def _serving(root: Path) -> Iterator[str]:
    handler = partial(_Compressing, directory=str(root))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def build(scratch: Path, posts: int) -> tuple[Site, Site]:
    """Build the site with Sphinx's search, and with ours."""
    ours = CONTENDERS["ours-theme"]
    without = replace(
        ours, conf=ours.conf + 'extensions.remove("permalink_blog.search")\n'
    )
    for name, contender in (("sphinx", without), ("dealt", ours)):
        contender.lay_out(scratch / name, posts)
        subprocess.run([*ours.command, "-q"], cwd=scratch / name, check=True)  # noqa: S603
    roots = (scratch / "sphinx" / "out", scratch / "dealt" / "out")
    found = "#search-results li"
    return (
        Site("sphinx", roots[0], found, f"{found} p.context"),
        Site("dealt", roots[1], found, f"{found} .search-results__context"),
    )


def index_with_pagefind(scratch: Path, site: Site, command: str) -> tuple[Site, float]:
    """Index a copy of a site, and tell the seconds."""
    root = scratch / "pagefind"
    shutil.copytree(site.root, root)
    for page in root.rglob("*.html"):  # as its guide advises: posts, without archives
        text = page.read_text("utf-8")
        if 'role="main"' in text and "blog" not in page.relative_to(root).parts[0]:
            marked = text.replace('role="main"', 'role="main" data-pagefind-body', 1)
            page.write_text(marked, "utf-8")
    begin = time.monotonic()
    run = [*shlex.split(command), "--site", str(root), "--quiet"]
    subprocess.run(run, check=True)  # noqa: S603
    return Site("pagefind", root), time.monotonic() - begin


def _search(page: Page, site: Site, url: str, query: str) -> dict[str, float]:
    weights: dict[str, int] = {}

    def weigh(response: Any) -> None:
        weights[response.url] = int(response.headers.get("content-length", 0))

    begin = time.monotonic()
    if site.context:
        page.on("response", weigh)
        page.goto(f"{url}search.html?q={quote(query)}", wait_until="commit")
        page.locator(site.context).first.wait_for()
        took = time.monotonic() - begin
        page.wait_for_load_state("networkidle")
        count = page.locator(".search-summary").inner_text()
        found = int("".join(filter(str.isdigit, count)) or 1)
    else:
        page.goto(f"{url}search.html")
        before = time.monotonic()
        page.on("response", weigh)
        found = page.evaluate(_PAGEFIND, query)
        # The page and its scripts come first there, as they do above.
        took = time.monotonic() - before + (before - begin)
    weight = sum(w for u, w in weights.items() if not any(s in u for s in SHARED))
    return {"found": found, "bytes": weight, "ms": took * 1000}


def compare(browser: Browser, sites: list[Site], repeat: int) -> dict[str, Any]:
    """Search each site, and give the medians of each query."""
    report: dict[str, Any] = {}
    for site in sites:
        with _serving(site.root) as url:
            for query in queries():
                runs = []
                for _ in range(repeat):
                    context = browser.new_context()
                    page = context.new_page()
                    session = context.new_cdp_session(page)
                    limits = {"offline": False, **PHONE}
                    session.send("Network.emulateNetworkConditions", limits)
                    runs.append(_search(page, site, url, query))
                    context.close()
                medians = {key: median(run[key] for run in runs) for key in runs[0]}
                report.setdefault(query, {})[site.name] = medians
    return report


def queries() -> list[str]:
    """Take words of the posts: of a title, of a text, two of them, half of one."""
    title = max(post(7).title.split(), key=len)
    words = [word for word in post(7).body.split() if word.isalpha() and len(word) > 8]
    return [title, words[0], f"{words[0]} {words[1]}", words[2][:-3]]


def main() -> int:
    """Run it from the command line."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(prog="python -m benchmarks.search")
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--pagefind", default="pagefind", help="its command")
    parser.add_argument("--chromium", default="chromium")
    parser.add_argument("--scratch", type=Path, help="an empty folder, to keep sites")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        scratch = arguments.scratch or Path(folder)
        stock, dealt = build(scratch, arguments.posts)
        pagefind, seconds = index_with_pagefind(scratch, dealt, arguments.pagefind)
        path = shutil.which(arguments.chromium)
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox"]
        )
        report = compare(browser, [stock, dealt, pagefind], arguments.repeat)
        report["seconds of pagefind"] = seconds
        json.dump(report, sys.stdout, indent=1)
    return 0


if __name__ == "__main__":
    sys.exit(main())

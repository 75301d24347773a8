"""The owner's first post: kept as given, and at the URL that it asks for."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import feedparser
import pytest
from bs4 import BeautifulSoup
from sphinx.util.inventory import InventoryFile

from site_tools.links import Site

if TYPE_CHECKING:
    from pathlib import Path

    from site_tools.sites import Build

BASE_URL = "https://example.org/"
DOCNAME = "posts/2018/summer-conferences"
SHA256 = "3d93156ccae195d6f1b2373ef7b32528e33879b1ee3d685104386c13ebfe3596"
TITLE = "Summer conference report back"

#: Where the page is, and how a link from the root of the site names it.
OUTPUT = {
    "html": "summer-conferences-2018.html",
    "dirhtml": "summer-conferences-2018/index.html",
}
LINK = {"html": "summer-conferences-2018.html", "dirhtml": "summer-conferences-2018/"}

#: Every archive that lists the post, without the ending that the builder gives it.
ARCHIVES = [
    "blog",
    "blog/archive",
    "blog/2018",
    "blog/category",
    "blog/category/conferences",
    "blog/tag",
    "blog/tag/python",
    "blog/tag/conferences",
    "blog/tag/communities",
    "blog/tag/jupyter",
]
#: Of these the two lists of categories and tags name those, and not the posts.
LISTS_OF_LISTS = {
    "blog/category": "blog/category/conferences",
    "blog/tag": "blog/tag/python",
}


def path_of(build: Build, pagename: str) -> str:
    """Give the path that a builder writes a page to."""
    if build.builder == "html":
        return f"{pagename}.html"
    return "index.html" if pagename == "index" else f"{pagename}/index.html"


def url_of(build: Build, pagename: str) -> str:
    return urljoin(BASE_URL, path_of(build, pagename).removesuffix("index.html"))


def read(build: Build, pagename: str) -> BeautifulSoup:
    html = (build.path / path_of(build, pagename)).read_text("utf-8")
    return BeautifulSoup(html, "html.parser")


def links(build: Build, pagename: str, selector: str = "a[href]") -> list[str]:
    """Give the whole URLs of a page's links, without their fragments."""
    found = read(build, pagename).select(selector)
    base = url_of(build, pagename)
    return [urljoin(base, str(link["href"])).partition("#")[0] for link in found]


@pytest.fixture
def url(pages: Build) -> str:
    return BASE_URL + LINK[pages.builder]


def test_the_file_is_as_it_was_given(project_dir: Path) -> None:
    content = (project_dir / f"{DOCNAME}.md").read_bytes()
    assert hashlib.sha256(content).hexdigest() == SHA256


def test_the_page_is_at_its_permalink_only(pages: Build) -> None:
    html = (pages.path / OUTPUT[pages.builder]).read_text("utf-8")
    assert TITLE in html
    assert not (pages.path / "posts" / "2018").exists()
    site = Site(pages.path, BASE_URL)
    named = {name for name in site.pages if "summer-conferences" in name}
    others = {name: site.pages[name].redirect for name in named}
    assert others.pop(OUTPUT[pages.builder]) is None
    for name, redirect in others.items():  # other spellings of the URL
        assert redirect, name
        target = site.target(name, redirect)
        assert target, name
        assert target.path == OUTPUT[pages.builder]


def test_its_title_is_there_once(pages: Build) -> None:
    page = read(pages, "summer-conferences-2018")
    assert [h1.find(string=True) for h1 in page.find_all("h1")] == [TITLE]


def test_its_canonical_link(pages: Build, url: str) -> None:
    found = links(pages, "summer-conferences-2018", "link[rel=canonical]")
    assert found == [url]


@pytest.mark.parametrize("archive", ARCHIVES)
def test_archives_link_to_it(pages: Build, url: str, archive: str) -> None:
    listed = LISTS_OF_LISTS.get(archive)
    assert (url_of(pages, listed) if listed else url) in links(pages, archive)


def test_it_links_to_its_archives(pages: Build) -> None:
    found = links(pages, "summer-conferences-2018")
    for archive in ARCHIVES:
        if archive.count("/") == 2 or archive == "blog/2018":
            assert url_of(pages, archive) in found, archive


def test_no_tag_is_made_of_the_whole_line(pages: Build) -> None:
    tags = {url.rstrip("/").rpartition("/")[2] for url in links(pages, "blog/tag")}
    assert not {tag for tag in tags if "python" in tag and "conferences" in tag}


def test_no_page_links_to_where_the_source_is(pages: Build) -> None:
    for path in pages.path.rglob("*.html"):
        html = path.read_text("utf-8")
        found = re.findall(rf'(?:href|src|content)="[^"]*{DOCNAME}[^"]*"', html)
        # A link to the source, as text or to edit it, names the source.
        assert [link for link in found if ".md" not in link] == []


def test_the_landing_page_lists_it(pages: Build, url: str) -> None:
    assert url in links(pages, "index")


def test_the_feed_has_it(pages: Build, url: str) -> None:
    feed = feedparser.parse((pages.path / "blog" / "atom.xml").read_bytes())
    [entry] = [entry for entry in feed.entries if entry.title == TITLE]
    assert entry.link == url
    assert entry.published.startswith("2018-08-01")


def test_the_inventory_has_it(pages: Build, url: str) -> None:
    with (pages.path / "objects.inv").open("rb") as file:
        inventory = InventoryFile.load(file, BASE_URL, urljoin)
    assert inventory["std:doc"][DOCNAME].uri == url


def test_its_neighbours_link_back_to_it(pages: Build, url: str) -> None:
    selector = "a[rel=prev], a[rel=next]"
    neighbours = links(pages, "summer-conferences-2018", selector)
    assert neighbours
    for neighbour in neighbours:
        path = neighbour.removeprefix(BASE_URL)
        path = f"{path}index.html" if path.endswith("/") else path
        page = BeautifulSoup((pages.path / path).read_text("utf-8"), "html.parser")
        found = [urljoin(neighbour, str(a["href"])) for a in page.select(selector)]
        assert url in found


def test_the_search_index_has_it(pages: Build, url: str) -> None:
    script = (pages.path / "searchindex.js").read_text("utf-8")
    index = json.loads(script.removeprefix("Search.setIndex(").removesuffix(")"))
    number = index["titles"].index(TITLE)
    # The word that the browser test looks for; headings' words are in titleterms.
    assert index["titleterms"]["pangeo"] == number
    search_page = url_of(pages, "search")
    assert urljoin(search_page, index["docnames"][number]) == url

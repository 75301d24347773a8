"""Titles, labels and settings that are attacks: in everything that is made of them."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from lxml import etree, html
from sphinx.util.inventory import InventoryFile

from site_tools.hostile import PAYLOADS, plain, title_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.site.conftest import HostileBlog

BASE = "https://example.org/"
ATOM = "{http://www.w3.org/2005/Atom}"
PAGES = [
    "html",
    *(pytest.param(kind, marks=pytest.mark.slow) for kind in ("dirhtml", "alabaster")),
]
#: What a browser follows, or loads.
LINKS = ("href", "src", "action", "data", "poster", "data-target", "data-server")
SCRIPTS = {"application/json", "application/ld+json"}


def parse(text: str) -> Any:
    return html.document_fromstring(
        text.encode(), parser=html.HTMLParser(encoding="utf-8")
    )


def pages(outdir: Path) -> Iterator[tuple[str, Any]]:
    for path in sorted(outdir.rglob("*.html")):
        if "_static" not in path.relative_to(outdir).parts:
            yield path.relative_to(outdir).as_posix(), parse(path.read_text("utf-8"))


def page_of(outdir: Path, name: str) -> Any:
    """Parse a page; of its two spellings, one is a redirect."""
    found = [outdir / f"{name}.html", outdir / name / "index.html"]
    texts = [path.read_text("utf-8") for path in found if path.is_file()]
    (text,) = [text for text in texts if "permalinks-redirect.js" not in text]
    return parse(text)


def brought(root: Any) -> list[str]:
    """Name what is in a page of the payloads that is no text."""
    found = []
    for element in root.iter():
        if not isinstance(element.tag, str):
            if "pwned" in (element.text or ""):
                found.append(f"comment {element.text}")
            continue
        kind = etree.QName(element).localname
        code = (element.text or "") if kind in {"script", "style"} else ""
        if "pwned" in code and element.get("type") not in SCRIPTS:
            found.append(f"{kind} {code}")
        for name, value in element.attrib.items():
            scheme = value.strip().lower().partition(":")[0]
            runs = name in LINKS and scheme in {"javascript", "data", "vbscript"}
            if "pwned" in name or name.startswith("on") or runs:
                found.append(f"{kind} {name}={value}")
    return found


def heading_of(root: Any) -> str:
    (heading,) = root.xpath("//h1[not(ancestor::*[@class='sphinxsidebarwrapper'])]")
    for link in heading.xpath(".//a[@class='headerlink']"):
        link.drop_tree()
    return plain(heading.text_content())


def texts(root: Any, path: str) -> set[str]:
    return {
        plain(x if isinstance(x, str) else x.text_content()) for x in root.xpath(path)
    }


@pytest.mark.parametrize("kind", [*PAGES, pytest.param("furo", marks=pytest.mark.slow)])
def test_no_page_has_markup_of_a_text(hostile_blog: HostileBlog, kind: str) -> None:
    found = {name: brought(page) for name, page in pages(hostile_blog(kind))}
    assert len(found) > 100
    assert {name: markup for name, markup in found.items() if markup} == {}


def test_what_would_be_found() -> None:
    """The check above finds each payload that is put into a page as it is."""
    for name in ("script", "element", "comment", "closing"):
        assert brought(parse(f"<p>{PAYLOADS[name]}</p>"))
    for name in ("javascript", "data"):
        assert brought(parse(f"<a href='{PAYLOADS[name]}'>x</a>"))
    assert brought(parse(f"<p title='{PAYLOADS['single']}'>"))


@pytest.mark.parametrize("kind", PAGES)
@pytest.mark.parametrize("name", PAYLOADS)
def test_a_post_says_what_its_author_wrote(
    hostile_blog: HostileBlog, kind: str, name: str
) -> None:
    outdir, payload, title = hostile_blog(kind), PAYLOADS[name], plain(title_of(name))
    root = page_of(outdir, name)
    assert heading_of(root) == title
    (head,) = texts(root, "//title")
    assert head.startswith(f"{title} ")
    said = {
        x.get("property") or x.get("name"): x.get("content")
        for x in root.xpath("//meta")
    }
    assert plain(said["og:title"]) == title
    assert plain(said["article:section"]) == plain(f"category {payload}")
    assert plain(said["description"]) == plain(f"description {payload}")
    assert plain(said["og:image:alt"]) == plain(f"alt {payload}")
    (data,) = root.xpath("//script[@type='application/ld+json']/text()")
    told = json.loads(data)
    assert plain(told["headline"]) == title
    assert plain(told["keywords"][0]) == plain(f"tag {payload}")
    assert plain(told["author"][0]["name"]) == plain(f"author {payload}")
    assert plain(f"alt {payload}") in texts(root, "//img/@alt")
    assert plain(f"tag {payload}") in texts(root, "//a")
    (comments,) = root.xpath("//*[@id='post-comments']")
    assert plain(comments.get("data-term")) == plain(payload)


@pytest.mark.parametrize("kind", PAGES)
def test_lists_say_what_authors_wrote(hostile_blog: HostileBlog, kind: str) -> None:
    titles = {plain(title_of(name)) for name in PAYLOADS}
    outdir = hostile_blog(kind)
    assert titles <= texts(page_of(outdir, "blog/archive"), "//a")
    first, second = page_of(outdir, "blog"), page_of(outdir, "blog/page/2")
    assert titles <= texts(first, "//h2") | texts(second, "//h2")
    tags = texts(page_of(outdir, "blog/tag"), "//h2//a")
    assert {plain(f"tag {payload}") for payload in PAYLOADS.values()} - tags == {
        # One page is of two tags that have no other letters: it has both their names.
        plain(f"tag {PAYLOADS['bidi']}")
    } - tags


@pytest.mark.parametrize("kind", PAGES)
def test_feeds_say_what_authors_wrote(hostile_blog: HostileBlog, kind: str) -> None:
    outdir = hostile_blog(kind)
    feeds = sorted(outdir.rglob("atom.xml"))
    assert len(feeds) > 10
    for path in feeds:
        for content in etree.parse(path).iter(f"{ATOM}content"):
            assert (
                brought(html.fragment_fromstring(content.text, create_parent=True))
                == []
            )
    root = etree.parse(outdir / "blog/atom.xml").getroot()
    found = {
        plain(entry.findtext(f"{ATOM}title")): entry
        for entry in root.iter(f"{ATOM}entry")
    }
    assert set(found) == {plain(title_of(name)) for name in PAYLOADS}
    items = json.loads((outdir / "blog/feed.json").read_bytes())["items"]
    assert {plain(item["title"]) for item in items} == set(found)
    for name, payload in PAYLOADS.items():
        entry = found[plain(title_of(name))]
        assert entry.findtext(f"{ATOM}id").startswith((BASE, "data:", "javascript:"))
        labels = {plain(x.get("label")) for x in entry.iter(f"{ATOM}category")}
        assert {plain(f"tag {payload}"), plain(f"category {payload}")} <= labels
        links = [x.get("href") for x in entry.iter(f"{ATOM}link")]
        assert {urlsplit(link).scheme for link in links} == {"https"}


def test_files_for_machines_have_the_lines_they_should(
    hostile_blog: HostileBlog,
) -> None:
    outdir = hostile_blog("html")
    lines = (outdir / "_redirects").read_text("utf-8").splitlines()
    expected = [
        f"/{old}.html /{name}.html 301"
        for name in PAYLOADS
        for old in (f"old-{name}", f"older/{name}")
    ]
    assert sorted(lines) == sorted(expected)
    urls = [x.text for x in etree.parse(outdir / "sitemap.xml").iter("{*}loc")]
    assert {f"{BASE}{name}.html" for name in PAYLOADS} <= set(urls)
    assert all(url.startswith(BASE) for url in urls)
    inventory = InventoryFile.loads((outdir / "objects.inv").read_bytes(), uri=BASE)
    documents = inventory.data["std:doc"]
    for name in PAYLOADS:
        item = documents[f"posts/{name}"]
        assert plain(item.display_name) == plain(title_of(name))
    assert "pwned" not in documents
    assert inventory.data["std:label"]["label"].display_name.startswith("A pwned ")
    search = (outdir / "_static/search/pages.js").read_text("utf-8")
    rows = json.loads(search[search.index("{") : search.rindex(")")])["pages"]
    found = {row[0]: plain(row[1]) for row in rows if row}
    for name in PAYLOADS:
        assert found[f"{name}.html"] == plain(title_of(name))


def test_a_book_is_well_formed_and_says_the_same(hostile_blog: HostileBlog) -> None:
    (path,) = hostile_blog("epub").glob("*.epub")
    headings: set[str] = set()
    with zipfile.ZipFile(path) as book:
        for name in book.namelist():
            if name.endswith((".xhtml", ".opf", ".ncx", ".xml")):
                root = etree.fromstring(book.read(name))
                assert brought(root) == [], name
                found = root.iterfind(".//{http://www.w3.org/1999/xhtml}h1")
                headings |= {plain("".join(x.itertext())) for x in found}
    assert {plain(title_of(name)) for name in PAYLOADS} <= headings


def test_a_preview_shows_mistakes_as_text(hostile_blog: HostileBlog) -> None:
    outdir = hostile_blog("dirhtml")
    payload = plain(PAYLOADS["closing"])
    drafts = texts(page_of(outdir, "index"), "//section[@class='blog-preview']//li")
    assert [x for x in drafts if payload in x]
    for name in ("posts/draft", "posts/broken"):
        notes = texts(
            page_of(outdir, name), "//section[contains(@class, 'blog-preview')]"
        )
        assert [x for x in notes if payload in x], name

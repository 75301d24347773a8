"""Excerpts: rendered once, with links that lead on from every page."""

from __future__ import annotations

import re
from html import escape
from posixpath import normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from bs4 import BeautifulSoup
from hypothesis import assume, given
from hypothesis import strategies as st

from permalink_blog.incremental.excerpts import ExcerptStore, split_links
from site_tools.edits import save
from site_tools.small_blogs import edit, warned

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp

    from conftest import BuildRoot

ROOT = "blog-scaling"
SITE = "https://site.invalid/a/"

NAME = st.text("abcä-é ", min_size=1, max_size=4).map(str.strip).filter(bool)
PATH = st.lists(NAME, min_size=1, max_size=3).map("/".join)
SUFFIX = st.sampled_from(["", "/", ".html", "#anchor", ".html?a=b&c=d", "?q=ü#x"])
INSIDE = st.builds(
    lambda up, path, suffix: "../" * up + path.replace(" ", "%20") + suffix,
    st.integers(0, 2),
    PATH,
    SUFFIX,
)
OUTSIDE = st.sampled_from(
    [
        *("https://example.org/", "http://a.b/c?d=e&f=g#h", "//cdn.example/x.png"),
        *("mailto:a@b.c", "data:image/png;base64,AAAA", "/from/the/root", "tel:1"),
        "//[",
    ]
)
LINK = st.one_of(INSIDE, OUTSIDE, st.just("#here"), st.just(""))
TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co")), max_size=8
)
PIECE = st.one_of(
    TEXT.map(escape),
    st.sampled_from(["&amp;", "&nbsp;", "&#8212;", "<br/>", "a &lt; b"]),
    st.builds('<a href="{}">{}</a>'.format, LINK.map(escape), TEXT.map(escape)),
    st.builds('<img src="{}" alt="{}"/>'.format, LINK.map(escape), TEXT.map(escape)),
)
FRAGMENT = st.lists(PIECE, max_size=6).map(lambda x: f"<p>{''.join(x)}</p>")
URI = st.sampled_from(["page.html", "a/page.html", "a/b/page.html", "a/b/", "", "a/"])


def links(fragment: str) -> list[str]:
    soup = BeautifulSoup(fragment, "html.parser")
    return [str(x.get("href", x.get("src"))) for x in soup.find_all(["a", "img"])]


class Builder:
    """All of a builder that a store asks."""

    def __init__(self, uris: dict[str, str]) -> None:
        self.uris = uris

    def get_target_uri(self, pagename: str) -> str:
        return self.uris[pagename]


def shown(folder: Path, fragment: str, uri: str, other: str) -> str:
    """Give an excerpt of the page at one URI as the page at another shows it."""
    store = ExcerptStore(folder, Builder({"post": uri, "other": other}))  # type: ignore[arg-type]
    store.write("post", {"1": split_links(fragment, uri)}, {})
    found = store.html("post", 1, "other")
    assert found is not None
    return found


def is_above(url: str) -> bool:
    """Say whether a link climbs out of the site, to its neighbours on the host."""
    return url.startswith(urljoin(SITE, "/")) and not url.startswith(
        (SITE, urljoin(SITE, "/from/"))
    )


def target(base: str, link: str) -> str:
    if link.startswith("//["):
        return link
    return unquote(urljoin(SITE + base, link))  # serializers of HTML quote


@given(fragment=FRAGMENT, uri=URI)
def test_text_and_links_by_turns(fragment: str, uri: str) -> None:
    pieces = split_links(fragment, uri)
    assert len(pieces) % 2 == 1
    assert "\ue000" not in "".join(pieces)


@given(fragment=FRAGMENT, uri=URI, other=URI)
def test_links_lead_where_they_led(
    tmp_path_factory: pytest.TempPathFactory, fragment: str, uri: str, other: str
) -> None:
    found = shown(tmp_path_factory.mktemp("excerpts"), fragment, uri, other)
    before = [target(uri, link) for link in links(fragment)]
    assume(not any(map(is_above, before)))
    assert [target(other, link) for link in links(found)] == before


@given(fragment=FRAGMENT, uri=URI)
def test_the_text_stays(
    tmp_path_factory: pytest.TempPathFactory, fragment: str, uri: str
) -> None:
    found = shown(tmp_path_factory.mktemp("excerpts"), fragment, uri, uri)
    text = BeautifulSoup(found, "html.parser").get_text()
    assert text == BeautifulSoup(fragment, "html.parser").get_text()


@given(link=OUTSIDE, uri=URI)
def test_links_out_of_the_site_stay_as_they_are(link: str, uri: str) -> None:
    fragment = f'<p><a href="{escape(link)}">x</a></p>'
    assert split_links(fragment, uri) == [fragment]


@pytest.mark.parametrize(
    ("link", "wanted"),
    [
        ("#here", "../posts/post.html#here"),
        ("other.html", "../posts/other.html"),
        ("../index.html#a&b", "../index.html#a&b"),
        ("../blog/tag.html", "tag.html"),
        ("../blog/list.html", "list.html"),
        ("../_images/dot.png", "../_images/dot.png"),
        ("caf%C3%A9.html", "../posts/caf%C3%A9.html"),
    ],
)
def test_some_links(tmp_path: Path, link: str, wanted: str) -> None:
    fragment = f'<p><a href="{escape(link)}">x</a></p>'
    found = shown(tmp_path, fragment, "posts/post.html", "blog/all.html")
    assert links(found) == [wanted]


@pytest.mark.parametrize("bad", ["\x01", "&#1;", "\ue000", "&#xE000;", "&#57344;"])
def test_characters_that_no_link_has(bad: str) -> None:
    fragment = f'a{bad}b <a href="/x{bad}y">c</a> <a href="z{bad}">d</a>'
    pieces = split_links(fragment, "posts/a.html")
    assert len(pieces) == 3
    assert pieces[1] == "posts/z"
    assert 'href="/xy"' in pieces[0]


def test_what_is_not_there(tmp_path: Path) -> None:
    store = ExcerptStore(tmp_path, Builder({"post": "p", "other": "o"}))  # type: ignore[arg-type]
    assert store.read("post") == {}
    assert store.html("post", 1, "other") is None
    assert store.summary("post", 1) is None
    store.write("post", {"1": ["text"]}, {1: "summary"})
    assert store.html("post", 2, "other") is store.summary("post", 2) is None
    assert store.summary("post", 1) == "summary"
    assert (
        store.html("post", 1, "other") == '<div class="ablog-post-excerpt">text</div>'
    )
    store.write("post", {"1": ["other"]}, {})
    assert "other" in str(store.html("post", 1, "other"))


@pytest.mark.parametrize("content", [b"", b"{", b"\xff"])
def test_a_file_that_is_broken_is_not_there(tmp_path: Path, content: bytes) -> None:
    save(tmp_path / "a/post.json", content)
    store = ExcerptStore(tmp_path, Builder({"other": "o"}))  # type: ignore[arg-type]
    assert store.html("a/post", 1, "other") is None


# -- On pages ------------------------------------------------------------------------

POST = """---
date: 2022-01-01
tags: deep
permalink: {permalink}
---

# New

The excerpt & <b>its</b> [about](../about.md), {{doc}}`a`, [further](#further),
![A dot](dot.png) {{ref}}`there`, [out](https://example.com/?a=b&c=d), a note[^n].

[^n]: The note.

## Further

(there)=

### There

The rest.
"""
PAGES = ["blog", "blog/tag/deep", "blog/2022", "blog/author/me", "blog/page/2"]


def build(
    build_root: BuildRoot, builder: str, permalink: str, **values: str
) -> SphinxTestApp:
    from site_tools.edits import Blog, draw_dot

    app = build_root(ROOT, builder, **values)
    draw_dot(Blog(app.srcdir), "posts/dot.png", 3)
    save(app.srcdir / "posts/new.md", POST.format(permalink=permalink))
    edit(app.srcdir / "posts/e.md", "The excerpt", "The [about](../about.md) excerpt")
    edit(app.srcdir / "posts/c.md", "The excerpt", "The [about](../about.md) excerpt")
    return build_root(ROOT, builder, **values)


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("permalink", ["null", "/new/", "/deep/er/than/others"])
@pytest.mark.parametrize("prefix", ["", "sub/folder/"])
def test_links_of_excerpts_lead_on(
    build_root: BuildRoot, builder: str, permalink: str, prefix: str
) -> None:
    base_url = f"https://example.org/{prefix}"
    urls = {"html_baseurl": base_url, "blog_baseurl": base_url}
    app = build(build_root, builder, permalink, **urls)
    assert not warned(app)
    uri = app.builder.get_target_uri
    found = set()
    for name in PAGES:
        page = BeautifulSoup(
            app.builder.get_output_path(name).read_text("utf-8"),  # type: ignore[attr-defined]
            "lxml",
        )
        excerpts = page.select(".ablog-post-excerpt")
        assert excerpts, name
        for link in [x for e in excerpts for x in links(str(e))]:
            url = urldefrag(urljoin(base_url + uri(name), link))
            found.add((url.url, url.fragment))
            if url.url.startswith(base_url):
                path = normpath(app.outdir / url.url.removeprefix(base_url))
                assert (app.outdir / path).exists(), (name, link)
    here = urljoin(base_url, uri("posts/new"))
    assert {
        (urljoin(base_url, uri("about")), ""),
        (urljoin(base_url, uri("posts/a")), ""),
        (here, "further"),
        (here, "there"),
        (f"{base_url}_images/dot.png", ""),
        ("https://example.com/?a=b&c=d", ""),
    } <= found
    notes = {fragment for url, fragment in found if url == here}
    assert len(notes) == 3, "the footnote is on the post's page"
    assert all(
        f'id="{x}"' in app.builder.get_output_path("posts/new").read_text("utf-8")
        for x in notes
    )  # type: ignore[attr-defined]


def test_no_id_is_there_twice(build_root: BuildRoot) -> None:
    app = build(build_root, "html", "null")
    for name in ("blog", "blog/page/2", "posts/new", "list"):
        page = BeautifulSoup((app.outdir / f"{name}.html").read_text("utf-8"), "lxml")
        body = page.select_one("div.body")
        assert body is not None
        ids = [x["id"] for x in body.select("[id]") if "postcard2" not in str(x.parent)]
        assert len(ids) == len(set(ids)), name


def test_an_excerpt_is_as_ablog_has_it(build_root: BuildRoot) -> None:
    """The same elements as where ABlog renders it, for each page again."""
    app = build(build_root, "html", "null")
    ours = {name: comparable(app, name) for name in PAGES}
    edit(
        app.srcdir / "conf.py",
        '    "permalink_blog.incremental",\n    "permalink_blog.archives",\n',
        "",
    )
    app = build_root(ROOT, blog_page_size=2)
    assert "permalink_blog.incremental" not in app.extensions
    for name in ("blog", "blog/tag/deep", "blog/2022"):
        theirs = comparable(app, name)
        assert len(theirs) >= len(ours[name]) > 0
        for mine, other in zip(ours[name], theirs, strict=False):
            assert mine == other


def test_other_extensions_read_the_text_of_a_page_once(build_root: BuildRoot) -> None:
    """``sphinxext.opengraph`` takes the description from the resolved doctree."""
    app = build_root("agreement")
    page = BeautifulSoup((app.outdir / "first-post.html").read_text("utf-8"), "lxml")
    description = page.select_one('meta[property="og:description"]')
    assert description is not None
    assert str(description["content"]).count("The excerpt with a link") == 1


def comparable(app: SphinxTestApp, name: str) -> list[str]:
    """Give the excerpts of a page, without the box that HTML has no name for."""
    page = (app.outdir / f"{name}.html").read_text("utf-8")
    found = []
    for excerpt in BeautifulSoup(page, "html.parser").select(".ablog-post-excerpt"):
        for paragraph in excerpt.find_all("p"):
            paragraph.unwrap()
        text = " ".join(excerpt.decode_contents().split())
        # ABlog looks for it on the archive itself.
        found.append(re.sub(r'href="[^"]*#further"', "href", text))
    return found

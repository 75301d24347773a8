from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_tools.links import Broken, Site, parse_page, srcset_urls

if TYPE_CHECKING:
    from pathlib import Path

#: Links on ``posts/page.html`` that lead somewhere.
GOOD = [
    "../index.html",
    "../",
    "/",
    "?q=1",
    "#here",
    "#caf%C3%A9",
    "#",
    "#top",
    "page.html#old-style",
    "../dir/",
    "../dir/#inside",
    "../dir/../posts/../index.html",
    "..",
    "../a%20file.txt",
    "../a file.txt",
    "/feed.xml",
    "https://blog.example/posts/page.html#here",
    "https://elsewhere.example/nothing",
    "//elsewhere.example/nothing",
    "mailto:someone@blog.example",
    "data:text/plain,nothing",
    "  ../index.html  ",
    "../index.html#:~:text=some%20words",
]

#: Links on the same page that lead nowhere, and a part of the reason.
BAD = {
    "nothing.html": "no such file: posts/nothing.html",
    "../posts/nothing/": "no such file: posts/nothing/index.html",
    "index.html": "no such file",
    "/posts/": "no such file",
    "#nowhere": "no such anchor in posts/page.html",
    "../index.html#here": "no such anchor in index.html",
    "../dir/#here": "no such anchor in dir/index.html",
    "../dir": "slash",
    "../INDEX.html": "no such file",
    "https://blog.example/nothing.html": "no such file",
    "../a+file.txt": "no such file",
    "../../index.html": "climbs above the site's root",
    "../..": "climbs above the site's root",
    "../a../../../index.html": "climbs above the site's root",
    "./../dir/../../index.html": "climbs above the site's root",
}


def write_site(folder: Path, links: list[str]) -> Site:
    anchors = '<h1 id="here">A</h1><h2 id="café">B</h2><a name="old-style"></a>'
    body = "".join(f'<a href="{link}">x</a>' for link in links)
    for name, text in {
        "posts/page.html": anchors + body,
        "index.html": "<p id='start'>Start</p>",
        "dir/index.html": "<p id='inside'>Inside</p>",
        "a file.txt": "",
        "feed.xml": "",
    }.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Site(folder, "https://blog.example/")


@pytest.mark.parametrize("link", GOOD)
def test_good_links_pass(tmp_path: Path, link: str) -> None:
    assert write_site(tmp_path, [link]).broken() == []


@pytest.mark.parametrize(("link", "why"), BAD.items())
def test_broken_links_are_found(tmp_path: Path, link: str, why: str) -> None:
    [broken] = write_site(tmp_path, [*GOOD, link]).broken()
    assert (broken.page, broken.link) == ("posts/page.html", link)
    assert why in broken.why
    assert str(broken) == f"posts/page.html: {link!r}: {broken.why}"


def test_all_are_told_once_each_and_sorted(tmp_path: Path) -> None:
    site = write_site(tmp_path, ["z.html", "a.html", "z.html"])
    (tmp_path / "index.html").write_text('<img src="no.png">', encoding="utf-8")
    assert [(broken.page, broken.link) for broken in site.broken()] == [
        ("index.html", "no.png"),
        ("posts/page.html", "a.html"),
        ("posts/page.html", "z.html"),
    ]


@pytest.mark.parametrize(
    "element",
    [
        '<a href="x">',
        '<img src="x">',
        '<img srcset="x">',
        '<source srcset="x">',
        '<script src="x"></script>',
        '<link rel="stylesheet" href="x">',
        '<link rel="canonical" href="x">',
        '<link rel="alternate" type="application/atom+xml" href="x">',
        '<form action="x">',
        '<video poster="x">',
        '<object data="x">',
        '<iframe src="x"></iframe>',
        '<meta property="og:image" content="x">',
        '<meta http-equiv="refresh" content="0; url=x">',
        '<svg><image xlink:href="y" href="x"/></svg>',
    ],
)
def test_every_kind_of_link_is_seen(element: str) -> None:
    assert parse_page(element).links == ["x"]


@pytest.mark.parametrize(
    "text",
    [
        '<meta name="description" content="x">',
        "&lt;a href='x'&gt;",
        "<!-- <a href=x> -->",
    ],
)
def test_text_is_no_link(text: str) -> None:
    assert parse_page(text).links == []


def test_a_redirect_is_known() -> None:
    page = parse_page('<meta http-equiv="Refresh" content="0; url=x"><meta name="y">')
    assert page.redirect == "x"
    assert page.links == ["x"]
    assert parse_page('<meta http-equiv="refresh" content="5">').redirect is None


def test_srcset_has_several() -> None:
    assert srcset_urls("a.png 1x, b,c.png 2x,  d.png") == ["a.png", "b,c.png", "d.png"]


def test_links_out_of_the_prefix_are_broken(tmp_path: Path) -> None:
    write_site(tmp_path, ["/feed.xml", "/en/latest/feed.xml", "../../feed.xml"])
    found = Site(tmp_path, "https://blog.example/en/latest/").broken()
    why = "leaves the site, which is below /en/latest/"
    assert found == [
        Broken("posts/page.html", "../../feed.xml", why),
        Broken("posts/page.html", "/feed.xml", why),
    ]


def test_stylesheets_are_read_and_parts_of_the_theme_are_not_pages(
    tmp_path: Path,
) -> None:
    site = write_site(tmp_path, [])
    (tmp_path / "_static").mkdir()
    (tmp_path / "_static" / "macros.html").write_text("<img src='{{ url }}'>")
    (tmp_path / "_static" / "x.css").write_text(
        "a { background: url( 'no.png' ), url(data:image/png,x), url(../feed.xml) }"
    )
    why = "no such file: _static/no.png"
    assert site.broken() == [Broken("_static/x.css", "no.png", why)]

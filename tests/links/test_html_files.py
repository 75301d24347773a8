"""Files beside a post that its raw HTML names are published, wherever its page is."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING
from unicodedata import normalize
from urllib.parse import unquote, urljoin

import pytest
from bs4 import BeautifulSoup

from conftest import snapshot
from permalink_blog.links.addresses import addresses
from site_tools.edits import save
from site_tools.flat_images import flat_png

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp
    from tests.conftest import BuildRoot
    from tests.links.conftest import BuildPage

SCALING = ("permalink_blog.incremental", "permalink_blog.archives")
FILES = (
    "ä b.pdf",
    "100% sure.pdf",
    "日本.png",
    "c#.png",
    "a&b.png",
    "clip.mp4",
    "n.mp3",
)
HTML = {
    '<a href="ä b.pdf#page=2">x</a>': [("ä b.pdf", "#page=2")],
    "Text <a href='100%25%20sure.pdf?x=1&amp;y=2'>x</a>": [
        ("100% sure.pdf", "?x=1&y=2")
    ],
    "<figure>\n<img src=日本.png alt=x>\n</figure>": [("日本.png", "")],
    '<div><img alt="x" src="c#.png"></div>': [("c#.png", "")],
    "<picture>\n<source srcset='c%23.png, ./a&amp;b.png 2x'>\n<img src='日本.png'>\n"
    "</picture>": [("c#.png", ""), ("a&b.png", ""), ("日本.png", "")],
    '<video src="clip.mp4" poster="a&b.png"></video>': [
        ("clip.mp4", ""),
        ("a&b.png", ""),
    ],
    "Text <audio controls><source src='n.mp3'></audio>": [("n.mp3", "")],
    "<p><a href='../talks/x.pdf'>x</a></p>": [("../talks/x.pdf", "")],
}


def content(name: str) -> bytes:
    if name.endswith(".png"):
        return flat_png(30, 20, shade=len(name))
    return f"content of {name}".encode()


def lay_out(srcdir: Path, form: str = "NFC") -> None:
    for name in (*FILES, "../talks/x.pdf"):
        save(srcdir / "texts" / normalize(form, name), content(name))  # type: ignore[arg-type]
    text = "\n\n".join(HTML)
    head = "---\norphan: true\npermalink: /far/away/post\n---\n\n# Post\n\n"
    save(srcdir / "texts/post.md", f"{head}{text}\n")


def page_uri(app: SphinxTestApp, name: str) -> str:
    return app.builder.get_target_uri(name)


def published(app: SphinxTestApp, docname: str, address: str) -> bytes:
    """Return the file at an address on a page, as a browser asks for it."""
    assert "://" not in address
    uri = urljoin(f"/{page_uri(app, docname)}", address)
    path = unquote(uri.partition("#")[0].partition("?")[0])
    return (app.outdir / path.lstrip("/")).read_bytes()


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_files(build_page: BuildPage, srcdir: Path, builder: str, form: str) -> None:
    lay_out(srcdir, form)
    page = build_page("Text", builder).at("texts/post")
    assert page.warnings == []
    html = page.app.builder.get_output_path(page.name).read_text(encoding="utf-8")
    found = [x for x in addresses(html) if "_downloads" in x]
    expected = [file for files in HTML.values() for file in files]
    assert len(found) == len(expected)
    for address, (name, tail) in zip(found, expected, strict=True):
        assert unquote(address).endswith(tail)
        assert published(page.app, page.name, address) == content(name)
    assert all(x.startswith("../") for x in found)


def test_what_is_left_alone(build_page: BuildPage, srcdir: Path) -> None:
    """Pages and documents, addresses of other sites, and what is no file."""
    save(srcdir / "texts/old.html", "<p>A page of an old site</p>")
    save(srcdir / "texts/.hidden.png", content("x.png"))
    save(srcdir / "texts/other.md", "---\norphan: true\n---\n\n# Other\n")
    html = (
        "<div>\n<a href='old.html'>1</a> <a href=other.md>2</a> <a href=.>3</a>\n"
        "<a href='#x'>4</a> <a href='?x'>5</a> <a href='other'>6</a>\n"
        "<a href='v1.2/'>7</a> <a href='https://example.com/a.pdf'>8</a>\n"
        "<a href='mailto:a.pdf'>9</a>\n"
        "<img src='//example.com/a.png'><img src='data:,x'>"
        "<!-- <img src=a.png> -->\n</div>"
    )
    save(srcdir / "texts/post.md", f"---\norphan: true\n---\n\n# Post\n\n{html}\n")
    page = build_page("Text").at("texts/post")
    assert page.warnings == []
    path = page.app.builder.get_output_path("texts/post")
    assert html in path.read_text(encoding="utf-8")
    assert not (page.app.outdir / "_downloads").exists()


def test_what_is_not_published(build_page: BuildPage, srcdir: Path) -> None:
    """Missing, hidden and built files, and those above the source, stay as written.

    There is no warning: a host may have what the source folder does not.
    """
    save(srcdir / "texts/.hidden.png", content("x.png"))
    save(srcdir / "_build/html/secret.pdf", b"x")
    save(srcdir / "old/_build/secret.pdf", b"x")
    save(srcdir / ".git/config", b"x")
    save(srcdir / "feed.xml", "{% for post in site.posts %}")
    html = (
        "<figure>\n<img src='not there.png'>\n</figure>\n\n"
        "<div><a href='gone.pdf'>x</a><a href='../_build/html/secret.pdf'>x</a>"
        "<a href='../old/_build/secret.pdf'>x</a><a href='../.git/config'>x</a>"
        "<img src='.hidden.png'><img src='../../above.png'><a href='../feed.xml'></a>"
        "<a href='../texts'>x</a><a href='..'>x</a></div>\n"
    )
    save(srcdir / "texts/post.md", f"---\norphan: true\n---\n\n# Post\n\n{html}")
    save(srcdir.parent / "above.png", content("x.png"))
    page = build_page("Text", exclude_patterns=["_build", "old"]).at("texts/post")
    assert page.warnings == []
    path = page.app.builder.get_output_path("texts/post")
    assert all(part in path.read_text("utf-8") for part in html.split("\n\n"))
    assert not (page.app.outdir / "_downloads").exists()


def test_what_is_published_already_is_not_copied(
    build_page: BuildPage, srcdir: Path
) -> None:
    save(srcdir / "static/a b.png", content("a.png"))
    save(srcdir / "extra/files/c.pdf", content("c.pdf"))
    html = (
        "<div><img src='../static/a b.png'><a href='../extra/files/c.pdf'>x</a></div>"
    )
    head = "---\norphan: true\npermalink: /far/away/post\n---\n\n# Post\n\n"
    save(srcdir / "texts/post.md", f"{head}{html}\n")
    page = build_page("Text", html_static_path=["static"]).at("texts/post")
    assert page.warnings == []
    image, link = page.body.select("div img, div a[href*=pdf]")
    assert str(image["src"]) == "../../_static/a%20b.png"
    assert str(link["href"]) == "../../files/c.pdf"
    assert not (page.app.outdir / "_downloads").exists()
    later = build_page("Text").at("texts/post")  # the folder is no longer published
    (image,) = later.body.select("div img")
    assert published(later.app, "texts/post", str(image["src"])) == content("a.png")


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_incremental_builds(
    build_page: BuildPage, srcdir: Path, build_root: BuildRoot, builder: str
) -> None:
    lay_out(srcdir)
    build_page("Text", builder)

    def appear() -> None:
        save(srcdir / "texts/new.png", content("new.png"))

    def add_html() -> None:
        post = srcdir / "texts/post.md"
        save(post, post.read_text("utf-8") + "\n<div><img src='new.png'></div>\n")

    edits = (
        add_html,
        appear,
        lambda: save(srcdir / "texts/new.png", content("newer.png")),
        lambda: save(srcdir / "texts/100%25%20sure.pdf", b"as it is written"),
        (srcdir / "texts/new.png").unlink,
        lambda: shutil.rmtree(srcdir / "talks"),
    )
    for edit in edits:
        edit()
        incremental = snapshot(build_page("Text", builder).app.outdir)
        clean = build_root("jekyll-links", builder, force_all=True, freshenv=True)
        assert incremental == snapshot(clean.outdir)


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("without", [(), SCALING])
def test_in_lists_and_feeds(
    build_root: BuildRoot, builder: str, without: tuple[str, ...]
) -> None:
    app = build_root("translated-titles", builder)
    save(app.srcdir / "posts/ä b.pdf", content("ä b.pdf"))
    text = 'Read <a href="ä b.pdf#page=2">the talk</a>.'
    head = "---\ndate: 2020-02-01\ntags: music\npermalink: /far/new\n---\n\n# New\n\n"
    save(app.srcdir / "posts/new.md", f"{head}{text}\n")
    extensions = [name for name in app.config.extensions if name not in without]
    app = build_root("translated-titles", builder, extensions=extensions)
    assert app.warning.getvalue() == ""
    for name in ("posts/new", "blog", "blog/tag/music", "blog/2020"):
        path = app.builder.get_output_path(name)
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")
        (link,) = soup.select("a[href*=pdf]")
        assert str(link["href"]).endswith("/%C3%A4%20b.pdf#page=2")
        assert published(app, name, str(link["href"])) == content("ä b.pdf")
    feed = BeautifulSoup((app.outdir / "blog/atom.xml").read_text("utf-8"), "xml")
    entry = next(x for x in feed.select("entry") if x.title.text == "New")
    found = BeautifulSoup(entry.content.text, "lxml").select_one("a[href*=pdf]")
    assert found
    base = "https://example.org/"
    assert str(found["href"]).startswith(f"{base}_downloads/")
    path = str(found["href"]).removeprefix(base)
    assert published(app, "index", f"/{path}") == content("ä b.pdf")

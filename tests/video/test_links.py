"""Outputs that are no pages have a link to each video, without a warning."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
import requests
from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot

#: Title and address of some videos of the roots.
ANY_WAY = "https://www.youtube.com/watch?v=any_way-02&list=PL9&t=43s"
PASTED = {
    ("Video: Plain", "https://www.youtube.com/watch?v=plain01"),
    ('R&D, "live"', ANY_WAY),
    ("Video: Vimeo", "https://vimeo.com/303/abc"),
    ("Video: Playlist", "https://www.youtube.com/playlist?list=PL404"),
    ("Video: Wrapped", "https://www.youtube.com/watch?v=centred06"),
}
WRITTEN = {
    ("Video: Talks", "https://www.youtube.com/watch?v=written01&t=43s"),
    ("Video: Talks", "https://vimeo.com/202"),
    ("Video: Pasted", "https://www.youtube.com/watch?v=written01&t=43s"),
}
ROOTS = [("video-iframes", PASTED), ("video-directives", WRITTEN)]
BUILDERS = ["latex", "epub", "text", "man", "texinfo", "xml", "pseudoxml", "gettext"]


def book_page(outdir: Path) -> BeautifulSoup:
    (book,) = outdir.glob("*.epub")
    with zipfile.ZipFile(book) as archive:
        return BeautifulSoup(archive.read("index.xhtml"), "html.parser")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def get(*args: Any, **kwargs: Any) -> NoReturn:
        pytest.fail(f"a build asked the network for {args}")

    monkeypatch.setattr(requests, "get", get)


@pytest.mark.parametrize("root", ["video-iframes", "video-directives"])
@pytest.mark.parametrize("builder", BUILDERS)
def test_builds_without_a_warning(
    build_root: BuildRoot, builder: str, root: str
) -> None:
    app = build_root(root, builder)
    assert app.warning.getvalue() == ""


@pytest.mark.parametrize(("root", "links"), ROOTS)
def test_text(build_root: BuildRoot, root: str, links: set[tuple[str, str]]) -> None:
    text = (build_root(root, "text").outdir / "index.txt").read_text()
    text = " ".join(text.split())
    for title, url in links:
        assert f"{title} ({url})" in text


@pytest.mark.parametrize("show_urls", [False, True])
def test_manual_page(build_root: BuildRoot, *, show_urls: bool) -> None:
    app = build_root("video-iframes", "man", man_show_urls=show_urls)
    assert app.warning.getvalue() == ""
    (manual,) = app.outdir.glob("*.1")
    # Without what the writer puts in: break points, brackets, links of a terminal.
    text = re.sub(r"\\X'[^']*'|\\[:%]|\\f.|[<>]", "", manual.read_text())
    for title, url in PASTED - {('R&D, "live"', ANY_WAY)}:
        assert f"{title} ({url})" in text


@pytest.mark.parametrize(("root", "links"), ROOTS)
def test_latex(build_root: BuildRoot, root: str, links: set[tuple[str, str]]) -> None:
    app = build_root(root, "latex")
    (source,) = app.outdir.glob("*.tex")
    text = re.sub(r"\\([&_])", r"\1", source.read_text())
    for _title, url in links:
        assert f"\\sphinxhref{{{url}}}{{" in text
    assert "sphinxcontribyoutube" not in text  # the library's own macro


@pytest.mark.parametrize(("root", "links"), ROOTS)
def test_epub(build_root: BuildRoot, root: str, links: set[tuple[str, str]]) -> None:
    html = book_page(build_root(root, "epub").outdir)
    found = {(link.get_text(), link["href"]) for link in html.select(".video-link a")}
    assert found >= links
    assert not html.select("iframe.video-embed")


def test_a_link_in_a_raw_paragraph_is_no_paragraph(build_root: BuildRoot) -> None:
    app = build_root("video-iframes", "epub")
    # Some readers take style sheets as a whole or not at all.
    assert "video-embeds" not in (app.outdir / "index.xhtml").read_text("utf-8")
    html = book_page(app.outdir)
    wrapped = [link["href"] for link in html.select("p[align] > span a")]
    assert wrapped == ["https://www.youtube.com/watch?v=centred06"]
    assert not html.select("p p")


def test_ids_are_kept(build_root: BuildRoot) -> None:
    html = book_page(build_root("video-directives", "epub").outdir)
    link = html.select_one("#written a")
    assert link["href"] == "https://www.youtube.com/watch?v=written01&t=43s"


@pytest.mark.parametrize("builder", ["text", "latex", "epub"])
def test_builders_share_the_environment(build_root: BuildRoot, builder: str) -> None:
    """A link is made for one builder: the stored document still has the video."""
    build_root("video-iframes", builder)
    app = build_root("video-iframes", "html")
    assert "0 added, 0 changed, 0 removed" in app.status.getvalue()
    html = (app.outdir / "index.html").read_text()
    assert html.count('<iframe class="video-embed') == 14


@pytest.mark.parametrize("builder", ["json", "pickle", "qthelp", "htmlhelp", "devhelp"])
def test_relatives_of_html(build_root: BuildRoot, builder: str) -> None:
    app = build_root(
        "video-iframes",
        builder,
        extensions=[
            *("myst_parser", "permalink_blog.video", "sphinxcontrib.serializinghtml"),
            *(
                "sphinxcontrib.qthelp",
                "sphinxcontrib.htmlhelp",
                "sphinxcontrib.devhelp",
            ),
        ],
    )
    assert app.warning.getvalue() == ""
    (page,) = (path for path in app.outdir.glob("index.*") if path.stat().st_size > 999)
    has_players = b"nocookie" in page.read_bytes()
    assert has_players is (builder in {"json", "pickle"})
    assert b"watch?v=plain01" in page.read_bytes()  # a facade's link, or only that

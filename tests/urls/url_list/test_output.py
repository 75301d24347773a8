"""Which URLs a built site answers, and which it publishes."""

from __future__ import annotations

import os
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from posixpath import splitext
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.core.errors import InvalidPermalinkError
from permalink_blog.urls.paths import Layout, locate, parse_permalink
from permalink_blog.urls.pattern import PostValues
from permalink_blog.urls.record import BuildRecord
from permalink_blog.urls.url_list.file import NotAPathError, parse_path, place
from permalink_blog.urls.url_list.output import (
    OutputFolderPages,
    answering_files,
    is_spelling,
    pages_in,
    read_head,
    url_path,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import BuildRoot

ROOT = "published-urls"
SEGMENTS = st.text("abZ09.-_~é字 &'%$", min_size=1, max_size=6).filter(
    lambda segment: segment not in {".", ".."}
)
FILES = st.lists(SEGMENTS, min_size=1, max_size=4).map("/".join)
PATHS = st.builds(
    lambda stem, end: quote(f"/{stem}{end}"),
    FILES,
    st.sampled_from(["", "/", ".html", "/index.html", ".txt"]),
)


def output_of(*files: str) -> OutputFolderPages:
    return OutputFolderPages(Path("nowhere"), frozenset(files), BuildRecord())


@pytest.mark.parametrize(
    ("path", "file", "answered"),
    [
        ("/x", "x", True),
        ("/x", "x.html", True),
        ("/x", "x/index.html", True),
        ("/x", "X.html", False),
        ("/x/", "x/index.html", True),
        ("/x/", "x.html", False),
        ("/x/", "x", False),
        ("/x.html", "x.html", True),
        ("/x.html", "x", False),
        ("/x.html", "x/index.html", False),
        ("/x.html", "x.html/index.html", False),
        ("/x.HTML", "x.html", False),
        ("/x/index.html", "x/index.html", True),
        ("/x/index.html", "x.html", False),
        ("/", "index.html", True),
        ("/index.html", "index.html", True),
        ("/v1.2", "v1.2", True),
        ("/v1.2", "v1.2.html", True),
        ("/feed.xml", "feed.xml", True),
        ("/caf%C3%A9", "café.html", True),
        ("/cafe%CC%81", "café.html", False),
        ("/100%25", "100%.html", True),
        ("/a%20b", "a b.html", True),
        ("/a/b", "a/b.html", True),
        ("/a/b", "b.html", False),
    ],
)
def test_answers(path: str, file: str, *, answered: bool) -> None:
    assert output_of(file).answers(path) is answered


@given(FILES)
def test_the_url_of_a_file_is_answered_by_it(file: str) -> None:
    path = url_path(file)
    assert answering_files(path)[0] == file
    assert parse_path(path) == path
    assert not path.endswith("/index.html")


@pytest.mark.parametrize("file", ["a\\b.html", "a\x01.html", os.fsdecode(b"\xe9.html")])
def test_a_file_that_has_no_url(file: str) -> None:
    with pytest.raises(NotAPathError):
        url_path(file)


@given(PATHS, st.booleans())
def test_what_redirect_from_makes_answers_the_path(path: str, folders: bool) -> None:
    path = parse_path(path)
    try:
        permalink = parse_permalink(path, PostValues())
    except InvalidPermalinkError:
        return
    if ".." in path or "./" in path or "%" in splitext(path)[1]:
        return  # Jekyll makes something else of these
    assert locate(permalink, Layout(folders=folders)).file in answering_files(path)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A web server that knows folders and files, and no suffixes."""
    folder = tmp_path_factory.mktemp("served")
    handler = partial(Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield folder, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def status(url: str) -> int:
    try:
        with urlopen(url, timeout=10) as answer:
            return answer.status
    except HTTPError as error:
        return error.code


def test_a_web_server_answers_no_less(server: tuple[Path, str]) -> None:
    folder, url = server
    files = ["index.html", "a.html", "b/index.html", "b/c.html", "é x/100%.html", "t"]
    for file in files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text("x")
    output = OutputFolderPages.of(folder)
    assert output.files == set(files)
    own = {url_path(file) for file in files}
    asked = [*own, "/a.html/", "/A.html", "/b", "/b/index.html", "/b.html", "/c", "/t/"]
    for path in asked:
        served = status(url + path) == 200
        assert output.answers(path) is served, path
    assert all(map(output.answers, own))


def test_read_head() -> None:
    head = read_head(
        "<head><META NAME=Robots content='NoIndex, follow'>"
        '<link rel="alternate" type="application/atom+xml" href="../atom.xml">'
        '<link rel="alternate" hreflang="de" href="/de/">'
        "<meta http-equiv='refresh' content=\"0; url='a?b&amp;c'\"></head>"
        '<meta http-equiv="refresh" content="0; url=never">'
    )
    assert head.noindex
    assert head.feeds == ["../atom.xml"]
    assert head.redirect == "a?b&c"
    assert read_head("no page") == read_head("")


@pytest.mark.parametrize(
    ("file", "target", "itself"),
    [
        ("x/index.html", "../x.html", True),
        ("x.html", "x/", True),
        ("x.html", "x/?a#b", False),
        ("a/x.html", "/a/x/", True),
        ("old.html", "x.html", False),
        ("x.html", "", False),
        ("x.html", "https://example.com/x.html", False),
    ],
)
def test_is_spelling(file: str, target: str, *, itself: bool) -> None:
    assert is_spelling(file, target) is itself


PUBLISHED = {
    "html": {
        *("/", "/about/", "/summer-2018.html", "/posts/winter.html", "/old/summer/"),
        *("/blog.html", "/blog/archive.html", "/blog/2018.html", "/blog/tag.html"),
        *("/blog/tag/python.html", "/blog/atom.xml"),
    },
    "dirhtml": {
        *("/", "/about/", "/summer-2018/", "/posts/winter/", "/old/summer/"),
        *("/blog/", "/blog/archive/", "/blog/2018/", "/blog/tag/"),
        *("/blog/tag/python/", "/blog/atom.xml"),
    },
}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("base_url", ["https://example.org/blog/", ""])
@pytest.mark.parametrize("spellings", [True, False])
def test_published(
    build_root: BuildRoot, builder: str, base_url: str, *, spellings: bool
) -> None:
    app = build_root(
        ROOT,
        builder,
        html_baseurl=base_url,
        permalink_spellings=spellings,
        permalink_redirects={"/away": "https://example.com/summer-2018/"},
        suppress_warnings=["toc.not_included"],
    )
    assert app.warning.getvalue() == ""
    output = OutputFolderPages.of(app.outdir)
    expected = {*PUBLISHED[builder], "/away/" if builder == "dirhtml" else "/away.html"}
    assert output.published() == expected
    assert all(map(output.answers, expected))


def test_a_draft_is_told_by_noindex_too(build_root: BuildRoot) -> None:
    app = build_root(ROOT, html_baseurl="", suppress_warnings=["toc.not_included"])
    page = app.outdir / "posts/draft.html"
    text = page.read_text("utf-8")
    page.write_text(
        text.replace("<head>", '<head><meta name="robots" content="noindex">'), "utf-8"
    )
    assert OutputFolderPages.of(app.outdir).published() == PUBLISHED["html"]


def test_links_without_suffix(build_root: BuildRoot) -> None:
    app = build_root(ROOT, html_link_suffix="", suppress_warnings=["toc.not_included"])
    published = OutputFolderPages.of(app.outdir).published()
    with_suffix = {"/index.html", "/summer-2018.html", "/blog/tag/python.html"}
    assert {"/", "/index", "/about/", "/summer-2018", "/blog/tag/python"} <= published
    assert with_suffix.isdisjoint(published)
    assert not any("draft" in path for path in published)


def test_pages_in_any_site(build_root: BuildRoot, tmp_path: Path) -> None:
    app = build_root(ROOT, suppress_warnings=["toc.not_included"])
    (app.outdir / "404.html").write_text("Not found")
    (app.outdir / "by-hand").mkdir()
    (app.outdir / "by-hand/index.html").write_text("<p>Hello")
    pages = set(map(url_path, pages_in(app.outdir)))
    assert pages == {
        *PUBLISHED["html"] - {"/blog/atom.xml"},
        *("/by-hand/", "/posts/draft.html", "/blog/drafts.html"),
        *("/search.html", "/genindex.html"),
    }
    assert list(pages_in(tmp_path / "absent")) == []


def test_place_is_what_answers() -> None:
    assert answering_files("/a/index.html") == answering_files("/a/")
    assert place("/a/index.html") == "/a/"

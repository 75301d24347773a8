from __future__ import annotations

from posixpath import normpath
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.core.errors import InvalidPermalinkError
from permalink_blog.urls.paths import (
    Layout,
    Location,
    Permalink,
    collision_key,
    file_of_name,
    locate,
    parse_permalink,
    relative_to,
)
from permalink_blog.urls.pattern import PostValues

POST = PostValues(slug="v1.2", name="v1.2", path="posts/v1.2")


def html(text: str, **suffixes: str) -> Location:
    return locate(parse_permalink(text, POST), Layout(**suffixes))


def dirhtml(text: str) -> Location:
    return locate(parse_permalink(text, POST), Layout(folders=True))


@pytest.mark.parametrize(
    ("text", "file", "folder"),
    [
        ("summer-2018", "summer-2018.html", "summer-2018/index.html"),
        ("/summer-2018", "summer-2018.html", "summer-2018/index.html"),
        ("/about/", "about/index.html", "about/index.html"),
        ("/a/b.html", "a/b.html", "a/b.html"),
        ("/a/b.txt", "a/b.txt", "a/b.txt"),
        ("v1.2", "v1.2", "v1.2"),
        ("/:title", "v1.2.html", "v1.2/index.html"),
        ("/:title:output_ext", "v1.2.html", "v1.2.html"),
        ("/:title.txt", "v1.2.txt", "v1.2.txt"),
        ("/.hidden", ".hidden.html", ".hidden/index.html"),
        ("/", "index.html", "index.html"),
        ("x/index.html", "x/index.html", "x/index.html"),
        ("//a//b//", "a/b/index.html", "a/b/index.html"),
        ("/a/../b/", "a/b/index.html", "a/b/index.html"),
        ("./a", "a.html", "a/index.html"),
        ("%2Fa%2F%2Fb", "a/b.html", "a/b/index.html"),
        ("/v1.2%2F", "v1.2/index.html", "v1.2/index.html"),
        ("/a/b/../../c", "a/b/c.html", "a/b/c/index.html"),
        ("/a..txt", "a/txt.txt", "a/txt.txt"),
        ("/a:output_ext/b.txt", "a.txt/b.txt", "a.txt/b.txt"),
        ("/:title.:name", "v1.2.v1-2", "v1.2.v1-2"),
        ("/a\u3000X", "a\u3000X.html", "a\u3000X/index.html"),
    ],
)
def test_file(text: str, file: str, folder: str) -> None:
    assert html(text).file == file
    assert dirhtml(text).file == folder


@pytest.mark.parametrize(
    ("style", "file"),  # as Jekyll answers
    [
        ("/:title.txt", "v1.2.txt.html"),
        ("/:title/v1.2", "v1.2/v1.2.html"),
        ("/x/:title.html", "x/v1.2.html"),
        ("/:title:output_ext", "v1.2.html"),
    ],
)
def test_only_html_is_a_style_s_own_suffix(style: str, file: str) -> None:
    permalink = parse_permalink(style, POST, is_style=True)
    assert locate(permalink, Layout()).file == file


@pytest.mark.parametrize(
    ("text", "uri", "folder"),
    [
        ("a b", "a%20b.html", "a%20b/"),
        ("/café/", "caf%C3%A9/", "caf%C3%A9/"),
        ("/caf%C3%A9/", "caf%C3%A9/", "caf%C3%A9/"),
        ("/%7Euser/", "~user/", "~user/"),
        ("/C++/notes", "C++/notes.html", "C++/notes/"),
        ("/c%23/", "c%23/", "c%23/"),
        ("/100%/", "100%25/", "100%25/"),
        ("/", "", ""),
        ("/it's&more/", "it%27s%26more/", "it%27s%26more/"),
    ],
)
def test_uri(text: str, uri: str, folder: str) -> None:
    assert html(text).uri == uri
    assert dirhtml(text).uri == folder


def test_suffixes_are_the_sites() -> None:
    assert html("a", file_suffix=".htm", link_suffix="") == Location("a.htm", "a")
    assert html("a/", file_suffix=".htm", link_suffix="") == Location(
        "a/index.htm", "a/"
    )
    assert html("a.html", file_suffix=".htm", link_suffix="").uri == "a.html"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        ("https://example.org/a", "absolute URL"),
        ("/what?x=1/", r"has a '\?'"),
        ("/frag#ment/", "has a '#'"),
        ("/a\\b/", "backslash"),
        ("/a\x00b/", r"U\+0000"),
        ("/a\nb/", r"U\+000A"),
        ("/a%0Ab/", r"U\+000A"),
        ("/a%5Cb/", "backslash"),
        ("/:nonsense/", "unknown placeholder"),
        ("../../escape", "leads outside"),
        ("/a/../../b", "leads outside"),
        ("/a\ud800b/", r"U\+D800"),
        ("/a\u2028b/", r"U\+2028"),
        ("/a\u2029b/", r"U\+2029"),
        ("/a/../../b/c", "leads outside"),
        ("/./../b", "leads outside"),
        ("/%2e%2e/b", r"the part '\.\.'; remove it"),
        ("/a/%2E/b", r"the part '\.'; remove it"),
        ("/%ff/", "not UTF-8"),
        ("/CON/", "Windows device"),
        ("/con.txt", "Windows device"),
        ("/a/lpt1", "Windows device"),
        ("/a./b", "ends with a dot"),
        ("/a", None),
        ("/a /b", "ends with a dot or a space"),
        ("/a%20/b", "ends with a dot or a space"),
        ("/a/b%20", "ends with a dot or a space"),
        ("/10:30/", "not every file system"),
        ("/a*b/", "not every file system"),
        ("/X*b/", r"a '\*', which not every file system"),
        ("/" + "a" * 251 + ".html", "256 bytes"),
        ("/" + "é" * 126, "257 bytes"),
    ],
)
def test_refused(text: str, reason: str | None) -> None:
    if reason is None:
        assert html(text)
        return
    with pytest.raises(InvalidPermalinkError, match=reason) as caught:
        html(text)
    assert caught.value.remedy


@pytest.mark.parametrize("text", ["/" + "a" * 250, "/" + "/".join(["a" * 200] * 3)])
def test_a_name_may_have_255_bytes_and_a_path_more(text: str) -> None:
    assert html(text).file == f"{text[1:]}.html"


@given(st.text() | st.from_regex(r"(/|\.|%2[eEfF]|:title|:year|[a-z%]){1,8}/?"))
def test_a_file_never_leaves_the_output_folder(text: str) -> None:
    for place in (html, dirhtml):
        try:
            location = place(text)
        except InvalidPermalinkError:
            continue
        assert normpath(location.file) == location.file
        assert location.file.split("/")[0] not in {"", ".."}
        assert all(len(part.encode()) <= 255 for part in location.file.split("/"))
        assert unquote(location.uri) in {
            location.file,
            location.file.removesuffix("index.html"),
        }
        assert location.uri.isascii()


def test_what_some_host_takes_for_the_same_collides() -> None:
    keys = {collision_key(path) for path in ("Café/A", "cafe\u0301/a", "caf%C3%A9/a")}
    assert len(keys) == 1
    assert len({collision_key(path) for path in ("a", "A", "%61", "%41")}) == 1


@pytest.mark.parametrize(
    ("name", "file", "folder"),  # as Sphinx's two builders do
    [
        ("index", "index.html", "index.html"),
        ("a/index", "a/index.html", "a/index.html"),
        ("index/a", "index/a.html", "index/a/index.html"),
        ("a-index", "a-index.html", "a-index/index.html"),
        ("a/b", "a/b.html", "a/b/index.html"),
        ("a b", None, None),
        ("../a", None, None),
    ],
)
def test_file_of_a_page_without_a_permalink(
    name: str, file: str | None, folder: str | None
) -> None:
    assert file_of_name(name, Layout()) == file
    assert file_of_name(name, Layout(folders=True)) == folder
    assert file_of_name(name, Layout(file_suffix="/x.html")) is None


@pytest.mark.parametrize(
    ("path", "relative"),
    [
        ("/out/a/b.html", "a/b.html"),
        ("/out/a/../b.html", "b.html"),
        ("/out/../b.html", None),
        ("/elsewhere", None),
    ],
)
def test_relative_to(path: str, relative: str | None) -> None:
    assert relative_to(path, "/out") == relative


def test_a_permalink_is_a_value() -> None:
    assert parse_permalink("a.txt", POST) == Permalink("a.txt", literal=True)

"""The list's text."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.urls.url_list.file import (
    HEADER,
    ListedUrl,
    NotAPathError,
    add_paths,
    parse_path,
    place,
    read_url_list,
)

SEGMENTS = st.text("abZ09.-_~é字 &':%$#?+", min_size=1, max_size=6).filter(
    lambda segment: segment not in {".", ".."}
)
PATHS = st.lists(SEGMENTS, max_size=4).map(lambda parts: quote("/" + "/".join(parts)))
COMMENTS = st.text("ab# \t/\x0c\u2028", max_size=8).map(lambda text: f"#{text}")
URL_LISTS = st.lists(st.one_of(PATHS, COMMENTS, st.just("")), max_size=12)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("/", "/"),
        ("/summer-2018.html", "/summer-2018.html"),
        ("/caf%C3%A9/", "/caf%C3%A9/"),
        ("/caf%c3%a9/", "/caf%C3%A9/"),
        ("/café/", "/caf%C3%A9/"),
        ("/a b", "/a%20b"),
        ("/a//b///c", "/a/b/c"),
        ("/a%2Fb", "/a/b"),
        ("/what%3F", "/what%3F"),
        ("/100%25", "/100%25"),
        ("/a:b", "/a%3Ab"),
        ("/%7Eowner/", "/~owner/"),
        ("/v1.2..3", "/v1.2..3"),
    ],
)
def test_parse_path(text: str, path: str) -> None:
    assert parse_path(text) == path


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "begin it with /"),
        ("about/", "begin it with /"),
        ("https://example.org/about/", "begin it with /"),
        ("//example.org/about/", "a host"),
        ("/?p=123", "query"),
        ("/about#us", "fragment"),
        ("/100%", "write %25"),
        ("/%zz", "write %25"),
        ("/caf%E9/", "not UTF-8"),
        ("/a/../b", ". and .."),
        ("/%2e%2e/b", ". and .."),
        ("/./b", ". and .."),
        ("/a\tb", "U+0009"),
        ("/a%00b", "U+0000"),
        ("/a\\b", "U+005C"),
        ("/a%5Cb", "U+005C"),
        ("/a\u2028b", "U+2028"),
    ],
)
def test_what_is_no_path(text: str, reason: str) -> None:
    with pytest.raises(NotAPathError) as caught:
        parse_path(text)
    assert reason in str(caught.value)


@given(st.text().map(lambda text: f"/{text}"))
def test_a_path_is_text_of_one_line_and_stays_what_it_is(text: str) -> None:
    try:
        path = parse_path(text)
    except NotAPathError:
        return
    assert path.isascii()
    assert path.startswith("/")
    assert not set(path) & set(" #?\t\r\n\\:")
    assert "//" not in path
    assert parse_path(path) == path
    assert read_url_list(f"{path} # why", "x")[0] == [ListedUrl(path, 1)]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("/x/", "/x/index.html", True),
        ("/", "/index.html", True),
        ("/caf%C3%A9", "/café", True),
        ("/x", "/x.html", False),
        ("/x", "/x/", False),
        ("/x.html", "/X.html", False),
        ("/x-index.html", "/x-", False),
    ],
)
def test_place(one: str, other: str, *, same: bool) -> None:
    assert (place(one) == place(other)) is same


def test_read() -> None:
    text = "# Ours\n\n/a.html\n  /b/   # from 2009\n\nc.html\n/d#e\n<<<<<<< HEAD\n"
    entries, unusable = read_url_list(text, "urls.txt")
    assert entries == [ListedUrl("/a.html", 3), ListedUrl("/b/", 4)]
    assert [(x.where, x.text) for x in unusable] == [
        ("urls.txt:6", "c.html"),
        ("urls.txt:7", "/d#e"),
        ("urls.txt:8", "<<<<<<< HEAD"),
    ]
    assert str(unusable[0]) == ("urls.txt:6: 'c.html' is not a path: begin it with /")


def test_a_new_list_says_what_it_is() -> None:
    assert add_paths("", ["/b", "/a"]) == f"{HEADER}\n/a\n/b\n"
    assert all(line.startswith("# ") for line in HEADER.splitlines())


def test_comments_stay_where_they_are() -> None:
    text = "# Top\n# of the file\n/b\n\n# Talks\n/talks/a # 2009\n/talks/c\n# End\n"
    assert add_paths(text, ["/a", "/c", "/talks/b", "/z"]) == (
        "# Top\n# of the file\n/a\n/b\n/c\n\n# Talks\n/talks/a # 2009\n/talks/b\n"
        "/talks/c\n/z\n# End\n"
    )


def test_an_unsorted_list_is_sorted_with_its_comments() -> None:
    text = "# Top\n\n# about c\n/c\n# about a\n/a\nnonsense\n"
    assert add_paths(text, ["/b"]) == (
        "# Top\n\n# about a\n/a\n/b\n# about c\n/c\nnonsense\n"
    )


def test_ends_of_lines_stay() -> None:
    assert add_paths("# x\r\n/b\r\n", ["/a"]) == "# x\r\n/a\r\n/b\r\n"
    assert add_paths("/b", ["/a"]) == "/a\n/b\n"
    assert add_paths("# a\x0cb\u2028c\n/b\n", ["/a"]) == "# a\x0cb\u2028c\n/a\n/b\n"


@given(URL_LISTS, st.sets(PATHS))
def test_nothing_is_ever_lost(lines: list[str], paths: set[str]) -> None:
    text = "".join(f"{line}\n" for line in lines)
    new = {parse_path(path) for path in paths}
    result = add_paths(text, sorted(new))
    was = text or f"{HEADER}\n"
    assert sorted(result.split("\n")) == sorted([*was.split("\n"), *new])
    before, after = read_url_list(text, "")[0], read_url_list(result, "")[0]
    assert sorted(e.path for e in after) == sorted([*(e.path for e in before), *new])
    assert [e.path for e in after] == sorted(e.path for e in after)
    assert add_paths(result, []) == result

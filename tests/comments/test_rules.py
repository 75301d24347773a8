"""Which discussion belongs to a page, and which pages have comments."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.comments.giscus import LANGUAGES, giscus_language, path_term
from permalink_blog.comments.pages import has_comments, read_comment_settings


@pytest.mark.parametrize(
    ("uris", "term"),
    [
        (["summer", "summer/", "summer.html", "summer/index.html"], "summer"),
        (["2018/08/summer.html", "2018/08/summer/"], "2018/08/summer"),
        (["Caf%C3%A9.html", "Cafe%CC%81/", "Café"], "Café"),
        (["", "index.html", "index"], "index"),
        (["v1.2", "v1.2.html"], "v1.2"),
        (["reindex.html"], "reindex"),
        (["a%2Bb.htm"], "a+b"),
    ],
)
def test_all_spellings_of_a_url_have_one_discussion(uris: list[str], term: str) -> None:
    assert {path_term(uri) for uri in uris} == {term}


def test_a_suffix_of_the_builder_is_none_of_the_page() -> None:
    assert path_term("summer.xhtml", ".xhtml") == "summer"
    assert path_term("summer.html", "") == "summer"


def as_giscus(pathname: str) -> str:
    """The mapping "pathname" of giscus, by its client."""
    return re.sub(r"\.\w+$", "", pathname[1:]) if len(pathname) > 1 else "index"


@given(st.lists(st.from_regex(r"[a-zA-Z0-9_-]{1,8}", fullmatch=True), min_size=1))
def test_it_is_what_giscus_makes_of_a_file_at_the_root(segments: list[str]) -> None:
    path = "/".join(segments) + ".html"
    if segments[-1] != "index":
        assert path_term(quote(path)) == as_giscus(f"/{path}")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "en"),
        ("de", "de"),
        ("de_AT", "de"),
        ("ja", "ja"),
        ("pt_BR", "pt"),
        ("zh_CN", "zh-CN"),
        ("zh_TW", "zh-TW"),
        ("zh_SG", "zh-CN"),
        ("el", "gr"),
        ("ta", "en"),
        (None, "en"),
    ],
)
def test_language(language: str | None, expected: str) -> None:
    assert giscus_language(language) == expected


@given(st.text(max_size=8))
def test_giscus_speaks_it(language: str) -> None:
    assert giscus_language(language) in LANGUAGES


@pytest.mark.parametrize(
    ("front_matter", "shown", "term"),
    [
        ({}, None, ""),
        ({"comments": "True"}, True, ""),
        ({"comments": "no"}, False, ""),
        ({"comments": "0"}, False, ""),
        ({"comments": "n"}, False, ""),
        ({"comments": "Y"}, True, ""),
        ({"comments": "null", "comments_term": "null"}, None, ""),
        ({"comments": "", "comments_term": " "}, None, ""),
        ({"comments_term": " 2018/08/summer/ "}, None, "2018/08/summer/"),
        ({"comments_term": "2018"}, None, "2018"),
    ],
)
def test_front_matter(
    front_matter: dict[str, str], shown: bool | None, term: str
) -> None:
    chosen = read_comment_settings(front_matter)
    assert (chosen.shown, chosen.term, chosen.problems) == (shown, term, ())


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("comments", "maybe"),
        ("comments", '["on"]'),
        ("comments_term", '["a", "b"]'),
        ("comments_term", '{"a": "b"}'),
        ("comments_term", "True"),
    ],
)
def test_front_matter_that_is_not_understood(key: str, value: str) -> None:
    chosen = read_comment_settings({key: value})
    assert (chosen.shown, chosen.term) == (None, "")
    [(found, text, _expected)] = chosen.problems
    assert (found, text) == (key, value)


@pytest.mark.parametrize("shown", [None, True, False])
def test_pages_with_comments(shown: bool | None) -> None:
    chosen = read_comment_settings({} if shown is None else {"comments": str(shown)})
    page = {"is_post": False, "is_draft": False, "is_closed": False}
    assert has_comments(chosen, **page) is (shown is True)
    assert has_comments(chosen, **{**page, "is_post": True}) is (shown is not False)
    for state in ("is_draft", "is_closed"):
        assert not has_comments(chosen, **{**page, "is_post": True, state: True})

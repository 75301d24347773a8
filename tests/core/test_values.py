from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from permalink_blog.core.values import (
    clean,
    decode,
    flatten,
    labels,
    scalar_text,
    split_commas,
    split_words,
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("null", None),
        ("True", True),
        ("False", False),
        ("2018", "2018"),
        (' ["a", 1] ', ["a", 1]),
        ('{"name": "Jo"}', {"name": "Jo"}),
        ("[draft] my title", "[draft] my title"),
        ("{not json", "{not json"),
        ("true story", "true story"),
    ],
)
def test_decode(text: str, value: object) -> None:
    assert decode(text) == value


@given(st.lists(JSON) | st.dictionaries(st.text(), JSON))
def test_decode_reads_what_myst_writes(value: object) -> None:
    assert decode(json.dumps(value)) == value


def test_decode_survives_depth() -> None:
    text = "[" * 100_000
    assert decode(text) == text


def test_flatten_survives_depth() -> None:
    value: list[object] = ["leaf"]
    for _ in range(100_000):
        value = [value]
    assert list(flatten(value)) == ["leaf"]  # type: ignore[arg-type]


@given(st.text())
def test_clean_text_can_be_xml(text: str) -> None:
    etree.Element("title").text = clean(text)
    assert clean(clean(text)) == clean(text)


def test_clean_text_is_one_line_with_all_that_can_be_seen() -> None:
    assert clean("a\x00b\ufffec") == "abc"
    assert clean(" \u00a0a \n b\t") == "\u00a0a b"
    assert clean("X marks X") == "X marks X"


def test_scalars_are_written_as_in_yaml() -> None:
    assert [scalar_text(x) for x in (True, False, 3, 1.5)] == [
        "true",
        "false",
        "3",
        "1.5",
    ]


def test_a_no_break_space_separates_nothing() -> None:
    assert labels("a\u00a0b c", split_words) == ("a\u00a0b", "c")


def test_false_is_no_label() -> None:
    assert labels(False) == ()
    assert labels([False]) == ("false",)


@given(st.text())
def test_words(text: str) -> None:
    found = labels(text, split_words)
    assert len(set(found)) == len(found)
    assert all(label and "," not in label for label in found)
    if not {*text} & {*",\x85\u2028\u2029"}:  # no spaces to Ruby, but put on one line
        assert not any(" " in label for label in found)


@given(st.lists(st.text()))
def test_a_list_is_taken_as_it_is(items: list[str]) -> None:
    cleaned = [clean(item) for item in items]
    assert list(labels(list(items))) == list(dict.fromkeys(filter(None, cleaned)))


def test_commas() -> None:
    assert labels("Jo Doe , Ada,", split_commas) == ("Jo Doe", "Ada")

"""Texts of usual posts on which an expression must not try all ways to match."""

from __future__ import annotations

import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_import.jekyll.kramdown.writing.attributes import is_plain_id
from permalink_import.markup.regions import find_regions, replace_in_prose
from permalink_import.sources.links import rewrite_links

SECONDS = 2


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("introduce-reload_-reader-for-singular-associations", False),
        (f"{'a' * 10_000}_", False),
        (f"{'a-' * 10_000}", False),
        (f"{'a-' * 10_000}a", True),
    ],
)
def test_a_long_id(name: str, expected: bool) -> None:
    start = process_time()
    assert is_plain_id(name) is expected
    assert process_time() - start < SECONDS


@given(st.text("aZ1-_", max_size=12))
def test_an_id_is_plain_as_docutils_has_it(name: str) -> None:
    assert is_plain_id(name) == bool(re.fullmatch(r"[a-z](?:-?[a-z0-9]+)*", name))


@pytest.mark.parametrize("between", [" ", "\n", "  \n"])
def test_many_images_before_other_html(between: str) -> None:
    start = process_time()
    text = between.join(['<img src="a.png">'] * 200) + "<b>text</b>\n"
    assert rewrite_links(text, lambda _link: "b.png").count('"b.png"') == 200
    assert process_time() - start < SECONDS


def test_many_regions() -> None:
    """Each match was looked for in all regions: 8,000 of them took 4 seconds."""
    text = "`a` x " * 8_000
    find_regions(text)  # what is parsed first takes longer
    start = process_time()
    changed = replace_in_prose(text, re.compile("x"), lambda _: "y")
    assert changed == "`a` y " * 8_000
    assert process_time() - start < SECONDS / 2

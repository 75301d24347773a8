from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from permalink_blog.core.characters import drop_illegal_html


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x01b\x00c\ufffed", "abcd"),
        ("&#1;&#x1F;&#0;&#xFFFE;&#xD800;&#x110000;&#99999999999999999999;", ""),
        ("&#65;&#x41;&#10;&#x1F389; &amp;", "&#65;&#x41;&#10;&#x1F389; &amp;"),
        ("&#1a", "a"),
    ],
)
def test_what_is_dropped(text: str, expected: str) -> None:
    assert drop_illegal_html(text) == expected


@given(st.text() | st.from_regex(r"(&#x?[0-9a-fA-F]{1,7};?|<a href=|[>\"a]){1,6}"))
def test_lxml_takes_it(text: str) -> None:
    root = html.fragment_fromstring(drop_illegal_html(text), create_parent="div")
    root.rewrite_links(lambda link: f"{link}x", resolve_base_href=False)

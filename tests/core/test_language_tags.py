"""The language of a document, from its front matter."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.core.language_tags import (
    Unclear,
    document_language,
    is_same,
    language_tag,
)


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("de", "de"),
        ("pt-BR", "pt-BR"),
        ("pt_BR.UTF-8", "pt-BR"),
        (" ja ", "ja"),
        ('["ja"]', "ja"),
        ("zh-Hant-TW", "zh-Hant-TW"),
        ("x-klingon", "x-klingon"),
        ("x", None),
        ("False", None),  # "no", says YAML 1.1
        ("English", None),
        ("de de", None),
        ("de<", None),
        ("", None),
    ],
)
def test_tags(text: str, tag: str | None) -> None:
    assert language_tag(text) == tag


@pytest.mark.parametrize(
    ("metadata", "found"),
    [
        ({}, None),
        ({"lang": "de"}, "de"),
        ({"lang": "de", "locale": "fr_FR", "language": "it"}, "de"),
        ({"locale": "fr_FR"}, "fr-FR"),
        ({"language": "it"}, "it"),
        ({"language": "Italian"}, None),
        ({"lang": "de, fr"}, None),
        ({"lang": '["de", "fr"]'}, None),
        ({"lang": ""}, None),
        ({"lang": None, "locale": "fr"}, "fr"),
        ({"lang": "False"}, Unclear("lang", "False")),
        ({"locale": "French"}, Unclear("locale", "French")),
        ({"author": "de"}, None),
    ],
)
def test_keys(metadata: dict[str, object], found: object) -> None:
    assert document_language(metadata) == found


@given(st.text())
def test_a_tag_is_safe_in_html(text: str) -> None:
    tag = language_tag(text)
    assert tag is None or re.fullmatch("[a-zA-Z0-9-]+", tag)


def test_the_same_language() -> None:
    assert is_same("pt-BR", "pt_br")
    assert not is_same("pt", "pt_BR")

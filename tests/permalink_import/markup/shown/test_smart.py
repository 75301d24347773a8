"""What Sphinx makes of quotation marks, in which languages."""

from __future__ import annotations

import pytest

from permalink_import.markup.shown.smart import curled, is_smart, smart_language


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        (None, "en"),
        ("", "en"),
        ("en-US", "en"),
        ("pt_BR", "pt-br"),
        ("de-CH", "de-ch"),
        ("xx", "en"),  # conf.py keeps its language
        ("ja", ""),
        ("zh-cn", ""),
        ("zh", ""),
        ("hi", ""),  # Sphinx has no quotation marks for it
    ],
)
def test_language_is_that_of_the_site(tag: str | None, language: str) -> None:
    assert smart_language(tag) == language
    assert is_smart(tag) == bool(language)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([("\"a\" -- 'b'", False)], ["\u201ca\u201d \u2013 \u2018b\u2019"]),
        ([(">", True), ('"a"', False)], [">", "\u201da\u201d"]),
        ([(" ", True), ('"a"', False), ('"b"', True)], [" ", "\u201ca\u201d", '"b"']),
    ],
)
def test_literal_text_counts_as_what_is_before(
    texts: list[tuple[str, bool]], expected: list[str]
) -> None:
    assert [*curled(texts, "en")] == expected

"""What a word is, here and in the browser: the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from permalink_blog.search.shards import key_of
from permalink_blog.search.words import SCRIPT, fold, folded, words_of
from site_tools.chromium import needs_chromium

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser

SAMPLES = (
    "Straße Ærø ŁÓDŹ Ａｐｐｌｅ ﬁn Σίσυφος İstanbul ıssız 会議 カﾞス ー ภาษา हिन्दी "
    "e\u0301 d'été x_y 𠮷野家 3.14"
)
# What this Python knows, the browser does: it may know newer letters besides.
KNOWN = st.characters(exclude_categories=["Cs", "Cn", "Co"])
TEXTS = st.one_of(
    st.text(KNOWN, max_size=30),
    st.text(alphabet=SAMPLES, max_size=30),
    st.lists(st.sampled_from(SAMPLES.split()), max_size=5).map(" ".join),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Café", "cafe"),
        ("Cafe\u0301", "cafe"),
        ("Zürich", "zurich"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("Œuvre", "oeuvre"),
        ("Γραφές", "γραφεσ"),
        ("Ｐｙｔｈｏｎ", "python"),
        ("が", "が"),  # a letter of its own, and not か with a mark
        ("й", "й"),
        ("हिन्दी", "हिन्दी"),
    ],
)
def test_accents(text: str, expected: str) -> None:
    assert fold(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Summer conferences, 2018!", ["summer", "conferences", "2018"]),
        ("state_of don't", ["state_of", "don", "t"]),
        ("国際会議に", ["国際", "際会", "会議", "議に", "に"]),
        ("Python会議3", ["python", "会議", "議", "3"]),
        ("회의에서 हिन्दी", ["회의에서", "हिन्दी"]),
        ("カフェ", ["カフ", "フェ", "ェ"]),
        ("", []),
        ("... — …", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert list(words_of(text)) == expected


@given(TEXTS)
def test_a_folded_text_stays_as_it_is(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("code", "word", "stem"),
    [
        ("en", "conferences", "confer"),
        ("de", "häuser", "haus"),
        ("ja", "conferences", "confer"),
        ("zh_CN", "conferences", "confer"),
        ("xx", "conferences", "confer"),
    ],
)
def test_the_stem_of_a_word(code: str, word: str, stem: str) -> None:
    language = folded(code)({})
    assert language.stem(fold(word)) == stem
    assert language.lang == code


def test_what_is_no_word() -> None:
    language = folded("en")({})
    assert not language.word_filter("the")
    assert not language.word_filter("20180801")
    assert language.word_filter("2018")
    assert language.word_filter("日")


class TestTheScript:
    """It is in ``language_data.js``."""

    pytestmark = needs_chromium

    @pytest.fixture
    def call(self, browser: Browser) -> Callable[[str, Any], Any]:
        page = browser.new_page()
        page.evaluate(SCRIPT.read_text("utf-8") + "window.searchWords = searchWords")
        return page.evaluate

    def test_it_has_the_same_words(self, call: Callable[[str, Any], Any]) -> None:
        """The index has all that a query for a part of the text looks for."""
        texts: list[str] = []

        @settings(max_examples=400, database=None)
        @given(TEXTS)
        def collect(text: str) -> None:
            texts.append(text)

        collect()
        found = call(
            """texts => texts.map(text => {
              const folded = searchWords.fold(text);
              return [folded, searchWords.runs(folded).map(searchWords.lookups)];
            })""",
            texts,
        )
        for text, (text_folded, lookups) in zip(texts, found, strict=True):
            assert text_folded == fold(text), ascii(text)
            index = list(words_of(text))
            asked = [word for words in lookups for word in words]
            assert set(asked) <= set(index), ascii(text)
            # Besides these there is the last character of each unspaced run.
            assert [word for word in index if len(word) > 2] == [
                word for word in asked if len(word) > 2
            ]

    def test_splitting_a_query_for_themes(
        self, call: Callable[[str, Any], Any]
    ) -> None:
        source = SCRIPT.read_text("utf-8")
        words = call(
            f"query => {{ {source}; return splitQuery(query) }}", "Café 国際会議"
        )
        assert words == ["cafe", "国際", "際会", "会議"]


@pytest.mark.parametrize(
    ("word", "letters", "key"),
    [
        ("conference", 1, "c"),
        ("conference", 2, "co"),
        ("c", 2, "c_"),
        ("_x", 2, "__"),
        ("x_y", 2, "u38"),
        ("会議", 1, "u1a"),
    ],
)
def test_the_file_of_a_word(word: str, letters: int, key: str) -> None:
    assert key_of(word, letters) == key

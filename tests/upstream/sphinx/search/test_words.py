"""The words of a search index, exchanged as text."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.upstream.sphinx.search.words import Words

NUMBERS = st.frozensets(st.integers(0, 40), min_size=1)
WORDS = st.dictionaries(st.text(), NUMBERS)
NEW = st.dictionaries(st.text(), st.frozensets(st.integers(0, 40)))


def as_sphinx_writes(words: dict[str, frozenset[int]]) -> str:
    told = {
        word: sorted(pages) if len(pages) > 1 else min(pages)
        for word, pages in words.items()
    }
    return json.dumps(told, separators=(",", ":"), sort_keys=True)[1:-1]


@given(words=WORDS)
def test_they_come_back_as_they_were(words: dict[str, frozenset[int]]) -> None:
    text = as_sphinx_writes(words)
    read = Words.from_json(text)
    assert read.to_json() == text
    assert read.pages() == {word: sorted(pages) for word, pages in words.items()}


@given(words=WORDS, new=NEW, data=st.data())
def test_pages_are_exchanged(
    words: dict[str, frozenset[int]], new: dict[str, frozenset[int]], data: Any
) -> None:
    pages = data.draw(st.frozensets(st.integers(0, 40)))
    new = {word: numbers & pages for word, numbers in new.items()}
    read = Words.from_json(as_sphinx_writes(words))
    read.exchange(new, pages)
    nothing: frozenset[int] = frozenset()
    wanted = {
        word: (words.get(word, nothing) - pages) | new.get(word, nothing)
        for word in {*words, *new}
    }
    assert read.to_json() == as_sphinx_writes({w: n for w, n in wanted.items() if n})


@pytest.mark.parametrize("text", ['"a": 1', '"a":1,', '"a":"b"', '"a":[[1]]', "a"])
def test_another_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not the words"):
        Words.from_json(text)

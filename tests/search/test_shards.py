"""The index dealt out: nothing is lost, and nothing of another build is left."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.search.shards import PAGES, key_of, shard_index, write
from permalink_blog.upstream.sphinx.search.words import Words

if TYPE_CHECKING:
    from pathlib import Path

NUMBERS = st.one_of(
    st.integers(0, 9), st.lists(st.integers(0, 9), min_size=2, unique=True).map(sorted)
)
WORDS = st.dictionaries(st.text("ab_0éあ会𠮷", min_size=1, max_size=4), NUMBERS)
PAGE_ROWS = [[f"page-{number}.html", "A title"] for number in range(10)]


def opened(text: str) -> tuple[str, str, Any]:
    inside = text.removeprefix("searchResults.take(").removesuffix(");\n")
    name, numbering, content = json.loads(f"[{inside}]")
    return name, numbering, content


@given(WORDS, WORDS)
def test_each_word_is_in_its_file(
    in_text: dict[str, Any], in_titles: dict[str, Any]
) -> None:
    files = shard_index({"terms": in_text, "titleterms": in_titles}, PAGE_ROWS)
    _, numbering, pages = opened(files.pop(PAGES))
    assert pages["pages"] == PAGE_ROWS
    assert {f"w-{key}.js" for key in pages["keys"].split()} == files.keys()
    found: dict[str, Any] = {}
    for name, text in files.items():
        key, same_numbering, words = opened(text)
        assert name == f"w-{key}.js"
        assert same_numbering == numbering
        assert {key_of(word, pages["letters"]) for word in words} == {key}
        found |= words
    assert {word: places[0] for word, places in found.items() if places[0] != []} == {
        word: numbers for word, numbers in in_text.items() if numbers != []
    }
    assert {
        word: places[1] for word, places in found.items() if len(places) > 1
    } == in_titles


def test_words_that_permalinks_left_as_text() -> None:
    in_text = {"data": [0, 2], "word": 1}
    words = Words.from_json('"data":[0,2],"word":1')
    plain = shard_index({"terms": in_text, "titleterms": {}}, PAGE_ROWS)
    assert shard_index({"terms": words, "titleterms": {}}, PAGE_ROWS) == plain


def test_a_word_of_no_page_is_left_out() -> None:
    files = shard_index({"terms": {"gone": []}, "titleterms": {}}, PAGE_ROWS)
    assert list(files) == [PAGES]


def test_an_empty_word_is_left_out() -> None:
    """Sphinx 8.2 has one, where a stemmer leaves nothing of a word."""
    files = shard_index(
        {"terms": {"": 0, "new": [0, 1]}, "titleterms": {"": 1}}, [["a"], ["b"]]
    )
    assert sorted(files) == ["pages.js", "w-n.js"]
    assert '""' not in files["w-n.js"]


def test_a_large_index_has_more_files() -> None:
    many = {f"a{letter}{number}": 1 for letter in "bcd" for number in range(40_000)}
    assert {"w-ab.js", "w-ac.js"} < set(
        shard_index({"terms": many, "titleterms": {}}, [])
    )
    few = {"abc": 1, "acb": 1}
    assert "w-a.js" in shard_index({"terms": few, "titleterms": {}}, [])


def test_other_pages_have_another_numbering() -> None:
    """Files of two builds in a browser's cache are told apart."""
    terms: dict[str, Any] = {"terms": {"word": 1}, "titleterms": {}}
    numberings = {
        opened(text)[1]
        for rows in (PAGE_ROWS, PAGE_ROWS[1:])
        for text in shard_index(terms, rows).values()
    }
    assert len(numberings) == 2


def test_writing(tmp_path: Path) -> None:
    folder = tmp_path / "search"
    write(folder, {"a.js": "a", "b.js": "b"})
    before = (folder / "a.js").stat().st_mtime_ns
    write(folder, {"a.js": "a", "c.js": "c"})
    assert sorted(path.name for path in folder.iterdir()) == ["a.js", "c.js"]
    assert (folder / "a.js").stat().st_mtime_ns == before

"""The titles of a search index, exchanged as text."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.upstream.sphinx.search.titles import Titles, exchange_entries

TITLE = st.one_of(
    st.text(), st.sampled_from(["a", "b", '",a"', "[1,null],", '":[[1,', "]]"])
)
ANCHOR = st.one_of(st.none(), st.sampled_from(["a", "b", "id1", "]]", "[1,", '"']))
PAGES = st.integers(0, 12)
Found = dict[int, list[tuple[str, str | None]]]
HEADINGS = st.dictionaries(PAGES, st.lists(st.tuples(TITLE, ANCHOR), max_size=4))


def as_sphinx_writes(headings: Found) -> str:
    found: dict[str, list[tuple[int, str | None]]] = {}
    for page in sorted(headings):
        for title, anchor in headings[page]:
            found.setdefault(title, []).append((page, anchor))
    return json.dumps(found, separators=(",", ":"), sort_keys=True)[1:-1]


@given(before=HEADINGS, new=HEADINGS, data=st.data())
def test_pages_are_exchanged(before: Found, new: Found, data: Any) -> None:
    again = data.draw(st.frozensets(st.sampled_from(sorted(before)))) if before else ()
    after = {page: new.get(page, before[page]) for page in before}
    after = {page: after[page] if page in again else before[page] for page in before}
    titles = Titles(as_sphinx_writes(before))
    fed = [(title, (page, a)) for page in again for title, a in after[page]]
    titles.exchange(fed, frozenset(again))
    assert titles.to_json() == as_sphinx_writes(after)
    assert json.dumps(titles.entries()) == json.dumps(
        json.loads(f"{{{as_sphinx_writes(after)}}}")
    )


def test_the_same_titles_need_not_be_read() -> None:
    text = as_sphinx_writes({3: [("Notes", None), ("A", "a")], 12: [("Notes", "id1")]})
    titles = Titles(text)
    titles.entries = None  # type: ignore[method-assign, assignment]
    titles.exchange([("Notes", (3, None)), ("A", (3, "a"))], frozenset({3}))
    assert titles.to_json() == text


def test_entries_stay_in_the_order_of_pages() -> None:
    entries = {"a": [[1, "x"], [3, "y"]], "b": [[1, "z"]]}
    exchange_entries(entries, [("a", (2, "n")), ("c", (1, "m"))], frozenset({1, 2}))
    assert entries == {"a": [(2, "n"), [3, "y"]], "c": [(1, "m")]}

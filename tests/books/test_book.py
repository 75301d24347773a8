"""Rules: which chapters there are, and in which order."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.books.book import Dated, nesting, ordered, parts_of
from permalink_blog.books.dates import book_date

NAMES = st.sampled_from("abcdefgh")
POSTS = st.lists(
    st.builds(
        Dated, st.datetimes(datetime(1995, 1, 1), datetime(1999, 12, 31)), NAMES, NAMES
    )
)


@given(POSTS, st.booleans())
def test_each_document_is_once_where_its_oldest_post_is(
    posts: list[Dated], by_year: bool
) -> None:
    parts = parts_of(posts, by_year=by_year)
    docnames = list(ordered(parts))
    assert sorted(docnames) == sorted({post.docname for post in posts})
    oldest = [min(p.date for p in posts if p.docname == name) for name in docnames]
    assert oldest == sorted(oldest)
    assert parts_of(posts[::-1], by_year=by_year) == parts


@given(POSTS)
def test_a_part_is_a_year_if_there_are_several(posts: list[Dated]) -> None:
    parts = parts_of(posts, by_year=True)
    if len(parts) == 1:
        assert parts[0].title == ""
    titles = [part.title for part in parts]
    assert titles == sorted(set(titles))
    for part in parts:
        for name in part.docnames:
            year = min(p.date for p in posts if p.docname == name).year
            assert part.title in {"", str(year)}


@given(st.dictionaries(NAMES, st.lists(NAMES)), st.lists(NAMES, unique=True))
def test_each_document_has_one_place(
    includes: dict[str, list[str]], tops: list[str]
) -> None:
    nested = nesting(includes, tops, "root")
    within = [name for names in nested.values() for name in names]
    assert len(within) == len(set(within))
    assert not set(within) & {*tops, "root"}
    for parent, names in nested.items():
        assert set(names) <= set(includes[parent])
        assert parent in {*tops, *within}


def test_a_chapter_within_its_own_toctree_is_no_end_without_end() -> None:
    assert nesting({"a": ["a", "b"], "b": ["a", "b", "c"]}, ["a"], "root") == {
        "a": ("b",),
        "b": ("c",),
    }


@pytest.mark.parametrize(
    ("epoch", "expected"),
    [
        ("86400", datetime(1970, 1, 2, tzinfo=UTC)),
        ("", datetime(2020, 5, 4, 3, tzinfo=UTC)),
        ("yesterday", datetime(2020, 5, 4, 3, tzinfo=UTC)),
        ("9" * 30, datetime(2020, 5, 4, 3, tzinfo=UTC)),
    ],
)
def test_the_date_is_that_of_the_last_post_or_what_was_asked_for(
    monkeypatch: pytest.MonkeyPatch, epoch: str, expected: datetime
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert book_date(datetime(2020, 5, 4, 3)) == expected
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert book_date(datetime(2020, 5, 4, 3)) == datetime(2020, 5, 4, 3, tzinfo=UTC)
    assert book_date(None).year == 1980

"""The generated posts: what is claimed of them, and the same ones every time."""

from __future__ import annotations

import datetime as dt
import hashlib
from statistics import mean

import pytest

from benchmarks import forms
from benchmarks.corpus import CATEGORIES, DAYS, TAGS, post

POSTS = [post(number) for number in range(200)]


def test_the_bytes_are_the_same_on_every_machine() -> None:
    text = "".join(forms.sphinx(each)[1] for each in POSTS[:20])
    digest = hashlib.sha256(text.encode()).hexdigest()
    assert digest == "188eefa234ce931c8d80f6218e8c2a37182d835c408b45d6305509a27df17904"


def test_a_post_is_as_long_as_the_owners_first_one() -> None:
    lengths = [len(each.body.split()) for each in POSTS]
    assert 850 < mean(lengths) < 1000
    assert min(lengths) > 700
    assert max(lengths) < 1200


def test_each_post_has_what_the_owners_first_one_has() -> None:
    for each in POSTS:
        assert each.body.count("<iframe") == 3
        assert each.body.count("\n## ") >= 3
        assert each.body.count("\n- ") == 5
        assert each.body.count("```") == 2
        assert len(set(each.tags)) == 4
        assert set(each.tags) <= set(TAGS)
        assert each.category in CATEGORIES
    assert "](https://" in "".join(each.body for each in POSTS)
    assert len(TAGS) == 40
    assert len(CATEGORIES) == 8


def test_dates_are_spread_over_fifteen_years_of_the_past() -> None:
    dates = {post(number).date for number in range(1000)}
    assert len(dates) == 1000
    assert {date.year for date in dates} == set(range(2009, 2024))
    assert max(dates) < dt.date(2024, 1, 1)


def test_no_two_posts_have_one_slug() -> None:
    assert len({each.slug for each in POSTS}) == len(POSTS)


def test_more_posts_bring_more_words_to_the_search_index() -> None:
    few = {word for each in POSTS[:20] for word in each.body.split()}
    many = {word for each in POSTS for word in each.body.split()}
    assert len(many) > 2 * len(few) > 4000


@pytest.mark.parametrize("number", [0, 7, DAYS - 1])
def test_a_revision_differs_in_one_paragraph_in_the_middle(number: int) -> None:
    first, second = post(number), post(number, revision=1)
    assert first.slug == second.slug
    blocks = list(zip(first.body.split("\n\n"), second.body.split("\n\n"), strict=True))
    (place,) = [place for place, (one, two) in enumerate(blocks) if one != two]
    assert 5 < place < len(blocks) - 5
    assert first.marker in blocks[place][0]
    assert second.marker in blocks[place][1]


def test_no_marker_is_part_of_another() -> None:
    markers = [
        post(number, revision=r).marker for number in (1, 10, 11) for r in (1, 11)
    ]
    assert sum(one in other for one in markers for other in markers) == len(markers)

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.archives.pagination import (
    Pagination,
    page_count,
    page_items,
    pagename_of,
    pager_numbers,
    valid_page_size,
)

SIZES = st.integers(1, 30)


@pytest.mark.parametrize(
    ("number", "count", "shown"),
    [
        (1, 1, "1"),
        (1, 2, "1 2"),
        (2, 3, "1 2 3"),
        (1, 4, "1 2 3 4"),
        (1, 5, "1 2 … 5"),
        (3, 5, "1 2 3 4 5"),
        (4, 7, "1 2 3 4 5 6 7"),
        (5, 12, "1 … 4 5 6 … 12"),
        (12, 12, "1 … 11 12"),
    ],
)
def test_pager(number: int, count: int, shown: str) -> None:
    numbers = pager_numbers(number, count)
    assert " ".join("…" if n is None else str(n) for n in numbers) == shown


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(1, n), st.just(n))))
def test_any_pager(place: tuple[int, int]) -> None:
    number, count = place
    numbers = pager_numbers(number, count)
    shown = [n for n in numbers if n is not None]
    assert shown == sorted(set(shown))
    assert shown[0] == 1
    assert shown[-1] == count
    assert {number - 1, number, number + 1} & set(range(1, count + 1)) <= set(shown)
    assert len(numbers) <= 7
    for before, after in pairwise(numbers):
        assert None not in (before, after) or before != after  # never two gaps
        if before is not None and after is not None:
            assert after == before + 1
    for left, gap, right in zip(numbers, numbers[1:], numbers[2:], strict=False):
        if gap is None and left is not None and right is not None:
            assert right - left > 2  # a sign that stands for two pages at least


@given(st.lists(st.integers()), SIZES)
def test_every_item_is_on_one_page_in_its_order(items: list[int], size: int) -> None:
    count = page_count(len(items), size)
    pages = [page_items(items, number, size) for number in range(1, count + 1)]
    assert [item for page in pages for item in page] == items
    assert all(len(page) == size for page in pages[:-1])
    assert len(pages[-1]) <= size
    assert pages[-1] or not items
    assert not page_items(items, count + 1, size)


@given(st.integers(1, 50))
def test_pages_are_a_chain(count: int) -> None:
    pages = [Pagination("blog", number, count) for number in range(1, count + 1)]
    assert len({page.pagename for page in pages}) == count
    for page, after in pairwise(pages):
        assert page.next == after.pagename
        assert after.previous == page.pagename
    assert pages[0].previous is None
    assert pages[-1].next is None
    assert {(page.first, page.last) for page in pages} == {
        (pages[0].pagename, pages[-1].pagename)
    }


def test_the_first_page_has_the_name_of_all() -> None:
    assert pagename_of("blog/tag/python", 1) == "blog/tag/python"
    assert pagename_of("blog/tag/python", 2) == "blog/tag/python/page/2"
    assert pagename_of("blog/tag/", 2) == "blog/tag/page/2"


def test_links_of_a_pager() -> None:
    links = Pagination("blog", 1, 5).pages
    assert [link and (link.number, link.pagename) for link in links] == [
        (1, "blog"),
        (2, "blog/page/2"),
        None,
        (5, "blog/page/5"),
    ]


@pytest.mark.parametrize("value", [1, 10, 5000])
def test_numbers_of_posts(value: int) -> None:
    assert valid_page_size(value)


@pytest.mark.parametrize("value", [0, -1, True, False, 2.5, "10", None, [10]])
def test_not_numbers_of_posts(value: object) -> None:
    assert not valid_page_size(value)

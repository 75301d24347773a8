"""Pagination: page names and numbers, independent of ABlog."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence


DEFAULT_PAGE_SIZE = 10

T = TypeVar("T")


def valid_page_size(value: Any) -> bool:
    """Return whether a value is a number of posts on a page: an integer from 1.

    :param value: of ``blog_page_size``
    """
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def page_count(total: int, page_size: int) -> int:
    """Return the number of pages of a list, at least 1.

    :param total: number of items
    :param page_size: items on a page, at least 1
    """
    return max(1, -(-total // page_size))


def page_items(items: Sequence[T], number: int, page_size: int) -> Sequence[T]:
    """Return the items on a page.

    :param items: of all pages
    :param number: of the page, from 1
    :param page_size: items on a page, at least 1
    """
    start = (number - 1) * page_size
    return items[start : start + page_size]


def pagename_of(first: str, number: int) -> str:
    """Return the name of a page: ``blog``, then ``blog/page/2``.

    :param first: the name of the first page, which is that of the whole list
    :param number: of the page, from 1
    """
    return first if number == 1 else f"{first.rstrip('/')}/page/{number}"


def pager_numbers(number: int, count: int) -> tuple[int | None, ...]:
    """Choose the pages that a pager shows: 1 … 4 5 6 … 12.

    :param number: of the current page, from 1
    :param count: how many pages there are
    :returns: the first, the last, the current and its neighbours, ascending; ``None``
        stands for two or more that are left out
    """
    near = {number - 1, number, number + 1}
    shown = sorted({1, count, *(page for page in near if 1 <= page <= count)})
    numbers: list[int | None] = []
    for page in shown:
        before = numbers[-1] if numbers else page - 1
        if before == page - 2:
            numbers.append(page - 1)  # as short as the sign for it
        elif before != page - 1:
            numbers.append(None)
        numbers.append(page)
    return tuple(numbers)


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page in a pager."""

    number: int
    pagename: str


@dataclass(frozen=True, slots=True)
class Pagination:
    """The position of a page in its list, for templates.

    :param first: pagename of the first page
    :param number: of this page, from 1
    :param count: how many pages there are
    """

    first: str
    number: int
    count: int

    @property
    def pagename(self) -> str:
        """The name of this page."""
        return pagename_of(self.first, self.number)

    @property
    def last(self) -> str:
        """The pagename of the last page."""
        return pagename_of(self.first, self.count)

    @property
    def previous(self) -> str | None:
        """The pagename of the page before, with newer posts; ``None`` on the first."""
        return pagename_of(self.first, self.number - 1) if self.number > 1 else None

    @property
    def next(self) -> str | None:
        """The pagename of the page after, with older posts; ``None`` on the last."""
        if self.number == self.count:
            return None
        return pagename_of(self.first, self.number + 1)

    @property
    def pages(self) -> tuple[PageLink | None, ...]:
        """The pages that a pager shows (see :func:`pager_numbers`)."""
        return tuple(
            PageLink(number, pagename_of(self.first, number)) if number else None
            for number in pager_numbers(self.number, self.count)
        )

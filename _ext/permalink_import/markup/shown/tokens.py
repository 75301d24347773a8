"""Where the tags and comments of HTML begin and end, found in linear time."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


_START = re.compile(
    r"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<(?P<declaration>!)"
    r"|<(?P<close>/?)(?P<name>[A-Za-z][^\s/>]{0,99}+)",
    re.DOTALL,
)
"""A comment or instruction, or what a tag begins with. Elements have short names."""
_SPECIAL = re.compile("[\"'>]")


@dataclass(frozen=True, slots=True)
class Token:
    """A tag, or something that is not shown, such as a comment.

    :param name: of the element, in lower case; "" for what is not shown
    :param attributes: as they were written
    """

    start: int
    end: int
    name: str = ""
    attributes: str = ""
    is_end: bool = False


class Tokens:
    """The tokens of a piece of HTML.

    For each quote it is noted once where a tag ends that goes on with it, from the last
    to the first. Otherwise each tag that is left open would be looked for to the end of
    the text.
    """

    def __init__(self, html: str) -> None:
        self._html = html
        self._places: list[int] | None = None
        self._ends: list[int] = []
        self._last = html.rfind(">")

    def after(self, start: int) -> Token | None:
        """Return the next token.

        :param start: offset in the HTML; quick if it increases
        :return: ``None`` if there are no more
        """
        return next(self._from(start), None)

    def _from(self, start: int) -> Iterator[Token]:
        while (match := _START.search(self._html, start)) is not None:
            if match["declaration"]:
                if match.end() <= self._last:
                    yield Token(match.start(), self._html.find(">", match.end()) + 1)
            elif match["name"] is None:
                yield Token(match.start(), match.end())
            elif (end := self._tag_end(match.end())) >= 0:
                yield Token(
                    match.start(),
                    end + 1,
                    match["name"].lower(),
                    self._html[match.end() : end],
                    bool(match["close"]),
                )
            start = match.start() + 1

    def _tag_end(self, start: int) -> int:
        """Return where the bracket is that ends a tag, -1 if there is none."""
        if start > self._last:
            return -1
        if self._places is None:
            self._places = [x.start() for x in _SPECIAL.finditer(self._html)]
            self._ends = _tag_ends(self._html, self._places)
        return self._ends[bisect_left(self._places, start)]


def _tag_ends(html: str, places: list[int]) -> list[int]:
    """Return for each quote or bracket where a tag ends that comes to it.

    :param places: of all quotes and closing brackets
    :return: one more, for a tag that comes to none of them; -1 for no end
    """
    ends = [-1] * (len(places) + 1)
    following: dict[str, int] = {}
    for index in range(len(places) - 1, -1, -1):
        char = html[places[index]]
        if char == ">":
            ends[index] = places[index]
            continue
        close = following.get(char)
        ends[index] = -1 if close is None else ends[close + 1]
        following[char] = index
    return ends

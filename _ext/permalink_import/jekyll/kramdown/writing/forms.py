"""How the pieces of a block's text are written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from permalink_import.jekyll.kramdown.parsing.tree import Element, ElementKind
from permalink_import.markup.shown.events import Code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from permalink_import.markup.shown.events import Data, FirstDifference, Item


PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_DASHES = frozenset("\u2013\u2014\u2026")
_ALL_OF = frozenset("$|")
"""Characters of which all are escaped, if one is."""
HIGHEST = 2
"""Of the levels of a form: as written, explicit, HTML."""
_LINE_START = re.compile(r"[-+*#>=:~|%^(`{\[<$]|\d{1,9}(?P<mark>[.)])(?=[ \t\n]|\Z)")


@dataclass(slots=True)
class Forms:
    """Forms that are more explicit than what the author wrote.

    :param escaped: places in texts: element, number of the piece, offset in it
    :param broken: places after which Sphinx is not to read on
    :param everywhere: characters that are escaped wherever they are
    :param levels: of elements, by their identity
    :param line_starts: what would begin a block is escaped at the start of lines
    :param everything: all punctuation is escaped
    """

    escaped: set[tuple[int, int, int]] = field(default_factory=set)
    broken: set[tuple[int, int, int]] = field(default_factory=set)
    everywhere: set[str] = field(default_factory=set)
    levels: dict[int, int] = field(default_factory=dict)
    line_starts: bool = False
    everything: bool = False

    def level(self, element: Element) -> int:
        """Return how explicit the form of an element is."""
        return self.levels.get(id(element), 0)

    def is_escaped(self, element: Element, piece: int, offset: int, char: str) -> bool:
        """Return whether a character is escaped.

        :param element: of text
        :param piece: number of its piece of text
        :param offset: in the piece, in characters
        :param char: at that offset; only ASCII punctuation can be escaped
        """
        return char in PUNCTUATION and (
            self.everything
            or char in self.everywhere
            or (id(element), piece, offset) in self.escaped
        )

    # -- Changes ----------------------------------------------------------------------

    def change(self, place: FirstDifference, items: Sequence[Item]) -> bool:
        """Make the forms more explicit where a text is not what it should be.

        :param place: the first difference
        :param items: of the text as it should be
        :return: whether anything was changed
        """
        return self._change(place, items) or self._raise_around(place, items)

    def _change(self, place: FirstDifference, items: Sequence[Item]) -> bool:
        if place.item >= len(items):
            return self._protect_lines(place.found)
        item = items[place.item]
        element = item.node
        if not isinstance(element, Element):
            return self._protect_lines(place.found)
        if item.code in {Code.TEXT, Code.VERBATIM} and element.kind is ElementKind.TEXT:
            return self._change_text(place, items)
        if item.code is Code.BREAK or element.kind in _LEAVES:
            return self._protect_lines(place.found)
        return self._raise(element)

    def _raise_around(self, place: FirstDifference, items: Sequence[Item]) -> bool:
        """Raise an element that the place is in, or one that is before it."""
        opened: list[Element] = []
        closed: list[Element] = []
        for item in items[: place.item]:
            element = item.node
            if not isinstance(element, Element) or element.kind in _LEAVES:
                continue
            if item.code is Code.SPAN and str(item.data[-1]).startswith("/"):
                if element in opened:
                    opened.remove(element)
                closed.append(element)
            elif item.code is Code.SPAN:
                opened.append(element)
        return any(map(self._raise, [*reversed(opened), *reversed(closed[-3:])]))

    def _raise(self, element: Element) -> bool:
        level = self.level(element)
        if level >= HIGHEST:
            return False
        self.levels[id(element)] = level + 1
        return True

    def _change_text(self, place: FirstDifference, items: Sequence[Item]) -> bool:
        found = _next_character(place, items)
        if found is None:
            return self._protect_lines(place.found)
        element, piece, offset = found
        if piece < 0:
            return self._protect_lines(place.found)
        value, start, end = element.pieces[piece]
        char = value[offset]
        key = (id(element), piece, offset)
        is_escape = start >= 0 and end - start > len(value)
        was_escaped = is_escape or self.is_escaped(element, piece, offset, char)
        if place.found in _DASHES or was_escaped:
            return self._break(key, value, is_escape=is_escape)
        if char not in PUNCTUATION:
            return self._protect_lines(place.found)
        if char in _ALL_OF:
            self.everywhere.add(char)
        else:
            self.escaped.add(key)
        return True

    def _break(self, key: tuple[int, int, int], value: str, *, is_escape: bool) -> bool:
        element, piece, offset = key
        keys = {key}
        while not is_escape and value[offset : offset + 2] == value[offset] * 2:
            offset += 1
            keys.add((element, piece, offset))
        if keys <= self.broken:
            return False
        self.broken |= keys
        return True

    def _protect_lines(self, found: Data | None) -> bool:
        """Keep lines from being read as blocks."""
        is_table = isinstance(found, tuple) and found[:2] == ("block", "table")
        if is_table and "|" not in self.everywhere:
            self.everywhere.add("|")
            return True
        if not self.line_starts:
            self.line_starts = True
            return True
        return False


_LEAVES = frozenset(
    {
        ElementKind.PARAGRAPH,
        ElementKind.HEADER,
        ElementKind.TERM,
        ElementKind.TABLE_CELL,
    }
)


def _next_character(
    place: FirstDifference, items: Sequence[Item]
) -> tuple[Element, int, int] | None:
    """Find the first character at a place, or behind it, that is no white space."""
    offset = place.offset
    for item in items[place.item :]:
        if item.code not in {Code.TEXT, Code.VERBATIM}:
            return None
        element = item.node
        if not isinstance(element, Element) or element.kind is not ElementKind.TEXT:
            return None
        text = str(item.data)
        while offset < len(text) and text[offset].isspace():
            offset += 1
        if offset < len(text):
            return element, item.offset, offset
        offset = 0
    return None


def line_start(text: str) -> int | None:
    """Find the character that is escaped at the start of a line.

    :param text: of a line, without its indentation
    :return: its offset, or ``None``
    """
    match = _LINE_START.match(text)
    if match is None:
        return None
    return match.start("mark") if match["mark"] else 0

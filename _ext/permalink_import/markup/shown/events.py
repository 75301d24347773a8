"""Items of a text, and what of them is shown."""

from __future__ import annotations

import re
from enum import IntEnum
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


_WHITE = re.compile(r"[ \t\r\n\f\v]+")
_STRAIGHT = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'}
    # noncharacters around what Liquid's "markdownify" made
    | {"\ufdd2": None, "\ufdd3": None}
)

Data: TypeAlias = "str | tuple[Any, ...]"
Shown: TypeAlias = "list[Data]"
"""Text, and tuples for all else, in order."""


class Code(IntEnum):
    """What an item is."""

    TEXT = 0
    VERBATIM = 1
    """Text whose white space counts."""
    BREAK = 2
    """The start or end of a paragraph."""
    SPAN = 3
    """A tag, or an element without content, within a line."""
    BLOCK = 4
    """The same between lines."""


class Item(NamedTuple):
    """A piece of a text.

    :param data: text, or what the element is
    :param node: the element that it is from
    :param offset: of a text within the source of the element, or -1
    """

    code: Code
    data: Data
    node: object = None
    offset: int = -1


BREAK = ("break",)
LINE_BREAK = ("br",)
VERBATIM = "verbatim"


class _Collector:
    def __init__(self) -> None:
        self.found: Shown = []
        self._text: list[str] = []
        self._verbatim: list[str] = []
        self._last_text = -1
        self._is_edge = True
        self._ends_with_space = True

    def text(self, value: str) -> None:
        """Add text in which runs of white space are one space.

        :param value: without character references
        """
        if not value.isascii():
            value = value.translate(_STRAIGHT)
        value = _WHITE.sub(" ", value)
        if self._ends_with_space:
            value = value.lstrip() if self._is_edge else value.lstrip(" ")
        if value:
            if self._verbatim:
                self._flush()
            self._text.append(value)
            self._ends_with_space, self._is_edge = value[-1] == " ", False

    def verbatim(self, value: str) -> None:
        """Add text in which white space stays, as in ``pre``.

        :param value: without character references
        """
        if value:
            if self._text:
                self._flush()
            self._verbatim.append(value.translate(_STRAIGHT))
            self._ends_with_space = self._is_edge = False

    def _flush(self) -> None:
        if self._text:
            self._last_text = len(self.found)
            self.found.append("".join(self._text))
            self._text = []
        elif self._verbatim:
            self.found.append((VERBATIM, "".join(self._verbatim)))
            self._verbatim, self._last_text = [], -1

    def span(self, data: Data) -> None:
        is_break = data == LINE_BREAK
        if is_break:
            self._trim()
        self._flush()
        self.found.append(data)
        if is_break:
            self._ends_with_space, self._last_text = True, -1
        elif isinstance(data, tuple) and data[0] == "shown":
            self._ends_with_space = self._is_edge = False
            self._last_text = -1  # a space before it is shown

    def _trim(self) -> None:
        """Remove the space at the end of the last text of the line."""
        self._flush()
        if self._last_text < 0 or self._is_edge:
            return
        last = self.found[self._last_text]
        if isinstance(last, str):
            self.found[self._last_text] = last.rstrip()
            if not self.found[self._last_text]:
                del self.found[self._last_text]

    def block(self, data: Data) -> None:
        self._trim()
        self._last_text = -1
        before = self.found[-1] if self.found else ("block",)
        is_block = isinstance(before, tuple) and before[0] in {"block", "break"}
        if data == BREAK:
            if not is_block:
                self.found.append(data)
        else:
            if before == BREAK:
                self.found.pop()
            self.found.append(data)
        self._is_edge = self._ends_with_space = True

    def end(self) -> Shown:
        self.block(BREAK)
        if self.found and self.found[-1] == BREAK:
            self.found.pop()
        return self.found


def shown(items: Iterable[Item]) -> Shown:
    """Return what browsers show of items.

    :param items: of a block or of a whole text, in its order
    """
    collector = _Collector()
    for code, data, *_ in items:
        if code is Code.TEXT:
            collector.text(data)  # type: ignore[arg-type]
        elif code is Code.SPAN:
            collector.span(data)
        elif code is Code.BLOCK:
            collector.block(data)
        elif code is Code.BREAK:
            collector.block(BREAK)
        else:
            collector.verbatim(data)  # type: ignore[arg-type]
    return collector.end()


class FirstDifference(NamedTuple):
    """Where two texts differ first.

    :param item: index of the item that is not as it should be; the number of items if
        the other text has more
    :param offset: within its text
    :param found: what is there instead: a character, an item, or ``None`` for nothing
    """

    item: int
    offset: int
    found: Data | None


def first_difference(wanted: Sequence[Item], found: Shown) -> FirstDifference | None:
    """Find where what is shown differs from what shall be shown.

    :param wanted: items of the text as it shall be
    :param found: what is shown of the other text
    """
    atoms = _exploded(shown(wanted))
    others = _exploded(found)
    count = 0
    for mine, other in zip(atoms, others, strict=False):
        if mine != other:
            break
        count += 1
    if count == len(atoms) == len(others):
        return None
    item, offset = _locate(wanted, atoms, count)
    return FirstDifference(item, offset, others[count] if count < len(others) else None)


def _exploded(what: Shown) -> list[Data]:
    """Return what is shown character by character."""
    atoms: list[Data] = []
    for data in what:
        if isinstance(data, str):
            atoms += data
        else:
            atoms.append(data)
    return atoms


def _locate(
    items: Sequence[Item], atoms: Sequence[Data], count: int
) -> tuple[int, int]:
    """Find the item and offset of the atom with an index."""
    position = 0
    in_verbatim = False
    for index, item in enumerate(items):
        was_verbatim, in_verbatim = in_verbatim, item.code is Code.VERBATIM
        if position >= len(atoms):
            break
        atom = atoms[position]
        if item.code is Code.TEXT:
            for offset, char in enumerate(str(item.data).translate(_STRAIGHT)):
                shown_as = " " if char in " \t\r\n\f\v" else char
                if position < len(atoms) and atoms[position] == shown_as:
                    if position == count:
                        return index, offset
                    position += 1
            continue
        wanted = BREAK if item.code is Code.BREAK else item.data
        if in_verbatim:
            is_atom = (
                not was_verbatim and isinstance(atom, tuple) and atom[0] == VERBATIM
            )
        else:
            is_atom = atom == wanted
        if is_atom:
            if position == count:
                return index, 0
            position += 1
    return len(items), 0

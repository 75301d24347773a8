"""The blocks of a text, each with how it is written at the moment."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from permalink_import.jekyll.kramdown.parsing.patterns import BLANK_MARK_OPEN
from permalink_import.jekyll.kramdown.parsing.tree import Element, ElementKind
from permalink_import.jekyll.kramdown.writing.parts import SEPARATOR, must_part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token


AS_WRITTEN, EXPLICIT, HTML = range(3)


@dataclass(slots=True, eq=False)
class Unit:
    """A block.

    :param first: its first line in the source, from 0; -1 if it begins within a line
    :param end: the line behind its last one
    :param level: how explicit its form is
    :param text: that form
    :param prefix: lines before it
    """

    element: Element
    first: int
    end: int
    level: int = AS_WRITTEN
    text: str = ""
    prefix: str = ""
    is_apart: bool = False
    """A comment is before it, which ends the block above it."""
    is_lost: bool = False
    """It was reported."""
    lines: tuple[int, int] = (0, 0)
    """Where it is in the text that was made last."""


@dataclass(frozen=True, slots=True)
class Group:
    """A block of MyST's: its tokens, and its lines.

    :param text: those lines
    """

    tokens: Sequence[Token]
    first: int
    end: int
    text: str


def units_of(root: Element, source: str) -> list[Unit]:
    """Cut a text into its blocks.

    :param root: of the tree that the text was parsed to
    :param source: the text, with Unix ends of lines
    :return: in the order of the text; lines are numbered from 0, and -1 where a block
        does not fill its lines
    """
    starts = [0, *accumulate(len(line) + 1 for line in source.split("\n"))]

    def lines(element: Element) -> tuple[int, int]:
        first = bisect_right(starts, element.start) - 1
        text = element.source.rstrip()
        last = bisect_right(starts, max(element.start + len(text) - 1, element.start))
        ends_line = source[element.start + len(text) : starts[last] - 1].strip() == ""
        if starts[first] != element.start or not ends_line:
            return -1, -1
        return first, last

    units = []
    for element in root.children:
        if element.kind is ElementKind.BLANK and BLANK_MARK_OPEN not in element.value:
            continue
        if element.kind is ElementKind.MARKDOWN:
            units += [
                Unit(child, -1, -1, EXPLICIT)
                for child in element.children
                if child.kind is not ElementKind.BLANK
            ]
        else:
            first, end = lines(element)
            units.append(Unit(element, first, end))
    return units


def groups_of(tokens: Sequence[Token], text: str) -> Iterator[Group]:
    """Cut tokens into those of blocks.

    :param text: that they are of
    """
    texts = text.split("\n")
    start = 0
    for index, token in enumerate(tokens):
        if token.level or token.nesting > 0:
            continue
        group = tokens[start : index + 1]
        start = index + 1
        lines = group[0].map
        if lines is not None:
            first, end = lines
            while end > first + 1 and not "".join(texts[end - 1 : end]).strip():
                end -= 1
            yield Group(group, first, end, "\n".join(texts[first:end]))


def bare_rules(units: Sequence[Unit]) -> frozenset[Element]:
    """Return the rules that docutils does not have where they are.

    One has something above it in its section, that is no rule, and something below it.

    :param units: all blocks of the page, in their order
    """
    shown = [unit.element for unit in units if unit.element.kind not in _NOT_BODY]
    around = [None, *shown, None]
    return frozenset(
        element
        for before, element, after in zip(around, shown, around[2:], strict=False)
        if element.kind is ElementKind.RULE
        and (
            before is None
            or before.kind in {ElementKind.HEADER, ElementKind.RULE}
            or after is None
        )
    )


_NOT_BODY = frozenset(
    {
        ElementKind.END_OF_BLOCK,
        ElementKind.BLANK,
        ElementKind.COMMENT,
        ElementKind.HTML_COMMENT,
    }
)


@dataclass(slots=True)
class Assembly:
    """Puts blocks together.

    :param source: the text as its author wrote it
    """

    source: str
    units: list[Unit] = field(default_factory=list)

    def text(self) -> str:
        """Return the whole text, and note the lines of each block."""
        lines = self.source.split("\n")
        if all(unit.level == AS_WRITTEN and not unit.prefix for unit in self.units):
            for unit in self.units:
                unit.lines = (unit.first, unit.end)
            if not self._has_leftovers(lines):
                return self.source
        before = len(self.source) - len(self.source.lstrip("\n"))
        after = len(self.source) - len(self.source.rstrip("\n"))
        result = [""] * before
        last: Unit | None = None
        for unit in self.units:
            written = self._lines_of(unit, lines)
            unit.lines = (len(result), len(result))
            if not written:
                continue
            result += self._gap(last, unit, lines)
            result += unit.prefix.split("\n") if unit.prefix else []
            unit.lines = (len(result), len(result) + len(written))
            result += written
            last = unit
        return "\n".join(result) + "\n" * after if last is not None else ""

    def _has_leftovers(self, lines: Sequence[str]) -> bool:
        """Return whether lines belong to no block: they are of attributes alone."""
        covered: set[int] = set()
        for unit in self.units:
            covered.update(range(max(unit.first, 0), unit.end))
        return any(line.strip() and n not in covered for n, line in enumerate(lines))

    @staticmethod
    def _lines_of(unit: Unit, lines: Sequence[str]) -> list[str]:
        if unit.level == AS_WRITTEN:
            return [*lines[unit.first : unit.end]]
        return unit.text.split("\n") if unit.text else []

    def _gap(self, last: Unit | None, unit: Unit, lines: Sequence[str]) -> list[str]:
        if last is None:
            return []
        is_source = last.level == unit.level == AS_WRITTEN and not unit.prefix
        between = lines[last.end : unit.first] if is_source else []
        if is_source and not any(line.strip() for line in between):
            return [*between]
        if unit.is_apart or must_part(last.element, unit.element):
            return ["", SEPARATOR, ""]
        return [""]

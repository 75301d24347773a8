"""The state of a parser: its place in a text, the element it fills, what is defined."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from permalink_import.jekyll.kramdown.parsing.tree import Element, ElementKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import TypeAlias

    from permalink_import.jekyll.kramdown.parsing.attribute_lists import AttributeList
    from permalink_import.jekyll.kramdown.parsing.options import KramdownOptions

    Rule: TypeAlias = "Callable[[Parser], bool]"
    """Parses what is at the parser's place; returns whether it was what it parses."""

DEEPEST = 60
"""Elements within elements; no author has more, and Python's stack is finite."""
_STEPS = 30_000
_STEPS_PER_CHARACTER = 60
_LABORIOUS = 10
"""A text that took this part of its steps is parsed with less care: an end of emphasis
that was not found once is not looked for again."""


_QUOTE_AHEAD = re.compile(r"[ \t\r\n\f\v](?=['\"])")


class TooDeepError(Exception):
    """Elements are within elements without an end."""


@dataclass(slots=True)
class Footnote:
    """A footnote's definition.

    :param content: its blocks
    :param end: the end of block that stands for it
    :param is_used: something refers to it
    """

    name: str
    content: Element
    end: Element
    is_used: bool = False


@dataclass(slots=True)
class LinkDefinition:
    """What a reference stands for.

    :param end: the end of block that stands for it; it may have attributes
    """

    target: str
    title: str | None
    end: Element | None = None


@dataclass(slots=True)
class Abbreviation:
    """What a word means."""

    meaning: str
    end: Element


@dataclass(slots=True)
class Definitions:
    """What a text defines for all of it."""

    attribute_lists: dict[str, AttributeList] = field(default_factory=dict)
    footnotes: dict[str, Footnote] = field(default_factory=dict)
    links: dict[str, LinkDefinition] = field(default_factory=dict)
    abbreviations: dict[str, Abbreviation] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Parentheses:
    """Where the parentheses of a text close, and where a title may begin."""

    closing: dict[int, int]
    quotes: list[int]

    @classmethod
    def of(cls, text: str) -> Parentheses:
        """Find them in a text.

        :param text: of one block, in which links may be; unmatched ones are left out
        """
        closing: dict[int, int] = {}
        opened: list[int] = []
        for match in re.finditer(r"[()]", text):
            if match[0] == "(":
                opened.append(match.start())
            elif opened:
                closing[opened.pop()] = match.start()
        return cls(closing, [m.start() for m in _QUOTE_AHEAD.finditer(text)])


class Parser:
    """Parses one text; rules are functions that get the parser.

    :param text: what is parsed now: the document, or the content of an element
    :param position: in that
    :param tree: the element that gets children
    :param ancestors: elements around it, within one block with text
    :param block_ial: attributes for the block that comes next
    :param block_rules: for the first character of a line that is no space, in the order
        in which they are tried
    :param span_rules: for a character of text, likewise
    """

    def __init__(
        self,
        options: KramdownOptions,
        *,
        block_rules: Callable[[str], Sequence[Rule]],
        span_rules: Mapping[str, Sequence[Rule]],
    ) -> None:
        self.options = options
        self.block_rules = block_rules
        self.span_rules = span_rules
        self.definitions = Definitions()
        self.text = ""
        self.position = 0
        self.tree = Element(ElementKind.ROOT)
        self.ancestors: list[Element] = []
        self.block_ial: AttributeList | None = None
        self.text_kind = ElementKind.RAW_TEXT
        self.first_line = 1
        self._known_line = (0, 1)
        self.depth = 0
        self.steps = 0
        self.most_steps = 0
        self.is_too_complex = False
        """Some text has more markup than could be tried; it stayed text."""
        self.not_found: dict[str, int] = {}
        """Patterns that are nowhere in the text from a place on."""
        self.parentheses: Parentheses | None = None

    # -- Elements ---------------------------------------------------------------------

    def add_block(self, element: Element) -> Element:
        """Add a block, with the attributes that were written above it."""
        if self.block_ial is not None:
            element.ial, self.block_ial = self.block_ial, None
        self.tree.children.append(element)
        return element

    def add_text(
        self,
        value: str,
        start: int = -1,
        end: int = -1,
        *,
        tree: Element | None = None,
        kind: ElementKind | None = None,
    ) -> None:
        """Add text to the last text of an element, or as a child of its own.

        :param start: where it begins in the text; with ``end``
        """
        tree = self.tree if tree is None else tree
        kind = kind or self.text_kind
        last = tree.children[-1] if tree.children else None
        if last is not None and last.kind is kind:
            last.value += value
            last.end = end
        elif value:
            last = Element(kind, value, start=start, end=end)
            tree.children.append(last)
        if last is not None and value:
            last.pieces.append((value, start, end))

    @property
    def last_child(self) -> Element | None:
        """The last child of the element that is being filled."""
        return self.tree.children[-1] if self.tree.children else None

    # -- Places -----------------------------------------------------------------------

    def line_at(self, position: int) -> int:
        """Return the line of the document that a place is on, from 1.

        :param position: offset in the text that is parsed now; quick if they increase
        """
        known, line = self._known_line
        if position < known:
            known, line = 0, self.first_line
        line += self.text.count("\n", known, position)
        self._known_line = (position, line)
        return line

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match a pattern here."""
        return pattern.match(self.text, self.position)

    def search(self, pattern: re.Pattern[str], start: int) -> re.Match[str] | None:
        """Search for a pattern; where it was not found is remembered.

        :param pattern: whose failures are kept by its source
        :param start: offset to search from
        """
        known = self.not_found.get(pattern.pattern)
        if known is not None and start >= known:
            return None
        match = pattern.search(self.text, start)
        if match is None:
            self.not_found[pattern.pattern] = start
        return match

    @contextmanager
    def within(
        self, text: str, tree: Element, *, kind: ElementKind, first_line: int = 0
    ) -> Iterator[None]:
        """Parse another text into another element, with no ancestors.

        :param kind: of text that is added
        """
        before = self._place()
        self.text, self.position, self.tree = text, 0, tree
        self.ancestors, self.block_ial, self.text_kind = [], None, kind
        self.first_line, self.not_found = first_line or self.first_line, {}
        self._known_line, self.parentheses = (0, self.first_line), None
        with self.deeper():
            yield
        self.text, self.position, self.tree, self.ancestors, self.block_ial = before[:5]
        self.text_kind, self.first_line, self.not_found = before[5:8]
        self._known_line, self.parentheses = before[8:]

    def _place(
        self,
    ) -> tuple[
        *tuple[str, int, Element, list[Element], AttributeList | None],
        *tuple[ElementKind, int, dict[str, int], tuple[int, int], Parentheses | None],
    ]:
        return (
            *(self.text, self.position, self.tree, self.ancestors, self.block_ial),
            *(self.text_kind, self.first_line, self.not_found, self._known_line),
            self.parentheses,
        )

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """Count how deep elements are in each other.

        :raises TooDeepError: if it is too deep
        """
        self.depth += 1
        if self.depth > DEEPEST:
            raise TooDeepError
        yield
        self.depth -= 1

    # -- Text -------------------------------------------------------------------------

    def begin_text(self, length: int) -> None:
        """Allow a text as many steps as its length asks for.

        :param length: of the text, in characters
        """
        self.steps = 0
        self.most_steps = _STEPS + _STEPS_PER_CHARACTER * length

    def may_go_on(self) -> bool:
        """Count a step; return whether there were not too many."""
        self.steps += 1
        if self.steps > self.most_steps:
            self.is_too_complex = True
            return False
        return True

    @property
    def is_laborious(self) -> bool:
        """Return whether the text has taken many steps already."""
        return self.steps * _LABORIOUS > self.most_steps

    def is_within(self, *kinds: ElementKind) -> bool:
        """Return whether the text is in an element of one of these kinds."""
        return self.tree.kind in kinds or any(x.kind in kinds for x in self.ancestors)

    def rest(self) -> str:
        """Return what is left of the text."""
        return self.text[self.position :]


class BlocksEnd(Exception):  # noqa: N818 - it is no error
    """The end tag of the HTML element that blocks are in."""


_SPACES = re.compile(r" {0,3}")


def parse_blocks(parser: Parser) -> bool:
    """Parse the rest of the text into blocks of the element that is being filled.

    :return: whether the end tag of the element was found
    """
    try:
        while parser.position < len(parser.text):
            _parse_block(parser)
    except BlocksEnd:
        return True
    return False


def _parse_block(parser: Parser) -> None:
    text, start = parser.text, parser.position
    spaces = _SPACES.match(text, start)
    first = spaces.end() if spaces else start
    for rule in parser.block_rules(text[first : first + 1]):
        count = len(parser.tree.children)
        if rule(parser):
            _remember_source(parser, count, start)
            return
    # no rule takes it: kramdown has a warning for this, and keeps the line
    end = text.find("\n", start) + 1 or len(text)
    parser.add_text(text[parser.position : end])
    parser.position = end


def _remember_source(parser: Parser, count: int, start: int) -> None:
    """Note where new blocks are in the text."""
    for child in parser.tree.children[count:]:
        if child.start < 0:
            child.start = start
        child.end = parser.position
        child.source = parser.text[child.start : child.end]
        child.line = child.line or parser.line_at(child.start)

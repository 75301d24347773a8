"""The tree that a text is parsed to."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from permalink_import.jekyll.kramdown.parsing.attribute_lists import AttributeList


class ElementKind(Enum):
    """What an element is; the first ones are blocks."""

    ROOT = auto()
    BLANK = auto()
    END_OF_BLOCK = auto()
    PARAGRAPH = auto()
    HEADER = auto()
    BLOCKQUOTE = auto()
    CODE_BLOCK = auto()
    RULE = auto()
    BULLET_LIST = auto()
    NUMBERED_LIST = auto()
    LIST_ITEM = auto()
    DEFINITION_LIST = auto()
    TERM = auto()
    DEFINITION = auto()
    TABLE = auto()
    TABLE_HEAD = auto()
    TABLE_BODY = auto()
    TABLE_FOOT = auto()
    TABLE_ROW = auto()
    TABLE_CELL = auto()
    BLOCK_MARK = auto()
    """What Liquid made, as lines of their own: a mark of the importer."""
    MARKDOWN = auto()
    """What Liquid's filter ``markdownify`` made: a text of its own."""

    TEXT = auto()
    RAW_TEXT = auto()
    """Text within a block, before it is parsed."""
    EMPHASIS = auto()
    STRONG = auto()
    CODE = auto()
    LINK = auto()
    IMAGE = auto()
    LINE_BREAK = auto()
    ENTITY = auto()
    QUOTE = auto()
    """A typographic quotation mark."""
    SYMBOL = auto()
    """A dash, an ellipsis or a guillemet."""
    FOOTNOTE = auto()
    ABBREVIATION = auto()

    MATH = auto()  # these are blocks or spans
    HTML = auto()
    HTML_COMMENT = auto()
    HTML_INSTRUCTION = auto()
    COMMENT = auto()
    RAW = auto()


class Model(Enum):
    """What the content of an HTML element is read as."""

    RAW = auto()
    SPAN = auto()
    BLOCK = auto()


LISTS = frozenset({ElementKind.BULLET_LIST, ElementKind.NUMBERED_LIST})


@dataclass(slots=True, eq=False)
class Element:
    """An element of the tree.

    :param value: text; the name of an HTML element; the tag's source of others
    :param start: where it begins in the text that its parent was parsed from
    :param end: where it ends there
    :param source: of a block: its lines as written, in the parent's text
    :param line: its first line in the document, from 1
    :param ial: attributes that were written beside it
    :param pieces: of a text: value, start and end of each of its parts
    :param is_block: of what may be either
    :param is_transparent: of a paragraph: it has no tag, as in a tight list
    :param definition: of an end of block: what was written there ("link", "footnote",
        "abbreviation", "list", "attributes" or "extension"); "" for ``^``
    :param task: of a list item: its check box as it was written
    :param is_spaced: of a definition: a blank line is before it
    """

    kind: ElementKind
    value: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element] = field(default_factory=list)
    start: int = -1
    end: int = -1
    source: str = ""
    line: int = 0
    ial: AttributeList | None = None
    pieces: list[tuple[str, int, int]] = field(default_factory=list)
    is_block: bool = True
    is_transparent: bool = False
    level: int = 0
    model: Model | None = None
    is_closed: bool = False
    language: str = ""
    is_fenced: bool = False
    definition: str = ""
    alignments: list[str] = field(default_factory=list)
    task: str = ""
    is_spaced: bool = False
    unclosed: frozenset[str] = frozenset()
    """Delimiters that were tried in it, and have no end in the rest of the text."""
    raw: str = ""
    """Of a block with text: that text, before it was parsed."""

    def walk(self) -> Iterator[Element]:
        """Yield the element and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def part(self, start: int, end: int) -> Element:
        """Return a part of a text, which knows where it was written.

        :param start: offset in the element's value
        :param end: offset behind the part
        :return: a new element; its start and end are -1 if it was not written as it is
        """
        part = Element(self.kind, self.value[start:end])
        offset = 0
        for value, first, last in self.pieces:
            low, high = max(start - offset, 0), min(end - offset, len(value))
            offset += len(value)
            if low >= high:
                continue
            if low == 0 and high == len(value):
                place = (first, last)
            elif first >= 0 and last - first == len(value):
                place = (first + low, first + high)
            else:
                place = (-1, -1)
            part.pieces.append((value[low:high], *place))
        places = [(first, last) for _, first, last in part.pieces if first >= 0]
        if places:
            part.start, part.end = places[0][0], places[-1][1]
        return part

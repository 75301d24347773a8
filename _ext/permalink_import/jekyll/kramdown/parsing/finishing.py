"""What is done with the tree when all definitions are known."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from permalink_import.jekyll.kramdown.parsing.attribute_lists import apply_list
from permalink_import.jekyll.kramdown.parsing.figures import make_figure
from permalink_import.jekyll.kramdown.parsing.scanning import parse_spans
from permalink_import.jekyll.kramdown.parsing.texts import (
    lowered,
    symbol_text,
    text_of_entity,
)
from permalink_import.jekyll.kramdown.parsing.tree import Element, ElementKind, Model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from permalink_import.jekyll.kramdown.parsing.options import KramdownOptions
    from permalink_import.jekyll.kramdown.parsing.state import Parser


def parse_texts(parser: Parser, element: Element) -> None:
    """Parse the text of all blocks below an element, and give them their attributes."""
    children: list[Element] = []
    for child in element.children:
        if child.kind is ElementKind.RAW_TEXT:
            element.raw = child.value
            children += _parsed(parser, child)
            continue
        if (
            child.kind is ElementKind.BLANK
            and children
            and children[-1].kind is ElementKind.BLANK
        ):
            children[-1].value += child.value
            children[-1].source += child.source
            continue
        if child.kind is ElementKind.END_OF_BLOCK:
            if child.ial is not None:
                lists = parser.definitions.attribute_lists
                apply_list(child.attributes, child.ial, lists)
            children.append(child)
            continue
        parse_texts(parser, child)
        if child.ial is not None:
            lists = parser.definitions.attribute_lists
            apply_list(child.attributes, child.ial, lists)
        make_figure(child)
        children.append(child)
    element.children = children


def _parsed(parser: Parser, child: Element) -> list[Element]:
    holder = Element(ElementKind.ROOT)
    parser.begin_text(len(child.value))
    with parser.within(child.value, holder, kind=ElementKind.TEXT):
        parse_spans(parser, holder)
    return holder.children


# -- Headings, and lines that end with a backslash ------------------------------------


def finish_gfm(root: Element, options: KramdownOptions) -> None:
    """Set the ids of headings, and make line breaks, as the GFM parser does."""
    used: Counter[str] = Counter()
    line_break = "\n" if options.hard_wrap else "\\\n"
    _finish(root, options, used, line_break)


def _finish(
    element: Element, options: KramdownOptions, used: Counter[str], line_break: str
) -> None:
    children: list[Element] = []
    for child in element.children:
        if child.kind is ElementKind.TEXT and line_break in child.value:
            is_last = child is element.children[-1]
            children += _with_breaks(child, element, line_break, is_last=is_last)
            continue
        children.append(child)
        if child.kind is ElementKind.HTML:
            continue
        if (
            child.kind is ElementKind.HEADER
            and options.auto_ids
            and "id" not in child.attributes
        ):
            slug = github_id("".join(map(_heading_text, child.children)))
            used[slug] += 1
            number = used[slug] - 1
            child.attributes["id"] = options.auto_id_prefix + (
                f"{slug}-{number}" if number else slug
            )
            continue
        _finish(child, options, used, line_break)
    element.children = children


def _with_breaks(
    text: Element, parent: Element, line_break: str, *, is_last: bool
) -> Iterator[Element]:
    lines = text.value.split(line_break)
    no_break = not lines[-1] and is_last and _is_block(parent)
    position = 0
    for index, line in enumerate(lines):
        part = text.part(position, position + len(line))
        position += len(line) + len(line_break)
        if index:
            part.value = f"\n{line}"
            part.pieces.insert(0, ("\n", -1, -1))
        yield part
        if index < len(lines) - 2 or (index == len(lines) - 2 and not no_break):
            yield Element(ElementKind.LINE_BREAK, source=line_break[:-1])


_BLOCK_KINDS = frozenset(
    {
        ElementKind.PARAGRAPH,
        ElementKind.HEADER,
        ElementKind.BLOCKQUOTE,
        ElementKind.CODE_BLOCK,
        ElementKind.LIST_ITEM,
    }
    | {ElementKind.TERM, ElementKind.DEFINITION, ElementKind.TABLE_CELL}
)


def _is_block(element: Element) -> bool:
    return element.kind in _BLOCK_KINDS


def _heading_text(element: Element) -> str:
    """Return the text that makes a heading's id."""
    if element.kind in {
        ElementKind.TEXT,
        ElementKind.CODE,
        ElementKind.MATH,
        ElementKind.ABBREVIATION,
    }:
        return element.value
    if element.kind is ElementKind.ENTITY:
        return text_of_entity(element.value)
    if element.kind in {ElementKind.QUOTE, ElementKind.SYMBOL}:
        return symbol_text(element)
    return "".join(map(_heading_text, element.children))


_CIRCLED = frozenset(
    chr(code)
    for first, last in ((0x24B6, 0x24E9), (0x1F130, 0x1F149), (0x1F150, 0x1F169))
    for code in range(first, last + 1)
) | frozenset(map(chr, range(0x1F170, 0x1F18A)))
"""Letters in circles and squares, which are symbols, and letters to Unicode, too."""


@lru_cache(maxsize=4096)
def _is_word(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] in "LM" or category in {"Nd", "Nl", "Pc"} or char in _CIRCLED


def github_id(text: str) -> str:
    """Make the id of a heading: words stay, spaces become hyphens.

    :param text: of the heading, as plain text
    :return: may be empty; numbers against duplicates are not added here
    """
    kept = (x for x in lowered(text) if x in "- \t" or _is_word(x))
    return "".join("-" if x in " \t" else x for x in kept)


def basic_id(text: str) -> str:
    """Make the id of a heading as kramdown does without its GFM parser.

    :param text: of the heading, as plain text
    :return: may be empty; numbers against duplicates are not added here
    """
    text = re.sub(r"^[^a-zA-Z]+", "", text, flags=re.MULTILINE)
    return re.sub(r"[^a-zA-Z0-9 -]", "", text).replace(" ", "-").lower()


class BasicIds:
    """Makes ids for headings that have none yet, as the HTML converter does."""

    def __init__(self, options: KramdownOptions) -> None:
        self._options = options
        self._used: dict[str, int] = {}

    def make(self, header: Element) -> str:
        """Return the id of a heading."""
        text = (
            "".join(map(self._plain, header.children))
            if self._options.auto_id_stripping
            else header.raw
        )
        made = basic_id(text) or "section"
        if made in self._used:
            self._used[made] += 1
            made = f"{made}-{self._used[made]}"
        else:
            self._used[made] = 0
        return self._options.auto_id_prefix + made

    def _plain(self, element: Element) -> str:
        if self._options.gfm:
            return _heading_text(element)
        if element.kind is ElementKind.TEXT:
            return element.value
        return "".join(map(self._plain, element.children))


# -- Abbreviations --------------------------------------------------------------------


class AbbreviationFinder:
    """Finds the words that are defined as abbreviations."""

    def __init__(self, words: list[str]) -> None:
        ordered = sorted(words, key=len, reverse=True)
        self._any = re.compile("|".join(map(re.escape, ordered)))
        self._here = re.compile(rf"(?:{self._any.pattern})(?![A-Za-z0-9_])")
        self._next = re.compile(
            rf"(?:[^A-Za-z0-9_]|^)(?P<word>{self._any.pattern})(?![A-Za-z0-9_])",
            re.MULTILINE,
        )

    def replace(self, element: Element) -> None:
        """Replace the words below an element by elements of their own."""
        children: list[Element] = []
        for child in element.children:
            if child.kind is not ElementKind.TEXT or element.model is Model.RAW:
                self.replace(child)
                children.append(child)
            elif self._any.search(child.value):
                children += self._parts(child)
            else:
                children.append(child)
        element.children = children

    def _parts(self, child: Element) -> Iterator[Element]:
        text, position = child.value, 0
        while (match := self._find(text, position)) is not None:
            start, end = match
            yield child.part(position, start)
            word = child.part(start, end)
            word.kind = ElementKind.ABBREVIATION
            yield word
            position = end
        yield child.part(position, len(text))

    def _find(self, text: str, position: int) -> tuple[int, int] | None:
        if here := self._here.match(text, position):
            word = self._any.match(text, position)
            return here.start(), word.end() if word else here.end()
        match = self._next.search(text, position)
        if match is None:
            return None
        # a word that begins where the character before it would be comes first
        first = self._any.match(text, match.start())
        if first is not None:
            return first.start(), first.end()
        word = self._any.match(text, match.start("word"))
        return match.start("word"), word.end() if word else match.end("word")

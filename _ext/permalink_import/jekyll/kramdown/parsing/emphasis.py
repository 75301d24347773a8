"""Emphasis, and text that is struck through."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from permalink_import.jekyll.kramdown.parsing.blocks import WHITE_SPACE
from permalink_import.jekyll.kramdown.parsing.scanning import parse_spans
from permalink_import.jekyll.kramdown.parsing.tree import Element, ElementKind

if TYPE_CHECKING:
    from permalink_import.jekyll.kramdown.parsing.state import Parser


_STRIKE_END = re.compile(r"[^ \t\r\n\f\v~]~~")
_DELIMITERS = re.compile(r"\*+|_+")


def emphasis(parser: Parser) -> bool:
    """Parse ``*text*`` and ``**text**``."""
    text, start = parser.text, parser.position
    char = text[start]
    run = 2 if text.startswith(char, start + 1) else 1
    kind = ElementKind.STRONG if run == 2 else ElementKind.EMPHASIS
    after = start + run
    following = text[after : after + 1]
    is_text = (
        (char == "_" and _is_in_word(text, start))
        or (following and following in WHITE_SPACE)
        or parser.is_within(kind)
    )
    element = None if is_text else _emphasized(parser, after, char * run, kind)
    is_within = parser.tree.kind is ElementKind.EMPHASIS
    if element is None and not is_text and run == 2 and not is_within:
        element = _emphasized(parser, start + 1, char, ElementKind.EMPHASIS)
    if element is None:
        parser.position = after
        parser.add_text(text[start:after], start, after)
    else:
        element.start, element.end = start, parser.position
        parser.tree.children.append(element)
    return True


def _is_in_word(text: str, position: int) -> bool:
    """Return whether letters are right before a place, or a hyphen after letters."""
    before = text[max(position - 2, 0) : position]
    return before[-1:].isalpha() or (before[-1:] == "-" and before[:-1].isalpha())


def _emphasized(
    parser: Parser, start: int, delimiter: str, kind: ElementKind
) -> Element | None:
    """Parse up to the end of emphasis; move nothing if it has none."""
    text, saved, around = parser.text, parser.position, parser.tree
    # where other delimiters are right behind it, they may be read in other pairs
    more = _DELIMITERS.match(text, start)
    attempt = f"{delimiter} {len(more[0]) if more else 0}"
    if text.find(delimiter, start + 1) < 0:
        return None
    if parser.is_laborious and attempt in around.unclosed:
        return None
    element = Element(kind)
    parser.position = start

    def accept(match: re.Match[str]) -> bool:
        position = match.start()
        if text[position - 1] in WHITE_SPACE or not element.children:
            return False
        is_strong = text.startswith(delimiter * 2, position)
        is_both = text.startswith(delimiter * 3, position)
        if kind is ElementKind.EMPHASIS and is_strong and not is_both:
            return False
        following = text[match.end() : match.end() + 1]
        return not (delimiter[0] == "_" and following.isalnum())

    if not parse_spans(parser, element, re.compile(re.escape(delimiter)), accept):
        around.unclosed |= {attempt}
        parser.position = saved
        return None
    parser.position += len(delimiter)
    return element


def strikethrough(parser: Parser) -> bool:
    """Parse ``~~text~~``, as GitHub has it."""
    text, start = parser.text, parser.position
    if not parser.options.gfm or not text.startswith("~~", start):
        return False
    if text[start + 2 : start + 3] in {"", "~", *WHITE_SPACE}:
        return False
    end = parser.search(_STRIKE_END, start + 2)
    if end is None:
        return False
    element = Element(
        ElementKind.HTML, "del", is_block=False, start=start, end=end.end()
    )
    element.source = "~~"
    parser.tree.children.append(element)
    parser.position = end.end()
    content = text[start + 2 : end.end() - 2]
    with parser.within(content, element, kind=ElementKind.TEXT):
        parse_spans(parser, element)
    for child in element.children:
        _move(child, start + 2)
    return True


def _move(element: Element, offset: int) -> None:
    for inner in element.walk():
        if inner.start >= 0:
            inner.start += offset
            inner.end += offset
        inner.pieces = [
            (value, start + offset, end + offset) if start >= 0 else (value, start, end)
            for value, start, end in inner.pieces
        ]

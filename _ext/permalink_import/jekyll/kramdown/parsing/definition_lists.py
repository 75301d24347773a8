"""Definition lists: https://kramdown.gettalong.org/syntax.html#definition-lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from permalink_import.jekyll.kramdown.parsing.lists import (
    Indentation,
    expand_tabs,
    first_line,
    marker,
    take_ial,
)
from permalink_import.jekyll.kramdown.parsing.patterns import BLANK_LINE, COLON, EOB
from permalink_import.jekyll.kramdown.parsing.state import Parser, parse_blocks
from permalink_import.jekyll.kramdown.parsing.tree import Element, ElementKind

if TYPE_CHECKING:
    from collections.abc import Sequence


def definition_list(parser: Parser) -> bool:
    """Parse definitions, whose terms are the paragraph above them."""
    children = parser.tree.children
    if not _has_terms(children) or not parser.match(COLON):
        return False
    # a definition is read first, so that nothing is changed if there is none
    element = Element(ElementKind.DEFINITION_LIST)
    parser.block_ial = None
    is_spaced = children[-1].kind is ElementKind.BLANK
    if is_spaced:
        children.pop()
    terms = children.pop()
    element.start, element.line, element.ial = terms.start, terms.line, terms.ial
    for number, line in enumerate(_lines(terms.children[0].value)):
        term = Element(ElementKind.TERM, line=terms.line + number)
        term.raw = take_ial(term, line)
        parser.add_text(term.raw, tree=term)
        element.children.append(term)
    definitions = _read(parser, is_spaced=is_spaced)
    element.children += definitions
    element.end = parser.position
    element.source = parser.text[element.start : element.end]
    last = _parse(parser, definitions)
    _add(parser, element)
    if last is not None:
        last.start = parser.position
        children.append(last)
    return True


def _has_terms(children: Sequence[Element]) -> bool:
    if not children:
        return False
    if children[-1].kind is ElementKind.PARAGRAPH:
        return True
    return (
        len(children) > 1
        and children[-1].kind is ElementKind.BLANK
        and children[-1].value == "\n"
        and children[-2].kind is ElementKind.PARAGRAPH
    )


def _lines(text: str) -> list[str]:
    return text.rstrip("\n").split("\n")


def _read(parser: Parser, *, is_spaced: bool) -> list[Element]:
    text = parser.text
    start = COLON
    found: list[Element] = []
    indentation: Indentation | None = None
    after_blank = False
    while parser.position < len(text):
        position = parser.position
        if (match := start.match(text, position)) is not None:
            item = Element(ElementKind.DEFINITION, start=position, is_spaced=is_spaced)
            item.line = parser.line_at(position)
            content, indentation = first_line(len(match["marker"]), match["content"])
            item.raw = take_ial(item, content)
            start = marker(":", indentation.width)
            found.append(item)
            is_spaced = after_blank = False
        elif EOB.match(text, position) or indentation is None:
            break
        elif (match := indentation.content.match(text, position)) or (
            not after_blank and (match := indentation.is_lazy(text, position))
        ):
            line = expand_tabs(match[0])
            own = indentation.own.match(line)
            found[-1].raw += line[own.end() :] if own else line
            is_spaced = after_blank = False
        elif (match := BLANK_LINE.match(text, position)) is not None:
            found[-1].raw += match[0]
            is_spaced = after_blank = True
        else:
            break
        parser.position = match.end()
        found[-1].end = match.end()
    return found


def _parse(parser: Parser, definitions: Sequence[Element]) -> Element | None:
    """Parse the content of definitions; return the blank lines behind the last."""
    last: Element | None = None
    for item in definitions:
        item.source = item.raw
        with parser.within(
            item.raw, item, kind=ElementKind.RAW_TEXT, first_line=item.line
        ):
            parse_blocks(parser)
        if not item.children:
            continue
        has_blank = item.children[-1].kind is ElementKind.BLANK
        last = item.children.pop() if has_blank else None
        if not item.children:
            continue
        first = item.children[0]
        if first.kind is ElementKind.PARAGRAPH and not item.is_spaced:
            if len(item.children) > 1:
                first.children[0].value += "\n"
                first.raw += "\n"
            first.is_transparent = True
    return last


def _add(parser: Parser, element: Element) -> None:
    """Add a list, or add to the list right above it."""
    children = parser.tree.children
    above = children[-1] if children else None
    if (
        above is not None
        and above.kind is ElementKind.BLANK
        and len(children) > 1
        and children[-2].kind is ElementKind.DEFINITION_LIST
    ):
        children.pop()
        above = children[-1]
    if above is None or above.kind is not ElementKind.DEFINITION_LIST:
        children.append(element)
        return
    above.children += element.children
    above.end = element.end
    above.source = parser.text[above.start : above.end]

"""Links and images: https://kramdown.gettalong.org/syntax.html#links-and-images."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from permalink_import.jekyll.kramdown.parsing.attribute_lists import WHITE, apply_list
from permalink_import.jekyll.kramdown.parsing.blocks import STRIPPED
from permalink_import.jekyll.kramdown.parsing.definitions import normalized
from permalink_import.jekyll.kramdown.parsing.scanning import parse_spans
from permalink_import.jekyll.kramdown.parsing.state import LinkDefinition, Parentheses
from permalink_import.jekyll.kramdown.parsing.tree import Element, ElementKind

if TYPE_CHECKING:
    from permalink_import.jekyll.kramdown.parsing.attribute_lists import AttributeList
    from permalink_import.jekyll.kramdown.parsing.state import Parser


_START = re.compile(r"!?\[(?=[^^])")
_BRACKETS = re.compile(r"(?P<close>\])|!?\[")
_NAME = re.compile(rf"{WHITE}*?\[(?P<name>[^\]]+)?\]")
_ANGLE = re.compile(r"\(<(?P<target>[^\n]*?)>")
_QUOTE = re.compile(rf"{WHITE}*?(?P<quote>[\"'])")
_ENDS = {quote: re.compile(rf"{quote}{WHITE}*?\)") for quote in "\"'"}
_UNESCAPED = re.compile(r"\\([\\.*_+`<>()\[\]{}#!:|\"'$=-])")


@dataclass(frozen=True, slots=True)
class _Destination:
    target: str
    title: str | None
    end: int


def define(parser: Parser, name: str, target: str, title: str) -> None:
    """Define what a reference stands for, outside of the text.

    :param parser: whose definitions get one more; an older one of the name is replaced
    :param name: of the reference, as written
    :param target: URL or path
    :param title: "" for none
    """
    found = LinkDefinition(target, title or None)
    parser.definitions.links[normalized(name)] = found


def link(parser: Parser) -> bool:
    """Parse a link or an image, or a bracket that begins none."""
    match = parser.match(_START)
    if match is None:
        return False
    text, start = parser.text, parser.position
    kind = ElementKind.IMAGE if match[0].startswith("!") else ElementKind.LINK
    element = Element(kind, start=start)
    no_link = kind is ElementKind.LINK and parser.is_within(
        ElementKind.LINK, ElementKind.IMAGE
    )
    if no_link or text.find("]", match.end()) < 0 or not _parse(parser, element):
        parser.position = match.end()
        parser.add_text(match[0], start, match.end())
    return True


def _parse(parser: Parser, element: Element) -> bool:
    """Parse what follows the opening bracket; return whether it is a link."""
    text = parser.text
    inner = element.start + (2 if element.kind is ElementKind.IMAGE else 1)
    parser.position = inner
    count = 1

    def accept(match: re.Match[str]) -> bool:
        nonlocal count
        count += -1 if match["close"] else 1
        images = sum(child.kind is ElementKind.IMAGE for child in element.children)
        return count - images == 0

    with parser.deeper():
        found = parse_spans(parser, element, _BRACKETS, accept)
    if not found:
        return False
    alt = text[inner : parser.position]
    element.raw = alt
    after = parser.position + 1  # the bracket, or "![", which is no end of a link
    if match := _BRACKETS.match(text, parser.position):
        after = match.end()
    name = _NAME.match(text, after)
    if name is not None or not text.startswith("(", after):
        given = name["name"] if name else None
        if not _refer(parser, element, given or _UNESCAPED.sub(r"\1", alt)):
            return False
        parser.position = name.end() if name else after
    else:
        destination = _destination(parser, after)
        if destination is None:
            return False
        parser.position = destination.end
        _add(parser, element, destination.target, destination.title)
    element.end = parser.position
    element.source = text[element.start : element.end]
    return True


def _refer(parser: Parser, element: Element, name: str) -> bool:
    found = parser.definitions.links.get(normalized(name))
    if found is None:
        return False
    element.language = normalized(name)
    ial = found.end.ial if found.end else None
    _add(parser, element, found.target, found.title, ial)
    return True


def _add(
    parser: Parser,
    element: Element,
    target: str,
    title: str | None,
    ial: AttributeList | None = None,
) -> None:
    element.ial = ial
    if ial is not None:
        apply_list(element.attributes, ial, parser.definitions.attribute_lists)
    if element.kind is ElementKind.LINK:
        element.attributes["href"] = target
    else:
        element.attributes["src"] = target
        element.attributes["alt"] = _UNESCAPED.sub(r"\1", element.raw)
        element.children.clear()
    if title is not None:
        element.attributes["title"] = title
    parser.tree.children.append(element)


def _destination(parser: Parser, start: int) -> _Destination | None:
    """Read the target in parentheses, and the title."""
    text = parser.text
    if (match := _ANGLE.match(text, start)) is not None:
        if text.startswith(")", match.end()):
            return _Destination(match["target"], None, match.end() + 1)
        return _with_title(parser, match["target"], match.end())
    found = parser.parentheses = parser.parentheses or Parentheses.of(text)
    index = bisect_left(found.quotes, start + 1)
    quote = found.quotes[index] if index < len(found.quotes) else len(text)
    end = found.closing.get(start, len(text))
    if end < quote:
        target = text[start + 1 : end].strip(STRIPPED)
        return _Destination(target, None, end + 1)
    if quote == len(text):
        return None
    return _with_title(parser, text[start + 1 : quote].strip(STRIPPED), quote + 1)


def _with_title(parser: Parser, target: str, start: int) -> _Destination | None:
    text = parser.text
    match = _QUOTE.match(text, start)
    if match is None:
        return None
    end = parser.search(_ENDS[match["quote"]], match.end() + 1)
    if end is None:
        return None
    return _Destination(target, text[match.end() : end.start()], end.end())

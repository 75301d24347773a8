"""HTML: https://kramdown.gettalong.org/syntax.html#html-blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from permalink_import.jekyll.kramdown.parsing.attribute_lists import WHITE
from permalink_import.jekyll.kramdown.parsing.html_names import (
    KNOWN_ELEMENTS,
    SPAN_ELEMENTS,
    VOID_ELEMENTS,
    content_model,
    element_name,
)
from permalink_import.jekyll.kramdown.parsing.patterns import (
    BLOCK_MARK,
    MARKDOWN_CLOSE,
    MARKDOWN_OPEN,
    UNAME,
)
from permalink_import.jekyll.kramdown.parsing.state import (
    BlocksEnd,
    Parser,
    parse_blocks,
)
from permalink_import.jekyll.kramdown.parsing.tree import Element, ElementKind, Model

if TYPE_CHECKING:
    from collections.abc import Iterator


TRAILING_WHITE = re.compile(r"[ \t]*\n")
CLOSE_TAG = re.compile(rf"</(?P<name>{UNAME}){WHITE}*>")
_OPEN = re.compile(rf"<(?P<name>(?>{UNAME}))")
_ATTRIBUTE = re.compile(rf"{WHITE}+(?P<name>{UNAME})")
_VALUE = re.compile(rf"{WHITE}*={WHITE}*(?:(?P<word>\w+)|(?P<quote>[\"']))")
_TAG_END = re.compile(rf"{WHITE}*(?P<closed>/)?>")
_RAW_START = re.compile(rf"<(?=(?:{UNAME})|/|!--|\?)|{BLOCK_MARK}|{MARKDOWN_OPEN}")
_MARK = re.compile(BLOCK_MARK)
_SPACES = re.compile(r" {0,3}")
MARKDOWN_VALUES = {"0": Model.RAW, "1": None, "span": Model.SPAN, "block": Model.BLOCK}
"""What the attribute ``markdown`` makes of an element's content."""


@dataclass(frozen=True, slots=True)
class StartTag:
    """A start tag.

    :param attributes: names as written
    :param is_closed: it ends with a slash
    """

    name: str
    attributes: dict[str, str]
    is_closed: bool
    start: int
    end: int


def match_tag(text: str, position: int) -> StartTag | None:
    """Match the start tag of an element.

    :param text: that is parsed
    :param position: offset of ``<``
    :return: ``None`` if kramdown reads it as text; names of attributes are in lower
        case if the element is HTML's
    """
    match = _OPEN.match(text, position)
    if match is None:
        return None
    end = match.end()
    attributes: dict[str, str] = {}
    lower = element_name(match["name"]) in KNOWN_ELEMENTS
    while (attribute := _ATTRIBUTE.match(text, end)) is not None:
        end, value = attribute.end(), ""
        if (found := _VALUE.match(text, end)) is not None:
            if found["word"]:
                value, end = found["word"], found.end()
            else:
                close = text.find(found["quote"], found.end())
                if close >= 0:
                    value, end = text[found.end() : close], close + 1
        name = attribute["name"]
        attributes[name.lower() if lower else name] = value
    tail = _TAG_END.match(text, end)
    if tail is None:
        return None
    closed = tail["closed"] is not None
    return StartTag(match["name"], attributes, closed, position, tail.end())


def block_html(parser: Parser) -> bool:
    """Parse an element, comment or end tag that begins a line."""
    text = parser.text
    if text.startswith("<!--", parser.position):
        end = text.find("-->", parser.position + 4)
        if end >= 0:
            element = Element(ElementKind.HTML_COMMENT, text[parser.position : end + 3])
            parser.tree.children.append(element)
            parser.position = end + 3
            _skip_white(parser)
            return True
    spaces = _SPACES.match(text, parser.position)
    start = spaces.end() if spaces else parser.position
    tag = match_tag(text, start)
    if tag is not None:
        if tag.name.lower() in SPAN_ELEMENTS:
            return False
        parser.position = tag.end
        _start_tag(parser, tag)
        return True
    close = CLOSE_TAG.match(text, start)
    if close is None or close["name"].lower() in SPAN_ELEMENTS:
        return False
    tree = parser.tree
    if tree.kind is ElementKind.HTML and tree.value == close["name"].lower():
        parser.position = close.end()
        raise BlocksEnd
    return False


def _skip_white(parser: Parser) -> None:
    match = TRAILING_WHITE.match(parser.text, parser.position)
    if match is not None:
        parser.position = match.end()


def block_mark(parser: Parser) -> bool:
    """Parse what Liquid made as a block."""
    text = parser.text
    spaces = _SPACES.match(text, parser.position)
    start = spaces.end() if spaces else parser.position
    if (match := _MARK.match(text, start)) is not None:
        parser.position = match.end()
        parser.add_block(Element(ElementKind.BLOCK_MARK, match[0]))
    elif text.startswith(MARKDOWN_OPEN, start) and MARKDOWN_CLOSE in text:
        parser.position = start
        _markdown(parser)
    else:
        return False
    _skip_white(parser)
    return True


def _markdown(parser: Parser) -> None:
    """Parse what ``markdownify`` was given, which is a text of its own."""
    start = parser.position + 1
    end = parser.text.find(MARKDOWN_CLOSE, start)
    end = len(parser.text) if end < 0 else end
    content = parser.text[start:end].strip("\n") + "\n"
    element = Element(ElementKind.MARKDOWN, raw=content)
    parser.tree.children.append(element)
    line = parser.line_at(start)
    parser.position = end + 1
    with parser.within(content, element, kind=ElementKind.RAW_TEXT, first_line=line):
        parse_blocks(parser)


def _start_tag(parser: Parser, tag: StartTag) -> None:
    """Parse an element whose start tag is right before the position."""
    name = element_name(tag.name)
    element = Element(ElementKind.HTML, name, tag.attributes, start=tag.start)
    element.line = parser.line_at(tag.start)
    parser.tree.children.append(element)
    if name in {"script", "style"}:
        _raw_content(parser, element)
        _handle(parser, element, closed=False, has_body=False)
    else:
        closed = tag.is_closed or name in VOID_ELEMENTS
        _handle(parser, element, closed=closed, has_body=True)
    element.end = parser.position
    element.source = parser.text[element.start : element.end]


def _raw_content(parser: Parser, element: Element) -> None:
    """Read the content of a script or style sheet, up to its end tag."""
    pattern = re.compile(rf"</{element.value}{WHITE}*>", re.IGNORECASE)
    end = pattern.search(parser.text, parser.position)
    stop = end.start() if end else len(parser.text)
    parser.add_text(
        parser.text[parser.position : stop], tree=element, kind=ElementKind.RAW
    )
    parser.position = end.end() if end else stop


def _handle(parser: Parser, element: Element, *, closed: bool, has_body: bool) -> None:
    """Parse the content of an element."""
    if parser.block_ial is not None:
        element.ial, parser.block_ial = parser.block_ial, None
    in_raw = parser.tree.kind is ElementKind.HTML and parser.tree.model is Model.RAW
    is_parsed = not in_raw and parser.options.parse_block_html
    model = content_model(element.value) if is_parsed else Model.RAW
    said = element.attributes.pop("markdown", None)
    if said in MARKDOWN_VALUES:
        model = MARKDOWN_VALUES[said] or content_model(element.value)
    if model is Model.BLOCK:
        _skip_white(parser)
    element.model, element.is_closed = model, closed
    if closed or not has_body:
        return
    with _inside(parser, element):
        if model is Model.BLOCK:
            _block_content(parser)
        elif model is Model.SPAN:
            _span_content(parser, element)
        else:
            _parse_raw(parser)
    if not in_raw:
        _skip_white(parser)


class _inside:  # noqa: N801 - reads as a function
    """Fill an element for a while, in the same text."""

    def __init__(self, parser: Parser, element: Element) -> None:
        self._parser, self._element = parser, element

    def __enter__(self) -> None:
        parser = self._parser
        self._before = (parser.tree, parser.block_ial)
        self._deeper = parser.deeper()
        self._deeper.__enter__()
        parser.tree, parser.block_ial = self._element, None

    def __exit__(self, *error: object) -> None:
        self._deeper.__exit__(None, None, None)
        parser = self._parser
        parser.tree, parser.block_ial = self._before


def _block_content(parser: Parser) -> None:
    start = parser.position
    parse_blocks(parser)
    parser.tree.raw = parser.text[start : parser.position]


def _span_content(parser: Parser, element: Element) -> None:
    pattern = re.compile(rf"(?=</{re.escape(element.value)}{WHITE}*>)", re.IGNORECASE)
    start = parser.position
    end = pattern.search(parser.text, start)
    stop = end.start() if end else len(parser.text)
    element.raw = parser.text[start:stop]
    parser.add_text(element.raw, tree=element, kind=parser.text_kind)
    parser.position = stop
    if (close := CLOSE_TAG.match(parser.text, stop)) is not None:
        parser.position = close.end()


def _parse_raw(parser: Parser) -> None:
    """Parse HTML, in which there is no Markdown, up to the end tag of the element."""
    text, tree = parser.text, parser.tree
    for start in _raw_starts(parser):
        parser.add_text(text[parser.position : start], kind=ElementKind.TEXT)
        parser.position = start
        if text.startswith(MARKDOWN_OPEN, start):
            _markdown(parser)
        elif (mark := _MARK.match(text, start)) is not None:
            tree.children.append(Element(ElementKind.BLOCK_MARK, mark[0]))
            parser.position = mark.end()
        elif (end := _comment_end(text, start)) is not None:
            kind = (
                ElementKind.HTML_COMMENT
                if text[start + 1] == "!"
                else ElementKind.HTML_INSTRUCTION
            )
            tree.children.append(Element(kind, text[start:end]))
            parser.position = end
        elif (tag := match_tag(text, start)) is not None:
            parser.position = tag.end
            _start_tag(parser, tag)
        elif (close := CLOSE_TAG.match(text, start)) is not None:
            parser.position = close.end()
            if tree.value == _closed_name(tree.value, close["name"]):
                return
            parser.add_text(close[0], kind=ElementKind.TEXT)
        else:
            parser.add_text(text[start], kind=ElementKind.TEXT)
            parser.position = start + 1


def _raw_starts(parser: Parser) -> Iterator[int]:
    """Yield where something but text may begin; the last text is added at the end."""
    while (match := _RAW_START.search(parser.text, parser.position)) is not None:
        yield match.start()
    parser.add_text(parser.rest(), kind=ElementKind.TEXT)
    parser.position = len(parser.text)


def _closed_name(element: str, closed: str) -> str:
    return closed.lower() if element in KNOWN_ELEMENTS else closed


def _comment_end(text: str, start: int) -> int | None:
    """Find where a comment or instruction ends that may begin here."""
    if text.startswith("<!--", start):
        end = text.find("-->", start + 4)
        return end + 3 if end >= 0 else None
    if text.startswith("<?", start):
        end = text.find("?>", start + 2)
        return end + 2 if end >= 0 else None
    return None

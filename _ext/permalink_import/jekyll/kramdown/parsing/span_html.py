"""HTML within a line, and addresses in angle brackets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from permalink_import.jekyll.kramdown.parsing.attribute_lists import WHITE
from permalink_import.jekyll.kramdown.parsing.html import (
    CLOSE_TAG,
    MARKDOWN_VALUES,
    match_tag,
)
from permalink_import.jekyll.kramdown.parsing.html_names import (
    BLOCK_ELEMENTS,
    KNOWN_ELEMENTS,
    VOID_ELEMENTS,
    content_model,
    element_name,
)
from permalink_import.jekyll.kramdown.parsing.patterns import UNAME
from permalink_import.jekyll.kramdown.parsing.scanning import parse_spans
from permalink_import.jekyll.kramdown.parsing.tree import Element, ElementKind, Model

if TYPE_CHECKING:
    from permalink_import.jekyll.kramdown.parsing.state import Parser


_CHARACTERS = r"[\w.-]"
_SCHEME = re.compile(r"<(?:mailto|https?|ftps?):")
_ADDRESS = re.compile(rf"<{_CHARACTERS}+@{_CHARACTERS}+>")
_HTML_START = re.compile(rf"<(?:(?:{UNAME})|!--|/)")


def autolink(parser: Parser) -> bool:
    """Parse ``<https://example.org>``."""
    text, start = parser.text, parser.position
    scheme = _SCHEME.match(text, start)
    if scheme is not None:
        end = text.find(">", scheme.end() + 1)
        if end < 0 or "\n" in text[scheme.end() : end]:
            return False
    elif address := _ADDRESS.match(text, start):
        end = address.end() - 1
    else:
        return False
    target = text[start + 1 : end]
    href = target if scheme else f"mailto:{target}"
    parser.position = end + 1
    element = Element(ElementKind.LINK, attributes={"href": href}, start=start)
    element.end, element.source = end + 1, text[start : end + 1]
    parser.add_text(target.removeprefix("mailto:"), -1, -1, tree=element)
    parser.tree.children.append(element)
    return True


def span_html(parser: Parser) -> bool:
    """Parse a comment, or an element of HTML that is part of a line."""
    text, start = parser.text, parser.position
    if not _HTML_START.match(text, start):
        return False
    if text.startswith("<!--", start) and (end := text.find("-->", start + 4)) >= 0:
        parser.position = end + 3
        comment = Element(
            ElementKind.HTML_COMMENT, text[start : end + 3], is_block=False
        )
        comment.start, comment.end = start, end + 3
        parser.tree.children.append(comment)
    elif (close := CLOSE_TAG.match(text, start)) is not None:
        parser.position = close.end()
        parser.add_text(close[0], start, close.end())
    elif (tag := match_tag(text, start)) is not None:
        parser.position = tag.end
        name = element_name(tag.name)
        if name in BLOCK_ELEMENTS:
            parser.add_text(text[start : tag.end], start, tag.end)
            return True
        attributes = {k: re.sub("\n+", " ", v) for k, v in tag.attributes.items()}
        element = Element(
            ElementKind.HTML, name, attributes, is_block=False, start=start
        )
        element.is_closed = tag.is_closed
        _element(parser, element)
    else:
        parser.position += 1
        parser.add_text(text[start], start, start + 1)
    return True


def _element(parser: Parser, element: Element) -> None:
    text, name = parser.text, element.value
    model = content_model(name)
    is_raw = model is Model.RAW or parser.tree.model is Model.RAW
    is_parsed = not is_raw and parser.options.parse_span_html
    said = element.attributes.pop("markdown", None)
    if said in MARKDOWN_VALUES and said != "block":
        value = MARKDOWN_VALUES[said]
        is_parsed = value is Model.SPAN or (value is None and model is not Model.RAW)
    element.model = Model.SPAN if is_parsed else Model.RAW
    element.source = text[element.start : parser.position]  # the tag
    parser.tree.children.append(element)
    if not element.is_closed and name not in VOID_ELEMENTS:
        flags = re.IGNORECASE if name in KNOWN_ELEMENTS else 0
        stop = re.compile(rf"</{re.escape(name)}{WHITE}*>", flags)
        with parser.deeper():
            found = parse_spans(
                parser, element, stop, rules="" if is_parsed else "html"
            )
        if found and (close := stop.match(text, parser.position)):
            parser.position = close.end()
            element.raw = close[0]  # its end tag
        elif not found:
            parser.add_text(parser.rest(), parser.position, len(text), tree=element)
            parser.position = len(text)
    element.end = parser.position

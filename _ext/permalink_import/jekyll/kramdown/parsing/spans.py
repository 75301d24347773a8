"""Text within a block: https://kramdown.gettalong.org/syntax.html#span-level-elements."""

from __future__ import annotations

import re
from html.entities import name2codepoint
from typing import TYPE_CHECKING

from permalink_import.jekyll.kramdown.parsing.attribute_lists import (
    AttributeList,
    apply_list,
)
from permalink_import.jekyll.kramdown.parsing.blocks import STRIPPED, WHITE_SPACE
from permalink_import.jekyll.kramdown.parsing.definitions import (
    EXTENSION,
    EXTENSION_STOP,
    extension_element,
)
from permalink_import.jekyll.kramdown.parsing.patterns import ID_NAME
from permalink_import.jekyll.kramdown.parsing.scanning import parse_spans
from permalink_import.jekyll.kramdown.parsing.tree import Element, ElementKind

if TYPE_CHECKING:
    from permalink_import.jekyll.kramdown.parsing.state import Parser


_RUN = re.compile("`+")
_FOOTNOTE = re.compile(rf"\[\^(?P<name>{ID_NAME})\]")
_IAL = re.compile(r"\{:(?P<ial>(?:\\\}|[^}])+)\}")
_ENTITY = re.compile(
    r"&(?:(?P<name>[\w:][\w.:-]*)|\#(?P<number>[0-9]+)|\#x(?P<hex>[0-9a-fA-F]+));",
    re.ASCII,
)
_SYMBOL = re.compile(r"---|--|\.\.\.|\\<<|\\>>|<< | >>|<<|>>")
_SYMBOLS = {
    "---": "mdash",
    "--": "ndash",
    "...": "hellip",
    "<< ": "laquo_space",
    " >>": "raquo_space",
    "<<": "laquo",
    ">>": "raquo",
}
_BREAK = re.compile(r"(?:  |\\\\)(?=\n)")
_ESCAPED = re.compile(r"\\([\\.*_+`<>()\[\]{}#!:|\"'$=~-])")
KNOWN_ENTITIES = frozenset({*name2codepoint, "apos", "vellip"})


def code(parser: Parser) -> bool:
    """Parse code in a line."""
    text, start = parser.text, parser.position
    match = _RUN.match(text, start)
    if match is None:
        return False
    run, after = match[0], match.end()
    before = text[start - 1 : start]
    is_single = len(run) == 1
    following = text[after : after + 1]
    spaced = (not start or before in WHITE_SPACE) and (
        bool(following) and following in WHITE_SPACE
    )
    end = -1 if is_single and spaced else text.find(run, after)
    if end < 0:
        parser.position = after
        parser.add_text(run, start, after)
        return True
    content = text[after:end]
    if not is_single:
        content = content.removeprefix(" ").removesuffix(" ")
    parser.position = end + len(run)
    element = Element(ElementKind.CODE, content, start=start, end=parser.position)
    element.source = text[start : parser.position]
    parser.tree.children.append(element)
    return True


def footnote_marker(parser: Parser) -> bool:
    """Parse ``[^name]``."""
    match = parser.match(_FOOTNOTE)
    if match is None:
        return False
    start, parser.position = parser.position, match.end()
    footnote = parser.definitions.footnotes.get(match["name"])
    if footnote is None:
        parser.add_text(match[0], start, match.end())
        return True
    footnote.is_used = True
    element = Element(ElementKind.FOOTNOTE, match["name"], start=start, end=match.end())
    parser.tree.children.append(element)
    return True


def inline_math(parser: Parser) -> bool:
    """Parse ``$$formula$$``."""
    text, start = parser.text, parser.position
    end = text.find("$$", start + 2) if text.startswith("$$", start) else -1
    if end < 0:
        return False
    parser.position = end + 2
    raw = text[start + 2 : end]
    element = Element(ElementKind.MATH, raw.strip(STRIPPED), is_block=False, raw=raw)
    element.start, element.end = start, end + 2
    parser.tree.children.append(element)
    return True


def span_extension(parser: Parser) -> bool:
    """Parse attributes of what is before them, and ``{::name}``."""
    text, start = parser.text, parser.position
    if not text.startswith("{:", start):
        return False
    if text.find("}", start) >= 0:
        if (match := EXTENSION.match(text, start)) is not None:
            if _extension(parser, match):
                return True
        elif not EXTENSION_STOP.match(text, start) and (
            match := _IAL.match(text, start)
        ):
            last = parser.last_child
            if last is not None and last.kind is not ElementKind.TEXT:
                parser.position = match.end()
                said = AttributeList()
                said.parse(match["ial"])
                last.ial = last.ial or AttributeList()
                last.ial.update(said)
                lists = parser.definitions.attribute_lists
                apply_list(last.attributes, said, lists)
                last.end = match.end()
                return True
    parser.position = start + 1
    parser.add_text(text[start], start, start + 1)
    return True


def _extension(parser: Parser, match: re.Match[str]) -> bool:
    body, end = None, match.end()
    if not match["empty"]:
        stop = re.compile(rf"\{{:/(?:{re.escape(match['name'])})?\}}").search(
            parser.text, end
        )
        if stop is None:
            return False
        body, end = parser.text[end : stop.start()], stop.end()
    element = extension_element(parser, match, body)
    if element is None:
        return False
    start, parser.position = parser.position, end
    if element.kind is not ElementKind.END_OF_BLOCK and body is not None:
        element.is_block, element.start, element.end = False, start, end
        parser.tree.children.append(element)
    return True


def entity(parser: Parser) -> bool:
    """Parse ``&amp;`` and its like; a name that is not known begins with an "&"."""
    match = parser.match(_ENTITY)
    if match is None:
        return False
    start, parser.position = parser.position, match.end()
    if match["name"] and match["name"] not in KNOWN_ENTITIES:
        element = Element(ElementKind.ENTITY, "&amp;", start=start, end=start + 1)
        parser.tree.children.append(element)
        parser.add_text(match[0][1:], start + 1, match.end())
        return True
    element = Element(ElementKind.ENTITY, match[0], start=start, end=match.end())
    parser.tree.children.append(element)
    return True


def symbol(parser: Parser) -> bool:
    """Parse dashes, dots and guillemets."""
    match = parser.match(_SYMBOL)
    if match is None:
        return False
    start, parser.position = parser.position, match.end()
    if match[0] in _SYMBOLS:
        element = Element(ElementKind.SYMBOL, _SYMBOLS[match[0]], start=start)
        element.end, element.source = match.end(), match[0]
        parser.tree.children.append(element)
        return True
    for _ in range(2):  # "\<<" is text
        value = "&lt;" if "<" in match[0] else "&gt;"
        element = Element(ElementKind.ENTITY, value, start=start, end=match.end())
        parser.tree.children.append(element)
    return True


def line_break(parser: Parser) -> bool:
    """Parse two spaces, or two backslashes, at the end of a line."""
    match = parser.match(_BREAK)
    if match is None:
        return False
    start, parser.position = parser.position, match.end()
    element = Element(
        ElementKind.LINE_BREAK, start=start, end=match.end(), source=match[0]
    )
    parser.tree.children.append(element)
    return True


def escaped(parser: Parser) -> bool:
    """Parse a character behind a backslash."""
    match = parser.match(_ESCAPED)
    if match is None or (match[1] == "~" and not parser.options.gfm):
        return False
    start, parser.position = parser.position, match.end()
    parser.add_text(match[1], start, match.end())
    return True


def markdown_mark(parser: Parser) -> bool:
    """Skip what stands around Markdown that Liquid made, within a line."""
    parser.position += 1
    return True


def parse_code(parser: Parser, text: str, rules: str) -> list[Element]:
    """Parse a text of which no more is asked than where its code is.

    :param rules: "code", or "code html"
    """
    root = Element(ElementKind.ROOT)
    parser.begin_text(len(text))
    with parser.within(text, root, kind=ElementKind.RAW_TEXT):
        parse_spans(parser, root, rules=rules)
    return root.children

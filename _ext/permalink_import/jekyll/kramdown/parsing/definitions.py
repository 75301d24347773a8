"""Definitions of links, footnotes, abbreviations and attributes, and extensions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from permalink_import.jekyll.kramdown.parsing.attribute_lists import (
    WHITE,
    AttributeList,
)
from permalink_import.jekyll.kramdown.parsing.blocks import STRIPPED, code_end
from permalink_import.jekyll.kramdown.parsing.patterns import ID_NAME, INDENT, match_ial
from permalink_import.jekyll.kramdown.parsing.state import (
    Abbreviation,
    Footnote,
    LinkDefinition,
    Parser,
    parse_blocks,
)
from permalink_import.jekyll.kramdown.parsing.texts import lowered
from permalink_import.jekyll.kramdown.parsing.tree import Element, ElementKind

if TYPE_CHECKING:
    from collections.abc import Mapping


_LINK = re.compile(
    r" {0,3}\[(?P<name>[^\n\]]+)\]:[ \t]*"
    r"(?:<(?P<angle>[^\n]*?)>|(?P<url>[^\n]*?[^ \t\r\n\f\v][^\n]*?))"
    r"(?:(?:[ \t]*?\n|[ \t]+?)[ \t]*?(?P<quote>[\"'])(?P<title>[^\n]+?)(?P=quote))?"
    r"[ \t]*?\n"
)
_QUOTED_END = re.compile(r"[ \t]+[\"']")
_FOOTNOTE = re.compile(rf" {{0,3}}\[\^(?P<name>{ID_NAME})\]:(?P<first>[^\n]*\n)")
_ABBREVIATION = re.compile(r" {0,3}\*\[(?P<word>[^\n]+?)\]:(?P<meaning>[^\n]*)\n")
_INDENT_AT_START = re.compile(rf"^{INDENT}", re.MULTILINE)
_LIST = re.compile(
    rf" {{0,3}}\{{:(?P<name>{ID_NAME}):(?P<list>(?:\\\}}|[^}}])+)\}}{WHITE}*?\n"
)
EXTENSION = re.compile(
    rf"\{{::(?P<name>[A-Za-z0-9_]+)"
    rf"(?:{WHITE}(?P<list>(?:\\\}}|[^}}])*?)|)(?P<empty>/)?\}}"
)
EXTENSION_STOP = re.compile(rf"\{{:/(?P<stop>{ID_NAME})?\}}")
_WITH_ATTRIBUTES = frozenset({"link", "abbreviation", "footnote"})
_LINE_REST = re.compile(rf"{WHITE}*?\n")
_SPACES = re.compile(r" {0,3}")


def normalized(name: str) -> str:
    """Return a link's name as it is compared.

    :param name: as between the brackets; case and the kind of white space do not matter
    """
    return lowered(re.sub(rf"{WHITE}+", " ", name))


def link_definition(parser: Parser) -> bool:
    """Parse ``[name]: target "title"``."""
    match = parser.match(_LINK)
    if match is None or _QUOTED_END.search(match["url"] or ""):
        return False
    parser.position = match.end()
    end = parser.add_block(Element(ElementKind.END_OF_BLOCK, definition="link"))
    angle = match["angle"]
    target = match["url"] if angle is None else angle
    parser.definitions.links[normalized(match["name"])] = LinkDefinition(
        target, match["title"], end
    )
    end.value = match["name"]
    return True


def footnote_definition(parser: Parser) -> bool:
    """Parse ``[^name]: text``."""
    match = parser.match(_FOOTNOTE)
    if match is None:
        return False
    end = code_end(parser.text, match.end())
    line = parser.line_at(parser.position)
    text = _INDENT_AT_START.sub("", match["first"] + parser.text[match.end() : end])
    content = Element(ElementKind.ROOT, raw=text, line=line)
    with parser.within(text, content, kind=ElementKind.RAW_TEXT, first_line=line):
        parse_blocks(parser)
    parser.position = end
    mark = parser.add_block(Element(ElementKind.END_OF_BLOCK, match["name"]))
    mark.definition = "footnote"
    parser.definitions.footnotes[match["name"]] = Footnote(match["name"], content, mark)
    return True


def abbreviation_definition(parser: Parser) -> bool:
    """Parse ``*[word]: meaning``."""
    match = parser.match(_ABBREVIATION)
    if match is None:
        return False
    parser.position = match.end()
    end = parser.add_block(Element(ElementKind.END_OF_BLOCK, definition="abbreviation"))
    meaning = match["meaning"].strip(STRIPPED)
    parser.definitions.abbreviations[match["word"]] = Abbreviation(meaning, end)
    return True


def block_extension(parser: Parser) -> bool:
    """Parse attributes of blocks, definitions of these, and ``{::name}``."""
    text, position = parser.text, parser.position
    if text.find("}", position) < 0:
        return False
    if (match := _LIST.match(text, position)) is not None:
        parser.position = match.end()
        lists = parser.definitions.attribute_lists
        lists.setdefault(match["name"], AttributeList()).parse(match["list"])
        parser.add_block(Element(ElementKind.END_OF_BLOCK, definition="list"))
        return True
    start = _SPACES.match(text, position)
    extension = EXTENSION.match(text, start.end() if start else position)
    if extension is not None and (rest := _LINE_REST.match(text, extension.end())):
        return _block_element(parser, extension, rest.end())
    if (match := match_ial(text, position)) is not None:
        parser.position = match.end()
        _add_attributes(parser, match["ial"])
        return True
    return False


def _add_attributes(parser: Parser, text: str) -> None:
    last = parser.last_child
    if (
        last is None
        or last.kind is ElementKind.BLANK
        or (
            last.kind is ElementKind.END_OF_BLOCK
            and last.definition not in _WITH_ATTRIBUTES
        )
    ):
        parser.block_ial = parser.block_ial or AttributeList()
        parser.block_ial.parse(text)
        return
    last.ial = last.ial or AttributeList()
    last.ial.parse(text)
    if match_ial(parser.text, parser.position) is None:
        parser.add_block(Element(ElementKind.END_OF_BLOCK, definition="attributes"))


def _block_element(parser: Parser, match: re.Match[str], after: int) -> bool:
    """Parse ``{::name}`` … ``{:/name}``, each on a line of its own."""
    body, end = None, after
    if not match["empty"]:
        name = re.escape(match["name"])
        stop = re.compile(
            rf"^ {{0,3}}\{{:/(?:{name})?\}}{WHITE}*?\n", re.MULTILINE
        ).search(parser.text, after)
        if stop is None:
            return False
        body, end = parser.text[after : stop.start()], stop.end()
        body = body.removesuffix("\n")
    element = extension_element(parser, match, body)
    if element is None:
        return False
    parser.position = end
    if element.kind is ElementKind.END_OF_BLOCK:
        parser.add_block(element)
    elif body is not None:
        parser.tree.children.append(element)
    return True


def extension_element(
    parser: Parser, match: re.Match[str], body: str | None
) -> Element | None:
    """Make an element of an extension.

    :param body: what is between its tags, or ``None`` if it has none
    :return: an end of block for options; ``None`` if there is no such extension
    """
    said = AttributeList()
    said.parse(match["list"] or "")
    if match["name"] == "comment":
        return Element(ElementKind.COMMENT, body or "")
    if match["name"] == "nomarkdown":
        element = Element(ElementKind.RAW, body or "")
        element.language = said.attributes.get("type", "")
        return element
    if match["name"] == "options":
        _set_options(parser, said.attributes)
        return Element(ElementKind.END_OF_BLOCK, definition="extension")
    return None


def _set_options(parser: Parser, values: Mapping[str, str]) -> None:
    parser.options = parser.options.with_values(values)

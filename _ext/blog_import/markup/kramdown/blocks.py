"""Attribute lists of blocks, which kramdown has below a block and MyST above it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from blog_import.markup.code import code_block
from blog_import.markup.directives import container, directive, indent
from blog_import.markup.kramdown.attributes import Attributes, parse_attributes
from blog_import.markup.regions import (
    CODE,
    find_regions,
    is_within,
    parse_blocks,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markdown_it.token import Token

    from blog_import.markup.report import Report

_DEFINITION = re.compile(
    r"^ {0,3}\{:(\w[\w-]*):((?:\\\}|[^}])+)\}[ \t]*$\n?", re.MULTILINE
)
_LIST = re.compile(
    r"^(?P<prefix>[ \t>]*)\{:(?!:|/)(?P<list>(?:\\\}|[^}\n])+)\}[ \t]*$", re.MULTILINE
)
_LANGUAGE = re.compile(r"(?:language|lang|highlight)-(.+)")
_KNOWN = frozenset({"start"})
_CONTENTS = {"local": None, "backlinks": "none"}  # headings lead nowhere in Jekyll
_BLOCKS = frozenset(
    {"paragraph_open", "heading_open", "fence", "code_block", "blockquote_open"}
    | {"bullet_list_open", "ordered_list_open", "table_open", "html_block", "hr"}
)


def take_definitions(text: str) -> tuple[str, Mapping[str, Attributes]]:
    """Take ``{:name: .class}`` out of a text."""
    if "{:" not in text:
        return text, {}
    regions = [region for region in find_regions(text) if region.kind in CODE]
    definitions: dict[str, Attributes] = {}

    def take(match: re.Match[str]) -> str:
        if is_within(regions, match.start()):
            return match[0]
        known = definitions.get(match[1], Attributes())
        definitions[match[1]] = known | parse_attributes(match[2])
        return ""

    return _DEFINITION.sub(take, text), definitions


@dataclass(frozen=True, slots=True)
class _Block:
    """A block of a text: its lines, from 0, from the first to the last with text."""

    token: Token
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Place:
    """An attribute list on a line, from 0, and the column that it begins at."""

    line: int
    column: int
    attributes: Attributes
    source: str


def convert_blocks(
    text: str, definitions: Mapping[str, Attributes], *, report: Report
) -> str:
    """Move the attribute lists of blocks above their blocks."""
    places = {place.line: place for place in _find(text, definitions)}
    if not places:
        return text
    lines = text.split("\n")
    bare = [
        line[: places[number].column].rstrip() if number in places else line
        for number, line in enumerate(lines)
    ]
    blocks = _blocks(bare)
    found: dict[int, Attributes] = {}
    sources: dict[int, str] = {}
    result: list[str | None] = [*bare]
    for place in places.values():
        index = _block_of(place, bare, blocks, places)
        if index is None:
            report.leave(place.source, "there is no block that it belongs to")
            result[place.line] = lines[place.line]
            continue
        found[index] = found.get(index, Attributes()) | place.attributes
        sources[index] = place.source
        is_above = place.line < blocks[index].first
        if is_above or _is_blank("".join(bare[place.line + 1 : place.line + 2])):
            result[place.line] = None
    for index, attributes in found.items():
        _apply(result, blocks[index], attributes, sources[index], report)
    return "\n".join(line for line in result if line is not None)


def _is_blank(line: str) -> bool:
    return not line.strip(" \t>")


def _blocks(lines: Sequence[str]) -> list[_Block]:
    blocks = []
    for token in parse_blocks("\n".join(lines)):
        if token.type not in _BLOCKS or token.map is None:
            continue
        first, end = token.map
        last = end - 1
        while last > first and _is_blank(lines[last]):
            last -= 1
        blocks.append(_Block(token, first, last))
    return blocks


def _find(text: str, definitions: Mapping[str, Attributes]) -> list[_Place]:
    if "{:" not in text:
        return []
    regions = [region for region in find_regions(text) if region.kind in CODE]
    places = []
    for match in _LIST.finditer(text):
        if is_within(regions, match.start()):
            continue
        attributes = parse_attributes(match["list"]).resolve(definitions)
        line = text.count("\n", 0, match.start())
        source = match[0].strip(" \t>")
        places.append(_Place(line, len(match["prefix"]), attributes, source))
    return places


def _block_of(
    place: _Place,
    lines: Sequence[str],
    blocks: Sequence[_Block],
    places: Mapping[int, _Place],
) -> int | None:
    """Find the block right above, or else the one right below."""
    line = place.line - 1
    while line in places:
        line -= 1
    if line >= 0 and not _is_blank(lines[line]):
        found = [i for i, block in enumerate(blocks) if block.last == line]
    else:
        line = place.line + 1
        while line in places or (line < len(lines) and _is_blank(lines[line])):
            line += 1
        found = [i for i, block in enumerate(blocks) if block.first == line]
    if not found:
        return None
    return found[0] if place.column == 0 else found[-1]


def _apply(
    lines: list[str | None],
    block: _Block,
    attributes: Attributes,
    source: str,
    report: Report,
) -> None:
    """Write the attributes of a block above it, or what they make of it."""
    kind = block.token.type
    if "toc" in attributes.references and kind.endswith("list_open"):
        report.count("toc")
        _replace(lines, block, directive("contents", options=_CONTENTS))
        return
    attributes = attributes.without("toc")
    if kind in {"fence", "code_block"}:
        attributes = _apply_to_code(lines, block, attributes, report)
    for name in attributes.references:
        report.leave(source, f'"{name}" has no definition: {{:{name}: .class}}')
    if not attributes:
        return
    has_none = kind in {"html_block", "hr"}
    lost = attributes.values.keys() - _KNOWN
    if lost or has_none:
        names = ", ".join(sorted(lost)) or "attributes"
        report.leave(source, f"MyST has no {names} here; use a class, or HTML")
    if not has_none:
        report.count("attributes")
        _write_above(lines, block, attributes.myst())


def _replace(lines: list[str | None], block: _Block, text: str) -> None:
    lines[block.first : block.last + 1] = [text, *[None] * (block.last - block.first)]


def _apply_to_code(
    lines: list[str | None], block: _Block, attributes: Attributes, report: Report
) -> Attributes:
    """Use what is said of code: its language, and a file name as its caption.

    :return: what is not used
    """
    token = block.token
    found = next(filter(None, map(_LANGUAGE.fullmatch, attributes.classes)), None)
    caption = attributes.values.get("file", "") or attributes.values.get("title", "")
    if token.level or (found is None and not caption):
        return attributes
    language = found[1] if found else token.info.strip()
    _replace(lines, block, code_block(token.content, language, caption=caption))
    report.count("code")
    rest = attributes.without(*([found[0]] if found else []), "highlighter-rouge")
    values = {k: v for k, v in rest.values.items() if k not in {"file", "title"}}
    return replace(rest, values=values)


def _write_above(lines: list[str | None], block: _Block, written: str) -> None:
    """Put a line of attributes before a block, within the block's container."""
    line = lines[block.first] or ""
    if block.token.level == 0:
        before = lines[block.first - 1] if block.first else ""
        gap = "\n" if before and not _is_blank(before) else ""
        lines[block.first] = f"{gap}{written}\n{line}"
        return
    prefix, below = container(line)
    lines[block.first] = prefix + indent(f"{written}\n{line[len(prefix) :]}", below)

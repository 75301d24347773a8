"""Blocks that are no lists, tables, HTML or definitions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from permalink_import.jekyll.kramdown.parsing.attribute_lists import WHITE
from permalink_import.jekyll.kramdown.parsing.patterns import (
    ATX_GFM,
    BLANK_LINE,
    BULLET,
    COLON,
    EOB,
    FENCE,
    INDENT,
    LAZY_HTML,
    LINE,
    NUMBER,
    QUOTE,
    is_boundary,
    is_lazy_end,
    match_ial,
)
from permalink_import.jekyll.kramdown.parsing.state import Parser, parse_blocks
from permalink_import.jekyll.kramdown.parsing.tree import Element, ElementKind

if TYPE_CHECKING:
    from collections.abc import Iterator


WHITE_SPACE = " \t\r\n\f\v"
STRIPPED = f"{WHITE_SPACE}\0"
"""What Ruby takes off a text's ends."""

_INDENTED_LINE = re.compile(rf"{INDENT}[ \t]*[^ \t\r\n\f\v][^\n]*\n")
_TEXT_LINE = re.compile(r"[ \t]*[^ \t\r\n\f\v][^\n]*\n")
_JOINED = re.compile(r"\n( {0,3}[^ \t\r\n\f\v])")
_INDENT_AT_START = re.compile(rf"^{INDENT}", re.MULTILINE)
_QUOTE_AT_START = re.compile(r"^ {0,3}> ?", re.MULTILINE)
_FENCE_RUN = re.compile(r" {0,3}(?P<run>[~`]{3,})(?P<info>[^\n]*)\n")
_LANGUAGE = re.compile(rf"(?P<name>[^ \t\r\n\f\v]+?)(?:\?[^ \t\r\n\f\v]*)?{WHITE}*\Z")
_MOST_RUNS = 40
_ATX = re.compile(r"(?P<level>#{1,6})[\t ]*(?P<contents>[^ \t\n][^\n]*)\n")
_SETEXT = re.compile(
    r" {0,3}(?P<contents>[^ \t\n][^\n]*)\n(?P<level>[-=])[-=]*[ \t\r\f\v]*\n"
)
_CLOSING_GFM = re.compile(r"[\t ]#+\Z")
_CLOSING = re.compile(r"(?<!\\)#+\Z")
_NAME_START = (
    r":A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff"
    r"\u200c\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd"
    r"\U00010000-\U000effff"
)
_HEADER_ID = re.compile(
    rf"[\t ]\{{\#(?P<id>[{_NAME_START}]"
    rf"[{_NAME_START}.0-9\u00b7\u0300-\u036f\u203f\u2040-]*)\}}\Z"
)
_RULE = re.compile(r" {0,3}([*_-])[ \t]*\1[ \t]*\1(?:\1|[ \t])*\n")
_MATH = re.compile(r" {0,3}(?P<escape>\\)?\$\$")


def blank_line(parser: Parser) -> bool:
    """Parse blank lines."""
    match = parser.match(BLANK_LINE)
    if match is None:
        return False
    parser.position = match.end()
    last = parser.last_child
    if last is not None and last.kind is ElementKind.BLANK:
        last.value += match[0]
        last.end, last.source = match.end(), last.source + match[0]
    else:
        parser.add_block(Element(ElementKind.BLANK, match[0]))
    return True


def end_of_block(parser: Parser) -> bool:
    """Parse ``^``, which ends a block."""
    match = parser.match(EOB)
    if match is None:
        return False
    parser.position = match.end()
    parser.add_block(Element(ElementKind.END_OF_BLOCK))
    return True


def is_after_boundary(parser: Parser) -> bool:
    """Return whether a block may begin here that needs a boundary before it."""
    last = parser.last_child
    return (
        last is None
        or last.kind is ElementKind.BLANK
        or (last.kind is ElementKind.END_OF_BLOCK and not last.definition)
        or parser.block_ial is not None
    )


def indented_code(parser: Parser) -> bool:
    """Parse code that is indented."""
    end = code_end(parser.text, parser.position)
    if end == parser.position:
        return False
    code = _JOINED.sub(r" \1", parser.text[parser.position : end])
    parser.position = end
    parser.add_block(Element(ElementKind.CODE_BLOCK, _INDENT_AT_START.sub("", code)))
    return True


def code_end(text: str, position: int) -> int:
    """Find where indented code ends that may begin here.

    :param text: that is parsed
    :param position: offset of the first line of the code
    :return: the offset behind the code, with lazy lines; ``position`` if there is none
    """
    while True:
        blank = BLANK_LINE.match(text, position)
        line = _INDENTED_LINE.match(text, blank.end() if blank else position)
        if line is None:
            return position
        while line is not None:
            position = line.end()
            line = _INDENTED_LINE.match(text, position)
        while (
            (lazy := _TEXT_LINE.match(text, position))
            and not match_ial(text, position)
            and not EOB.match(text, position)
            and not LAZY_HTML.match(text, position)
        ):
            position = lazy.end()


def fenced_code(parser: Parser) -> bool:
    """Parse code between fences."""
    match = parser.match(_FENCE_RUN)
    if match is None or (not parser.options.gfm and not _is_of_kramdown(match)):
        return False
    for delimiter, info in _fences(match):
        language = _language(info)
        if language is None:
            continue
        end = _closing_fence(parser, delimiter, match.end())
        if end is None:
            continue
        element = Element(
            ElementKind.CODE_BLOCK,
            parser.text[match.end() : end.start()],
            is_fenced=True,
        )
        if info.strip(WHITE_SPACE):
            element.language = info.strip(WHITE_SPACE)
            element.attributes["class"] = f"language-{language}"
        parser.position = end.end()
        parser.add_block(element)
        return True
    return False


def _is_of_kramdown(match: re.Match[str]) -> bool:
    return match.start("run") == match.start() and set(match["run"]) == {"~"}


def _fences(match: re.Match[str]) -> Iterator[tuple[str, str]]:
    """Yield what the fence may be, the longest first, and what then follows it."""
    run, info = match["run"], match["info"]
    lengths = range(len(run), 2, -1)
    if len(lengths) > _MOST_RUNS:
        lengths = lengths[:_MOST_RUNS]
    for length in lengths:
        yield run[:length], run[length:] + info


def _language(info: str) -> str | None:
    """Read what follows a fence; return ``None`` if there may be no such thing."""
    info = info.strip(WHITE_SPACE)
    match = _LANGUAGE.match(info)
    return "" if not info else match["name"] if match else None


def _closing_fence(parser: Parser, delimiter: str, start: int) -> re.Match[str] | None:
    last = re.escape(delimiter[-1])
    pattern = re.compile(
        rf"^ {{0,3}}{re.escape(delimiter)}{last}*[ \t\r\f\v]*\n", re.MULTILINE
    )
    return parser.search(pattern, start)


def blockquote(parser: Parser) -> bool:
    """Parse a quotation."""
    if not parser.match(QUOTE):
        return False
    text, position = parser.text, parser.position
    line = parser.line_at(position)
    end = text.find("\n", position) + 1
    while not is_lazy_end(text, end):
        end = text.find("\n", end) + 1
    content = _QUOTE_AT_START.sub("", text[position:end])
    parser.position = end
    quote = parser.add_block(Element(ElementKind.BLOCKQUOTE, raw=content))
    with parser.within(content, quote, kind=ElementKind.RAW_TEXT, first_line=line):
        parse_blocks(parser)
    return True


def atx_header(parser: Parser) -> bool:
    """Parse a heading that begins with number signs."""
    options = parser.options
    if not options.lazy_ends and not is_after_boundary(parser):
        return False
    match = parser.match(ATX_GFM if options.gfm else _ATX)
    if match is None:
        return False
    text, header_id = _header_contents(match["contents"])
    closing = _CLOSING_GFM if options.lazy_ends else _CLOSING
    text = closing.sub("", text)
    return _add_header(parser, match, len(match["level"]), text, header_id)


def setext_header(parser: Parser) -> bool:
    """Parse a heading with a line below it."""
    if not is_after_boundary(parser):
        return False
    match = parser.match(_SETEXT)
    if match is None:
        return False
    text, header_id = _header_contents(match["contents"])
    level = 2 if match["level"] == "-" else 1
    return _add_header(parser, match, level, text, header_id)


def _header_contents(text: str) -> tuple[str, str | None]:
    text = text.rstrip(STRIPPED)
    match = _HEADER_ID.search(text)
    if match is None:
        return text, None
    return text[: match.start()].rstrip(STRIPPED), match["id"]


def _add_header(
    parser: Parser, match: re.Match[str], level: int, text: str, header_id: str | None
) -> bool:
    text = text.rstrip(STRIPPED)
    if not text:
        return False
    parser.position = match.end()
    header = parser.add_block(Element(ElementKind.HEADER, level=level, raw=text))
    parser.add_text(text, 0, len(text), tree=header)
    if header_id is not None:
        header.attributes["id"] = header_id
    return True


def horizontal_rule(parser: Parser) -> bool:
    """Parse a horizontal rule."""
    match = parser.match(_RULE)
    if match is None:
        return False
    parser.position = match.end()
    parser.add_block(Element(ElementKind.RULE))
    return True


def is_rule(text: str, position: int) -> bool:
    """Return whether a horizontal rule is here.

    :param text: that is parsed
    :param position: offset of the start of a line
    """
    return _RULE.match(text, position) is not None


def math_block(parser: Parser) -> bool:
    """Parse a formula that is a block of its own."""
    match = parser.match(_MATH)
    if match is None or not is_after_boundary(parser):
        return False
    text = parser.text
    end = text.find("$$", match.end())
    if end < 0:
        return False
    newline = re.compile(r"[ \t\r\f\v]*\n").match(text, end + 2)
    if match["escape"]:
        if newline:
            parser.position = match.end("escape")
        return False
    after = newline.end() if newline else end + 2
    if not is_boundary(text, after):
        return False
    parser.position = after
    value = text[match.end() : end].strip(STRIPPED)
    parser.add_block(Element(ElementKind.MATH, value, raw=text[match.end() : end]))
    return True


def paragraph(parser: Parser) -> bool:
    """Parse lines of text."""
    text, position = parser.text, parser.position
    end = text.find("\n", position) + 1
    if not end:
        return False
    while not _ends_paragraph(parser, end):
        end = text.find("\n", end) + 1
    lines = text[position:end].rstrip(STRIPPED)
    parser.position = end
    last = parser.last_child
    if last is None or last.kind is not ElementKind.PARAGRAPH:
        lead = len(lines) - len(lines.lstrip(STRIPPED))
        element = parser.add_block(Element(ElementKind.PARAGRAPH))
        element.raw = lines[lead:]
        parser.add_text(element.raw, tree=element)
        return True
    inner = last.children[-1] if last.children else None
    if inner is not None and inner.kind is parser.text_kind:
        is_break = text[max(position - 3, 0) : position] == "  \n"
        lines = ("  \n" if is_break else "\n") + lines
        inner.value += lines
    else:
        parser.add_text(lines, tree=last)
    last.raw += lines
    last.end, last.source = end, text[last.start : end]
    return True


def _ends_paragraph(parser: Parser, position: int) -> bool:
    text = parser.text
    if is_lazy_end(text, position) or COLON.match(text, position):
        return True
    return parser.options.lazy_ends and bool(
        BULLET.match(text, position)
        or NUMBER.match(text, position)
        or ATX_GFM.match(text, position)
        or QUOTE.match(text, position)
        or FENCE.match(text, position)
    )


def line_end(text: str, position: int) -> int:
    """Find the start of the next line.

    :param text: that is parsed
    :param position: offset in a line
    :return: an offset; the length of the text in its last line
    """
    match = LINE.match(text, position)
    return match.end() if match else len(text)

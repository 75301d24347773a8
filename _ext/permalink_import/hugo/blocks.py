"""Blocks that Goldmark reads, and CommonMark's parsers read in another way.

What is written is the same for both, so that a comparison has it on both sides.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from permalink_import.markup.comments import plain_comments
from permalink_import.markup.definitions import write_terms
from permalink_import.markup.footnotes import name_without_spaces
from permalink_import.markup.regions import LineStarts, parse_blocks, replace_in_prose

if TYPE_CHECKING:
    from permalink_import.markup.report import TextReport


_BOX = re.compile(
    r"^(?P<before>[ \t>]*(?:[-*+]|\d+[.)])[ \t]+\[[ xX]\])"
    r"(?:(?P<empty>[ \t]*$)|(?=[^\s(\[:]))",
    re.MULTILINE,
)
# A line of hyphens alone makes a heading of the row above it.
_ROW = re.compile(r"^[^\n|]*\|[^\n]*\n(?=[ ]{0,3}-+[ \t]*$)", re.MULTILINE)
_COLON = re.compile(r"^(?P<before>[ \t]+):(?=[ \t])", re.MULTILINE)
_EMPTY = re.compile(r"^(?P<before>[ \t>]*:)[ \t]+$", re.MULTILINE)
_WITH_COLONS = frozenset({"dl_open", "paragraph_open"})
_BACKSLASHES = re.compile(r"(?<!\\)\\\\(?=\|)")


def as_commonmark(text: str, report: TextReport) -> str:
    """Write blocks that Goldmark reads in its own way so that all read them so.

    :param text: Markdown as its author wrote it, with or without shortcodes
    """
    text = _colons(name_without_spaces(text))
    text = replace_in_prose(text, _EMPTY, lambda match: f"{match['before']} <!-- -->")
    text = write_terms(text, report)
    text = replace_in_prose(text, _BOX, _box)
    text = replace_in_prose(text, _ROW, lambda match: match[0].replace("|", "&#124;"))
    text = _in_tables(text, _BACKSLASHES, r"\\\\\\")
    return plain_comments(text)


def _colons(text: str) -> str:
    """Escape indented colons, with which no definition begins in Goldmark."""
    if not _COLON.search(text):
        return text
    lines = LineStarts(text)
    blocks = [
        range(*lines.span(*token.map))
        for token in parse_blocks(text)
        if token.type in _WITH_COLONS and token.map and not token.level
    ]

    def escape(match: re.Match[str]) -> str:
        is_escaped = any(match.start() in block for block in blocks)
        return f"{match['before']}\\:" if is_escaped else match[0]

    return replace_in_prose(text, _COLON, escape)


def _in_tables(text: str, pattern: re.Pattern[str], new: str) -> str:
    """Replace what matches in the rows of tables."""
    if not pattern.search(text):
        return text
    lines = text.split("\n")
    for token in parse_blocks(text):
        if token.type == "table_open" and token.map:
            for number in range(*token.map):
                lines[number] = pattern.sub(new, lines[number])
    return "\n".join(lines)


def _box(match: re.Match[str]) -> str:
    if match["empty"] is not None:
        return f"{match['before']} <!-- -->"
    return f"{match['before']} "

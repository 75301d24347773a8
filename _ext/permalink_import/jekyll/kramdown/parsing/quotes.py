"""Typographic quotation marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from permalink_import.jekyll.kramdown.parsing.attribute_lists import WHITE
from permalink_import.jekyll.kramdown.parsing.tree import Element, ElementKind

if TYPE_CHECKING:
    from permalink_import.jekyll.kramdown.parsing.state import Parser


LEFT_SINGLE, RIGHT_SINGLE, LEFT_DOUBLE, RIGHT_DOUBLE = range(4)

_PUNCTUATION = r"[!\"\#$%'()*+,\-./:;<=>?@\[\\\]^_`{|}~]"
_NOT_BEFORE_OPENING = r"[^ \\\t\r\n\[{(-]"
_START = re.compile(r"[^\\]?[\"']", re.DOTALL)
_OPEN, _CLOSE = "open", "close"

# Each rule: what is before the marks, the marks, and what they are.
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?P<before>)(?P<marks>[\"'])(?=[_*]{1,2}[^ \t\r\n\f\v])"), _OPEN),
    (
        re.compile(rf"(?P<before>)(?P<marks>[\"'])(?={_PUNCTUATION}(?!\.\.)\B)"),
        _CLOSE,
    ),
    (re.compile(rf"(?P<before>{WHITE}?)(?P<marks>\"'|'\")(?=[A-Za-z0-9_])"), _OPEN),
    (re.compile(rf"(?P<before>{WHITE}?)(?P<marks>')(?=[0-9]{{2}}s)"), _CLOSE),
    (re.compile(rf"(?P<before>{WHITE})(?P<marks>['\"])(?=[A-Za-z0-9_])"), _OPEN),
    (re.compile(rf"(?P<before>{_NOT_BEFORE_OPENING})(?P<marks>['\"])"), _CLOSE),
    (re.compile(rf"(?P<before>)(?P<marks>[\"'])(?={WHITE}|s\b|\Z)"), _CLOSE),
    (re.compile(r"(?P<before>.?)(?P<marks>')", re.DOTALL), _OPEN),
    (re.compile(r"(?P<before>.?)(?P<marks>\")", re.DOTALL), _OPEN),
)


def quote(parser: Parser) -> bool:
    """Parse a quotation mark, with the character before it."""
    if not parser.match(_START):
        return False
    rules = ((parser.match(pattern), side) for pattern, side in _RULES)
    match, side = next(((m, s) for m, s in rules if m is not None), (None, ""))
    if match is None:
        return False
    parser.position = match.end()
    if match["before"]:
        parser.add_text(match["before"], match.start("before"), match.end("before"))
    for offset, mark in enumerate(match["marks"]):
        start = match.start("marks") + offset
        number = (RIGHT_SINGLE if side == _CLOSE else LEFT_SINGLE) + 2 * (mark == '"')
        element = Element(ElementKind.QUOTE, parser.options.quotes[number], start=start)
        element.end, element.source = start + 1, mark
        parser.tree.children.append(element)
    return True

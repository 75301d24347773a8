"""Lists: what kramdown takes into an item that CommonMark leaves out of it.

A line right below an item's text belongs to the item, however little it is indented
(Kramdown::Parser::Kramdown, list.rb); so a list or fence there is within the item.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from blog_import.markup.regions import Kind, find_regions, parse_blocks

if TYPE_CHECKING:
    from collections.abc import Mapping

_ITEM = re.compile(r"( *)([*+-]|\d+\.)([ \t]+)(?=\S)")
_NUMBER = re.compile(r" {0,3}\d+\.[ \t]+\S")


def convert_lists(text: str) -> str:
    """Keep lists and fences in the items that kramdown has them in."""
    if not re.search(r"^ {0,3}(?:[*+-]|\d+\.)[ \t]", text, re.MULTILINE):
        return text
    return _begin_lists(_indent(text))


@dataclass(slots=True)
class _Item:
    """The item that lines may belong to: where its text begins, and of which list."""

    content: int = 0
    is_numbered: bool = False
    shift: int = 0
    """How many spaces a list in it lacks."""


def _indent(text: str) -> str:
    lines = text.split("\n")
    fences = _fences(text)
    result: list[str] = []
    item: _Item | None = None  # until a blank line
    end_of_fence, shift = -1, 0
    for number, line in enumerate(lines):
        if number in fences:
            end_of_fence, is_whole = fences[number]
            lacking = item.content - _width(line) if item and is_whole else 0
            shift = max(lacking, 0)
            if item and shift:
                item.shift = shift  # of the text right below, too
        elif number > end_of_fence:
            if not line.strip():
                item = None
            item, shift = _next(item, line)
        result.append(" " * shift + line if shift and line else line)
    return "\n".join(result)


def _next(item: _Item | None, line: str) -> tuple[_Item | None, int]:
    """Read a line outside fences: the item that it leaves open, and its shift."""
    match = _ITEM.match(line)
    if match is None:
        return item, item.shift if item else 0
    is_numbered = match[2][0].isdigit()
    if item and item.is_numbered and not is_numbered and len(match[1]) < item.content:
        item.shift = item.shift or item.content - len(match[1])
        return item, item.shift
    content = match.end() if len(match[3]) < 5 else match.end(2) + 1
    return _Item(content, is_numbered), 0


def _width(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _fences(text: str) -> Mapping[int, tuple[int, bool]]:
    """Give the last line of each fence by its first, and whether no line is blank."""
    found = {}
    for region in find_regions(text):
        if region.kind is Kind.FENCE:
            first = text.count("\n", 0, region.start)
            content = text[region.start : region.end].rstrip("\n")
            last = first + content.count("\n")
            found[first] = (last, all(map(str.strip, content.split("\n"))))
    return found


def _begin_lists(text: str) -> str:
    """Begin a list after a paragraph, whatever its first number is.

    CommonMark takes only "1." right below a paragraph for the start of a list.
    """
    lines = text.split("\n")
    added = []
    for token in parse_blocks(text):
        if token.type != "paragraph_open" or token.level or token.map is None:
            continue
        for line in range(token.map[0] + 1, token.map[1]):
            if _NUMBER.match(lines[line]):
                added.append(line)
                break
    for line in reversed(added):
        lines[line:line] = [""]
    return "\n".join(lines)

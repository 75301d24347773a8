"""Lists of attributes as Python-Markdown has them (``attr_list``), for MyST.

See https://python-markdown.github.io/extensions/attr_list/. The colon behind the brace
may be left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from permalink_import.markup.foreign import escape_block_attributes
from permalink_import.markup.regions import (
    CODE,
    RegionKind,
    find_regions,
    is_within,
    replace_in_prose,
)

if TYPE_CHECKING:
    from permalink_import.markup.report import TextReport


_LINE = re.compile(r"(?P<before>[ ]*)\{(?P<inside>:?[ ]*[^{}\n ][^{}\n]*)\}[ ]*")
_HEADING = re.compile(r"[ ]{0,3}(?:#|=+[ ]*$|-+[ ]*$)")
_TERM = re.compile(
    r"[ ]+\{:?[ ]*[^{}\n ][^{}\n]*\}[ ]*(?=\n(?:[ \t]*\n)?[ ]{0,3}:[ \t])"
)
_ITEM = re.compile(r"[ ]*(?:[*+-]|\d+\.)[ ]")
_MOVED = "\ufdd0"
_BEHIND = re.compile(r"\[(?P<label>[^\[\]\n]*)\](?P<braces>\{[^{}\n]*\})")
_DEFINITION = re.compile(r"^[ ]{0,3}\[(?P<label>[^\]\n]+)\]:", re.MULTILINE)


def write_attributes(text: str, report: TextReport) -> str:
    """Move lists of attributes to where MyST has them, and keep others as text.

    A list that is the last line of a paragraph is written before it.

    :param text: Markdown without metadata
    :param report: of the article
    """
    if "{" not in text:
        return text
    text = replace_in_prose(text, _TERM, lambda _: "")
    labels = {match["label"].lower() for match in _DEFINITION.finditer(text)}

    def behind(match: re.Match[str]) -> str:
        if match["label"].lower() in labels:
            return match[0]
        return f"[{match['label']}]\\{match['braces']}"

    return _lines(replace_in_prose(text, _BEHIND, behind), report)


def _lines(text: str, report: TextReport) -> str:
    regions = [r for r in find_regions(text) if r.kind in {*CODE, RegionKind.HTML}]
    ends = {
        text.count("\n", 0, r.end) for r in regions if r.kind is not RegionKind.SPAN
    }
    lines = text.split("\n")
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line) + 1)
    for number in range(len(lines) - 1, -1, -1):
        match = _LINE.fullmatch(lines[number])
        if match is None or is_within(regions, offsets[number]):
            continue
        first = number
        while first and lines[first - 1].strip():
            first -= 1
        below = lines[number + 1] if number + 1 < len(lines) else ""
        is_last = not below.strip() or _ITEM.match(below) is not None
        is_behind = first < number and number not in ends
        if is_behind and is_last and not _HEADING.match(lines[number - 1]):
            inside = match["inside"].removeprefix(":").strip()
            lead = lines[first][: len(lines[first]) - len(lines[first].lstrip())]
            del lines[number]
            lines.insert(first, f"{lead}{_MOVED}{inside}}}")
            report.count("attributes")
    return escape_block_attributes("\n".join(lines)).replace(_MOVED, "{")

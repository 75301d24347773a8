"""Where lines mean one thing in kramdown and another in MyST."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from blog_import.markup.regions import (
    CODE,
    find_regions,
    is_within,
    parse_blocks,
    replace_in_prose,
)

if TYPE_CHECKING:
    from blog_import.markup.report import Report

_STRIKE = re.compile(r"(?<![~\\])~~(?![\s~])(.*?[^\s~\\])~~(?!~)", re.DOTALL)
_BREAK = re.compile(r"(?<!\\)\\\\$(?=\n.*\S)", re.MULTILINE)
_PERCENT = re.compile(r"^( {0,3})(?=%)", re.MULTILINE)
_ROLE = re.compile(r"(?<![\\`{])\{(?=[A-Za-z][\w:+.-]*\}`)")
_SPACES = re.compile(
    r"(?<=\]\()(?![<\s])([^()<>\n\"']*[^()<>\s\"'] [^()<>\n\"']*?)(?=\))"
)
_FOOTNOTE = re.compile(r"^ {0,3}\[\^([^\]\n]+)\]:", re.MULTILINE)
_REFERENCE = re.compile(r"\[\^([^\]\n]+)\](?!:)")


def convert_lines(text: str, *, hard_wrap: bool, report: Report) -> str:
    """Keep lines what they are for Jekyll.

    :param hard_wrap: kramdown's option: each line of a paragraph is a line
    """
    text = _strike(text, report)
    text = replace_in_prose(text, _BREAK, lambda _: "\\")
    text = replace_in_prose(text, _PERCENT, lambda match: f"{match[1]}\\")
    text = replace_in_prose(text, _ROLE, lambda _: "\\{")
    text = replace_in_prose(text, _SPACES, lambda match: f"<{match[1]}>")
    text = _footnotes(text, report)
    return _hard_wrap(text) if hard_wrap else text


def _strike(text: str, report: Report) -> str:
    def strike(match: re.Match[str]) -> str:
        if "\n\n" in match[1]:
            return match[0]
        report.count("strikethrough")
        return f"<del>{match[1]}</del>"

    return replace_in_prose(text, _STRIKE, strike)


def _footnotes(text: str, report: Report) -> str:
    """Make a footnote that nothing refers to a comment, as nobody sees it."""
    regions = [region for region in find_regions(text) if region.kind in CODE]
    used = {
        match[1]
        for match in _REFERENCE.finditer(text)
        if not is_within(regions, match.start())
    }
    lines = text.split("\n")
    offset, is_unused = 0, False
    for index, line in enumerate(lines):
        if not is_within(regions, offset):
            match = _FOOTNOTE.match(line)
            if match is not None:
                is_unused = match[1] not in used
                if is_unused:
                    report.leave(line.strip(), "no text refers to this footnote")
            elif line.strip() and not line.startswith((" ", "\t")):
                is_unused = is_unused and bool(index and lines[index - 1].strip())
            if is_unused and line.strip():
                lines[index] = f"% {line.strip()}"
        offset += len(line) + 1
    return "\n".join(lines)


def _hard_wrap(text: str) -> str:
    lines = text.split("\n")
    for token in parse_blocks(text):
        if token.type != "paragraph_open" or token.map is None:
            continue
        for line in range(token.map[0], token.map[1] - 1):
            if lines[line].strip() and not re.search(r"  $|\\$", lines[line]):
                lines[line] += "\\"
    return "\n".join(lines)

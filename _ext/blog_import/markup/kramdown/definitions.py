"""Definition lists: kramdown has more than one term for a definition.

https://kramdown.gettalong.org/syntax.html#definition-lists
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from blog_import.markup.regions import parse_blocks

if TYPE_CHECKING:
    from blog_import.markup.report import Report

_DEFINITION = re.compile(r" {0,3}:[ \t]+\S")


def convert_definitions(text: str, *, report: Report) -> str:
    """Put terms that have one definition onto the one line that MyST has for them."""
    if "\n:" not in text and "\n :" not in text:
        return text
    lines = text.split("\n")
    for token in reversed(parse_blocks(text)):
        if token.type != "paragraph_open" or token.level or token.map is None:
            continue
        first, end = token.map
        found = [n for n in range(first, end) if _DEFINITION.match(lines[n])]
        if not found or found[0] - first < 2:
            continue
        terms = [line.strip() for line in lines[first : found[0]]]
        lines[first : found[0]] = ["<br>".join(terms)]
        report.count("terms")
    return "\n".join(lines)

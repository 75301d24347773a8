"""Lines of attributes, which Goldmark has below a block, and MyST above it.

See https://gohugo.io/content-management/markdown-attributes/.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from permalink_import.markup.regions import RegionKind, find_regions, parse_blocks

if TYPE_CHECKING:
    from permalink_import.markup.report import TextReport


_ATTRIBUTES = re.compile(r"[ \t>]*\{[ \t]*[.#\w][^{}\n]*\}[ \t]*")


def move_attributes(text: str, report: TextReport) -> str:
    """Move lines of attributes from below a block to before it.

    :param text: Markdown of a site that reads such lines (``parser.attribute.block``)
    """
    lines = text.split("\n")
    code = {
        number
        for region in find_regions(text)
        if region.kind is not RegionKind.SPAN
        for first in [text.count("\n", 0, region.start)]
        for number in range(first, first + text.count("\n", region.start, region.end))
    }
    moves = []
    for token in parse_blocks(text):
        if token.level == 0 and token.map and token.type.endswith("_open"):
            first, last = token.map
            while last > first and not lines[last - 1].strip():
                last -= 1
            at = last - 1
            if at > first and at not in code and _ATTRIBUTES.fullmatch(lines[at]):
                moves.append((first, at))
    for first, at in reversed(moves):
        lines.insert(first, lines.pop(at).strip())
    report.count("attributes", len(moves))
    return "\n".join(lines)

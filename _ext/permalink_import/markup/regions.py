"""Which parts of a Markdown text are code or HTML, and changes of all the others.

Any generator's Markdown is read here as CommonMark with tables and definition lists,
since all of them agree what code is. A parser decides; offsets are those of the text,
so that whatever is not changed stays byte for byte.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin

from permalink_import.markup.speed import make_faster

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from markdown_it.token import Token


_BACKTICKS = re.compile(r"\\[\\`]|`+")
_KEPT = 4
"""Texts whose blocks are kept: most steps of a conversion change nothing, and the next
one reads the same text."""
_LEAVES = frozenset({"paragraph_open", "heading_open"})


class RegionKind(Enum):
    """What a part of a text is."""

    FENCE = auto()
    """Lines between fences, with them."""
    INDENTED = auto()
    SPAN = auto()
    """Code in a line of text, with its backticks."""
    HTML = auto()
    """Lines of HTML, comments among them."""


CODE = frozenset({RegionKind.FENCE, RegionKind.INDENTED, RegionKind.SPAN})


@dataclass(frozen=True, slots=True)
class Region:
    """``text[start:end]`` is of this kind."""

    start: int
    end: int
    kind: RegionKind


class LineStarts:
    """Where the lines of a text begin.

    :param text: any, with lines that end as Python's do
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [
            0,
            *accumulate(len(line) + 1 for line in text.split("\n")),
        ]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return start and end of lines, from 0, excluding the last one.

        :param first: the first line
        :param last: the line behind the last one
        :return: offsets in the text, in characters
        """
        end = len(self.text)
        return min(self.starts[first], end), min(self.starts[last], end)


@lru_cache(maxsize=_KEPT)
def parse_blocks(text: str) -> Sequence[Token]:
    """Parse a text as CommonMark with tables and definitions, but not its lines.

    :param text: Markdown without front matter
    :returns: the block tokens, which others get as well: not to be changed
    """
    return tuple(_block_parser().parse(text))


@lru_cache(maxsize=1)
def _block_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table").use(deflist_plugin)
    return make_faster(parser.disable("inline"))


@lru_cache(maxsize=_KEPT)
def find_regions(text: str) -> tuple[Region, ...]:
    """Find all code and HTML of a text, in order; regions do not overlap.

    :param text: Markdown without front matter
    """
    lines = LineStarts(text)
    regions: list[Region] = []
    for token in parse_blocks(text):
        if token.map is None:
            continue
        start, end = lines.span(*token.map)
        if token.type == "fence":
            regions.append(Region(start, end, RegionKind.FENCE))
        elif token.type == "code_block":
            regions.append(Region(start, end, RegionKind.INDENTED))
        elif token.type == "html_block":
            regions.append(Region(start, end, RegionKind.HTML))
        elif token.type in _LEAVES:
            regions += _spans(text, start, end)
        elif token.type == "table_open":
            for line in range(*token.map):  # a span ends with its row
                regions += _spans(text, *lines.span(line, line + 1))
    return tuple(sorted(regions, key=lambda region: region.start))


def _spans(text: str, start: int, end: int) -> Iterator[Region]:
    """Find code spans (CommonMark, 6.1): as many backticks close as opened."""
    runs = list(_BACKTICKS.finditer(text, start, end))
    position = 0
    while position < len(runs):
        opening = runs[position]
        position += 1
        if opening[0].startswith("\\"):
            continue
        for index in range(position, len(runs)):
            # within code a backslash is itself
            if runs[index][0].lstrip("\\") == opening[0]:
                yield Region(opening.start(), runs[index].end(), RegionKind.SPAN)
                position = index + 1
                break


def is_within(regions: Iterable[Region], offset: int) -> bool:
    """Return whether an offset is in one of some regions.

    :param regions: in any order
    :param offset: in the text, in characters
    """
    return any(region.start <= offset < region.end for region in regions)


def pieces(
    text: str, kinds: frozenset[RegionKind] = CODE | {RegionKind.HTML}
) -> Iterator[tuple[str, bool]]:
    """Cut a text into pieces: each with whether it is of one of the kinds.

    :param text: Markdown without front matter
    :param kinds: of the regions that are pieces of their own
    :return: together they are the text
    """
    end = 0
    for region in find_regions(text):
        if region.kind not in kinds:
            continue
        if end < region.start:
            yield text[end : region.start], False
        yield text[region.start : region.end], True
        end = region.end
    if end < len(text):
        yield text[end:], False


def replace_in_prose(
    text: str,
    pattern: re.Pattern[str],
    replacement: Callable[[re.Match[str]], str],
    *,
    skip: frozenset[RegionKind] = CODE | {RegionKind.HTML},
) -> str:
    """Replace all matches of a pattern that begin outside code and HTML.

    A match may have code in it: ``*a `b` c*`` is one piece of text.

    :param skip: the kinds of region that stay as they are
    """
    if not pattern.search(text):
        return text  # most patterns are not in a text, which is not parsed then
    regions = [region for region in find_regions(text) if region.kind in skip]
    ends = [region.end for region in regions]
    result, end, position = [], 0, 0
    while match := pattern.search(text, position):
        index = bisect_right(ends, match.start())
        if index < len(regions) and regions[index].start <= match.start():
            position = ends[index]
            continue
        result += [text[end : match.start()], replacement(match)]
        end = match.end()
        position = max(end, match.start() + 1)
    return "".join([*result, text[end:]])

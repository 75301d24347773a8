"""Strikethrough with one or two tildes, written as HTML, since MyST has none."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from permalink_import.markup.regions import CODE, RegionKind, find_regions

if TYPE_CHECKING:
    from permalink_import.markup.report import TextReport


# What is skipped: tags, targets of links, escapes; and where a paragraph ends.
_TOKEN = re.compile(
    r"<[a-zA-Z/!][^<>]*>|\]\([^()\n]*\)|\\.|(?P<end>\n[ \t>]*\n|\|)|(?P<run>~+)",
    re.DOTALL,
)
_EVERY = 3
"""The rule of CommonMark (6.2) for runs that can both open and close."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Tildes.

    :param count: that are not used yet
    """

    start: int
    length: int
    count: int
    opens: bool
    closes: bool


def write_deleted(text: str, report: TextReport) -> str:
    """Write ``~~a~~`` and ``~a~`` as ``<del>a</del>``, paired as asterisks are.

    Tildes that pair with none stay.

    :param text: Markdown without front matter; code and HTML stay as they are
    :param report: of the document, which counts them
    """
    if "~" not in text:
        return text
    regions = [r for r in find_regions(text) if r.kind in {*CODE, RegionKind.HTML}]
    edits: dict[int, str] = {}
    runs: list[_Run] = []
    position = 0
    index = 0
    while match := _TOKEN.search(text, position):
        position = match.end()
        while index < len(regions) and regions[index].end <= match.start():
            index += 1
        if index < len(regions) and regions[index].start <= match.start():
            if regions[index].kind is not RegionKind.SPAN:
                runs.clear()
            position = max(position, regions[index].end)
        elif match["end"]:
            runs.clear()
            position = max(match.start("end") + 1, position - 1)
        elif match["run"] and len(match["run"]) < _EVERY:
            _pair(_run(text, match), runs, edits)
    report.count("strikethrough", sum(x == "</del>" for x in edits.values()))
    return _edited(text, edits)


def _run(text: str, match: re.Match[str]) -> _Run:
    start, end = match.span("run")
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    left = not after.isspace() and (
        not _is_mark(after) or before.isspace() or _is_mark(before)
    )
    right = not before.isspace() and (
        not _is_mark(before) or after.isspace() or _is_mark(after)
    )
    return _Run(start, end - start, end - start, left, right)


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


def _pair(run: _Run, runs: list[_Run], edits: dict[int, str]) -> None:
    """Pair a run with those before it, and enter it if it can open."""
    while run.closes and run.count:
        index = _opening(run, runs)
        if index is None:
            break
        opening = runs[index]
        used = min(2, run.count, opening.count)
        del runs[index + 1 :]
        at = opening.start + opening.count - used
        edits[at] = "<del>"
        close = run.start + run.length - run.count
        edits[close] = "</del>"
        if used == _EVERY - 1:
            edits[at + 1] = edits[close + 1] = ""
        runs[index] = replace(opening, count=opening.count - used)
        run = replace(run, count=run.count - used)
        if not runs[index].count:
            runs.pop()
    if run.opens and run.count:
        runs.append(run)


def _opening(run: _Run, runs: list[_Run]) -> int | None:
    for index in range(len(runs) - 1, -1, -1):
        other = runs[index]
        either = other.closes or run.opens
        total = other.length + run.length
        if not (either and total % _EVERY == 0 and run.length % _EVERY):
            return index
    return None


def _edited(text: str, edits: dict[int, str]) -> str:
    result, end = [], 0
    for at in sorted(edits):
        result += [text[end:at], edits[at]]
        end = at + 1
    return "".join([*result, text[end:]])

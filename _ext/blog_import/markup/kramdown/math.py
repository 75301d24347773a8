"""Formulas: kramdown has ``$$`` for all of them, MyST ``$`` within a line.

A single dollar is text for kramdown. Many sites have MathJax read ``$x$`` all the same,
so what looks like a formula (Pandoc's rule: no space within the dollars, no digit after
them) stays one; any other dollar that MyST would take for one is escaped.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from blog_import.markup.marks import Verbatim
from blog_import.markup.regions import (
    CODE,
    Kind,
    Region,
    find_regions,
    is_within,
    parse_blocks,
)

if TYPE_CHECKING:
    from blog_import.markup.marks import Marks
    from blog_import.markup.report import Report

_DOUBLE = re.compile(r"(?<!\\)\$\$(?P<formula>[^$]+(?:\$(?!\$)[^$]+)*)\$\$")
_BRACKETS = re.compile(
    r"(?<!\\)\\\\\((?P<line>.+?)\\\\\)|(?<!\\)\\\\\[(?P<block>.+?)\\\\\]", re.DOTALL
)
_DOLLAR = re.compile(
    r"(?<![\\$])\$(?!\$)(?:(?P<formula>(?=\S)[^$\n]*(?:\n[^$\n]+)*?(?<=[^\s\\]))\$(?![\d$]))?"
)


def convert_math(text: str, *, marks: Marks, report: Report) -> str:
    """Convert formulas, and keep them from all that comes."""
    if "$" not in text and "\\\\" not in text:
        return text
    text = _double(text, marks, report)
    text = _brackets(text, marks, report)
    return _single(text, marks)


def _skip(text: str) -> list[Region]:
    return [r for r in find_regions(text) if r.kind in {*CODE, Kind.HTML}]


def _double(text: str, marks: Marks, report: Report) -> str:
    skip = _skip(text)

    def convert(match: re.Match[str]) -> str:
        if is_within(skip, match.start()):
            return match[0]
        if _is_block(text, match.start(), match.end()):
            return marks.add(Verbatim(match[0]))
        report.count("math")
        return marks.add(Verbatim(f"${_one_line(match['formula'])}$"))

    return _DOUBLE.sub(convert, text)


def _brackets(text: str, marks: Marks, report: Report) -> str:
    skip = _skip(text)

    def convert(match: re.Match[str]) -> str:
        if is_within(skip, match.start()):
            return match[0]
        report.count("math")
        formula = match["line"] or match["block"]
        if match["block"] and _is_block(text, match.start(), match.end()):
            return marks.add(Verbatim(f"$${formula}$$"))
        return marks.add(Verbatim(f"${_one_line(formula)}$"))

    return _BRACKETS.sub(convert, text)


def _is_block(text: str, start: int, end: int) -> bool:
    """Say whether a formula is a paragraph of its own (kramdown, math.rb)."""
    before = text[:start].split("\n")
    after = text[end:].split("\n")
    return (
        not before[-1].strip(" \t>")
        and not after[0].strip()
        and (len(before) < 2 or not before[-2].strip(" \t>"))
        and (len(after) < 2 or not after[1].strip(" \t>"))
    )


def _one_line(formula: str) -> str:
    return " ".join(formula.split())


def _single(text: str, marks: Marks) -> str:
    """Escape dollars that are money, or names of a shell."""
    if text.count("$") < 2:
        return text
    skip = _skip(text)
    starts = [0, *(m.end() for m in re.finditer("\n", text))]
    parts, end = [], 0
    for token in parse_blocks(text):
        if token.type != "inline" or token.map is None:
            continue
        start = max(starts[token.map[0]], end)
        stop = starts[token.map[1]] if token.map[1] < len(starts) else len(text)
        if start >= stop:
            continue
        parts += [text[end:start], _in_block(text, start, stop, skip, marks)]
        end = stop
    return "".join([*parts, text[end:]])


def _in_block(
    text: str, start: int, stop: int, skip: list[Region], marks: Marks
) -> str:
    matches = [
        match
        for match in _DOLLAR.finditer(text, start, stop)
        if not is_within(skip, match.start())
    ]
    formulas = [match for match in matches if match["formula"] is not None]
    if len(matches) < 2 and not formulas:
        return text[start:stop]
    parts, end = [], start
    for match in matches:
        parts.append(text[end : match.start()])
        is_formula = match["formula"] is not None
        parts.append(marks.add(Verbatim(match[0])) if is_formula else "\\$")
        end = match.end()
    return "".join([*parts, text[end:stop]])

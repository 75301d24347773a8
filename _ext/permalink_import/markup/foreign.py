"""Markdown that means nothing to its author's generator, and something to MyST.

Directives and roles can read files of the machine that builds, and other lines would
not be shown. In a text of Hugo's or Pelican's they are text, and stay text here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from mdit_py_plugins.attrs.parse import ParseError, parse

from permalink_import.markup.code import lexer_name
from permalink_import.markup.regions import CODE, RegionKind, find_regions, is_within

if TYPE_CHECKING:
    from collections.abc import Callable

    from permalink_import.markup.regions import Region
    from permalink_import.markup.report import TextReport


_FENCE = re.compile(
    r"^(?P<before>[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*(?:`{3,}|~{3,}))[ \t]*"
    r"\{(?P<name>[^\s}.#][^\s}]*)\}(?P<rest>[^\n]*)$",
    re.MULTILINE,
)
_LINE = re.compile(
    r"^(?P<before>[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*)"
    r"(?P<mark>:{3,}|%|\+\+\+|\((?=[^()\n]+\)=[ \t]*$))",
    re.MULTILINE,
)
_BLOCK_ATTRIBUTES = re.compile(
    r"^(?P<before>[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*)(?P<mark>\{[^\n]*\})[ \t]*$",
    re.MULTILINE,
)
_ATTRIBUTES = re.compile(r"(?<=[`)\]>])(?P<mark>\{(?:[^{}\n]|\n(?!\s*\n))*\})")
_TILDE = re.compile(r"(?<=\n)(?P<before>[ ]{0,3})(?P<mark>~)(?=[ \t])")
_END_OF_LINE = re.compile(r"[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"[ \t>]*#{1,6}[ \t]")
_ROLE = re.compile(r"(?<!\\)(?P<mark>\{)(?=[a-zA-Z][\w:+.-]*\}`)")


_DIRECTIVE = (
    "Text that MyST would take for a directive is code here, so that nothing of an old "
    "site runs. Make it a directive if you trust it"
)


def keep_as_text(text: str, report: TextReport) -> str:
    """Return a text in which nothing is a directive, a role or a comment of MyST's.

    :param text: Markdown as its author wrote it
    """
    if _FENCE.search(text):
        text = _FENCE.sub(partial(_fence, report, _insides(text)), text)
    for pattern in (_LINE, _ROLE):
        text = _escape(text, pattern)
    return text


def _insides(text: str) -> list[Region]:
    """Return the regions of code, of fences without their first line."""
    regions = [region for region in find_regions(text) if region.kind in CODE]
    return [
        replace(region, start=text.find("\n", region.start))
        if region.kind is RegionKind.FENCE
        else region
        for region in regions
    ]


def _fence(report: TextReport, code: list[Region], match: re.Match[str]) -> str:
    if is_within(code, match.end("before")):
        return match[0]
    name = match["name"]
    if lexer_name(name.lower()):  # ```{r}, as knitr has it
        return f"{match['before']}{name.lower()}"
    report.leave(f"{{{name}}}{match['rest']}", _DIRECTIVE)
    return f"{match['before']}text"


def escape_block_attributes(text: str) -> str:
    """Return a text in which no line in braces gives attributes to a block.

    :param text: Markdown whose generator has no such lines
    """
    return _escape(text, _BLOCK_ATTRIBUTES, _is_list)


def escape_tildes(text: str) -> str:
    """Escape tildes that begin definitions in MyST alone; a colon does elsewhere.

    :param text: Markdown without front matter; code stays as it is
    """
    return _escape(text, _TILDE)


def escape_attributes(text: str) -> str:
    """Escape braces behind code, links and images, which MyST takes for attributes.

    Those at the end of a heading stay.

    :param text: Markdown whose generator knows attributes of headings and blocks alone
    """

    def is_text(match: re.Match[str]) -> bool:
        start = text.rfind("\n", 0, match.start()) + 1
        is_last = _END_OF_LINE.match(text, match.end()) is not None
        is_heading = is_last and _HEADING.match(text, start) is not None
        return not is_heading and _is_list(match)

    return _escape(text, _ATTRIBUTES, is_text)


def _escape(
    text: str,
    pattern: re.Pattern[str],
    is_markup: Callable[[re.Match[str]], bool] = lambda _: True,
) -> str:
    """Escape matches that MyST would take for attributes with a backslash.

    :param pattern: its group "mark" is what gets the backslash
    :param is_markup: whether a match means something to MyST
    """
    if not pattern.search(text):
        return text
    regions = [r for r in find_regions(text) if r.kind in {*CODE, RegionKind.HTML}]
    starts = [region.start for region in regions]

    def escaped(match: re.Match[str]) -> str:
        at = match.start("mark")
        index = bisect_right(starts, at)
        before = regions[max(index - 1, 0) : index]
        if is_within(before, at) or not is_markup(match):
            return match[0]
        return f"{text[match.start() : at]}\\{text[at : match.end()]}"

    return pattern.sub(escaped, text)


def _is_list(match: re.Match[str]) -> bool:
    """Return whether braces are a list of attributes to MyST."""
    try:
        parse(match["mark"].strip())
    except ParseError:
        return False
    return True

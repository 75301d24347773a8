"""Markdown that means nothing to its author's generator, and something to MyST.

Directives and roles can read files of the machine that builds, and other lines would
not be shown. In a text of Hugo's or Pelican's they are text, and stay text here.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from blog_import.markup.code import lexer_name
from blog_import.markup.regions import CODE, Kind, find_regions, is_within

if TYPE_CHECKING:
    from collections.abc import Iterable

    from blog_import.markup.regions import Region
    from blog_import.markup.report import Report

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
_COLONS = re.compile(
    r"^(?P<before>[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*)(?P<mark>:{3,})", re.MULTILINE
)
_OURS = frozenset(
    (
        *("code-block", "contents", "figure", "image", "list-table", "math", "raw"),
        *("vimeo", "youtube"),
    )
)
"""What an import writes itself: a text that was imported once stays as it is."""
_READS = re.compile(r"(?:\n[ \t>]*:[^\n]*)*\n[ \t>]*:(?:file|url):")
_ROLE = re.compile(r"(?<!\\)\{(?=[a-zA-Z][\w:+.-]*\}`)")


def keep_as_text(text: str, report: Report) -> str:
    """Return a text in which nothing is a directive, a role or a comment of MyST's.

    :param text: Markdown as its author wrote it
    """
    return _kept(text, (_LINE, _ROLE), report)


def keep_fences_as_text(text: str, report: Report) -> str:
    """Return a text in which nothing is a directive of MyST's.

    For kramdown, whose conversion escapes the rest.
    """
    return _kept(text, (_COLONS,), report, _OURS)


def _kept(
    text: str,
    patterns: Iterable[re.Pattern[str]],
    report: Report,
    harmless: frozenset[str] = frozenset(),
) -> str:
    def reads(match: re.Match[str]) -> bool:
        return bool(_READS.match(text, match.end()))

    def fence(match: re.Match[str]) -> str:
        name = match["name"]
        if name in harmless and not match["before"].endswith("~") and not reads(match):
            return match[0]
        written = f"{{{name}}}{match['rest']}"
        if lexer_name(name.lower()):  # ```{r}, as knitr has it
            return f"{match['before']}{name.lower()}"
        reason = "a directive of MyST's, which an import never runs; it is code here"
        report.leave(written, reason)
        return f"{match['before']}text"

    text = _FENCE.sub(fence, text)
    for pattern in patterns:
        if not pattern.search(text):
            continue
        regions = [r for r in find_regions(text) if r.kind in {*CODE, Kind.HTML}]
        text = pattern.sub(partial(_escaped, regions), text)
    return text


def _escaped(regions: list[Region], match: re.Match[str]) -> str:
    groups = match.groupdict()
    before, mark = groups.get("before", ""), groups.get("mark", match[0])
    if is_within(regions, match.start() + len(before)):
        return match[0]
    return f"{before}\\{mark}"

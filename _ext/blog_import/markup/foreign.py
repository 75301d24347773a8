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
_ROLE = re.compile(r"(?<!\\)\{(?=[a-zA-Z][\w:+.-]*\}`)")


_DIRECTIVE = (
    "Text that MyST would take for a directive is code here, so that nothing of an old "
    "site runs. Make it a directive if you trust it"
)


def keep_as_text(text: str, report: Report) -> str:
    """Return a text in which nothing is a directive, a role or a comment of MyST's.

    :param text: Markdown as its author wrote it
    """
    text = _FENCE.sub(partial(_fence, report), text)
    for pattern in (_LINE, _ROLE):
        if not pattern.search(text):
            continue
        regions = [r for r in find_regions(text) if r.kind in {*CODE, Kind.HTML}]
        text = pattern.sub(partial(_escaped, regions), text)
    return text


def _fence(report: Report, match: re.Match[str]) -> str:
    name = match["name"]
    if lexer_name(name.lower()):  # ```{r}, as knitr has it
        return f"{match['before']}{name.lower()}"
    report.leave(f"{{{name}}}{match['rest']}", _DIRECTIVE)
    return f"{match['before']}text"


def _escaped(regions: list[Region], match: re.Match[str]) -> str:
    groups = match.groupdict()
    before, mark = groups.get("before", ""), groups.get("mark", match[0])
    if is_within(regions, match.start() + len(before)):
        return match[0]
    return f"{before}\\{mark}"

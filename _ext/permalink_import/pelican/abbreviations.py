"""Abbreviations of Python-Markdown, which MyST has no list of.

See https://python-markdown.github.io/extensions/abbreviations/.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from permalink_import.markup.regions import CODE, replace_in_prose

if TYPE_CHECKING:
    from permalink_import.markup.report import TextReport


_ABBREVIATION = re.compile(
    r"^[ ]{0,3}\*\[(?P<short>[^\]\n]+)\][ ]?:[ ]*(?P<long>.*)\n?", re.MULTILINE
)


def write_abbreviations(text: str, report: TextReport) -> str:
    """Write abbreviations where they are, since MyST has no list of them.

    :param text: Markdown without metadata; code stays as it is
    :param report: of the article, where they are counted
    """
    known: dict[str, str] = {}

    def take(match: re.Match[str]) -> str:
        known[match["short"]] = match["long"].strip()
        return ""

    text = replace_in_prose(text, _ABBREVIATION, take, skip=CODE)
    if not known:
        return text
    names = "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True))
    # Not in the target of a link, nor in an attribute
    pattern = re.compile(rf"\]\([^()\n]*\)|<[^<>]*>|\b(?P<short>{names})\b")

    def write(match: re.Match[str]) -> str:
        short = match["short"]
        if not short:
            return match[0]
        report.count("abbreviation")
        return f'<abbr title="{escape(known[short])}">{short}</abbr>'

    return replace_in_prose(text, pattern, write)

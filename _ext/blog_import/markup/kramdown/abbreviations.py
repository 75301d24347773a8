"""Abbreviations: ``*[HTML]: HyperText Markup Language``, as Sphinx's role ``abbr``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from blog_import.markup.marks import MARK, Verbatim
from blog_import.markup.regions import CODE, find_regions, is_within, replace_in_prose

if TYPE_CHECKING:
    from blog_import.markup.marks import Marks
    from blog_import.markup.report import Report

_DEFINITION = re.compile(r"^ {0,3}\*\[([^\]\n]+)\]:([^\n]*)$\n?", re.MULTILINE)
# Where a word is no text: targets and names of links, images, HTML, headings.
_NO_TEXT = (
    rf"{MARK}|!\[[^\]\n]*\]\([^)\n]*\)|\]\([^)\n]*\)|\]\[[^\]\n]*\]|<[^<>\n]+>"
    r"|^ {0,3}\[[^\]\n]+\]:.*$|^ {0,3}\#{1,6}[ \t].*$|^.*\n(?=(?:=+|-+)[ \t]*$)"
    r"|\{[^{}\n]*\}"
)


def convert_abbreviations(text: str, *, marks: Marks, report: Report) -> str:
    """Explain words where they stand."""
    if "*[" not in text:
        return text
    regions = [region for region in find_regions(text) if region.kind in CODE]
    meanings: dict[str, str] = {}

    def take(match: re.Match[str]) -> str:
        if is_within(regions, match.start()):
            return match[0]
        meanings[match[1].strip()] = match[2].strip()
        return ""

    text = _DEFINITION.sub(take, text)
    if not meanings:
        return text
    report.count("abbreviation", len(meanings))
    words = "|".join(
        re.escape(word) for word in sorted(meanings, key=len, reverse=True)
    )
    pattern = re.compile(
        rf"(?P<other>{_NO_TEXT})|(?<!\w)(?P<word>{words})(?!\w)", re.MULTILINE
    )

    def explain(match: re.Match[str]) -> str:
        word = match["word"]
        if word is None or not meanings[word]:
            return match[0]
        text = f"{word} ({meanings[word]})"
        ticks = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
        return marks.add(Verbatim(f"{{abbr}}{ticks}{text}{ticks}"))

    return replace_in_prose(text, pattern, explain)

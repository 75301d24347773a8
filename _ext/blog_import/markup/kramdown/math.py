"""Formulas: kramdown has ``$$`` for all of them, MyST ``$`` within a line.

A single dollar is text for kramdown. Many sites have MathJax read ``$x$`` all the same,
so what looks like a formula (Pandoc's rule: no space within the dollars and no digit
after them; or a command of TeX within) stays one; any other dollar is escaped, if MyST
would take it for the start of one.
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
    parse_blocks,
    replace_in_prose,
)

if TYPE_CHECKING:
    from blog_import.markup.marks import Marks
    from blog_import.markup.report import Report

_TEXT = r"(?:(?!\$\$|\n[ \t>]*\n).)+?"
_BLOCK = re.compile(
    r"^(?P<prefix>[ \t>]*)(?P<math>\$\$(?:(?!\$\$).)+\$\$)[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
_DOUBLE = re.compile(rf"(?<!\\)\$\$(?P<formula>{_TEXT})\$\$", re.DOTALL)
_BRACKETS = re.compile(
    rf"(?<!\\)\\\\(?:\((?P<line>{_TEXT})\\\\\)|\[(?P<block>{_TEXT})\\\\\])",
    re.DOTALL,
)
_ODD = r"(?<!\\)(?:\\\\)*"
_DOLLAR = re.compile(
    rf"(?<![\\$])\$(?!\$)"
    rf"(?:(?P<formula>(?=\S)(?:(?!\n[ \t>]*\n)[^$])*?(?<!\s){_ODD}"
    rf"|[ \t]+(?=[^$\n]*\\[A-Za-z])[^$\n]*?{_ODD}[ \t]+)\$(?![\d$]))?"
)
_ON_OWN_LINES = re.compile(r"\$\$[ \t]*\n.*\n[ \t>]*\$\$", re.DOTALL)
_LINE_END = re.compile(rf"{_ODD}\\(?=\n)")
_DOUBLED = re.compile(r"\\\\(?=[{}_,;!|#$%&])")


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
    def keep(match: re.Match[str]) -> str:
        formula, prefix = match["math"], match["prefix"]
        is_block = _is_block(match.string, match.start("math"), match.end("math"))
        if not is_block and not _ON_OWN_LINES.fullmatch(formula):
            return match[0]
        before = match.string[: match.start()].rstrip("\n").rsplit("\n", 1)[-1]
        is_after_text = not is_block and match.string[: match.start()][-2:] != "\n\n"
        gap = f"{prefix}\n" if is_after_text and before.strip(" \t>") else ""
        # LaTeX has "\ " for a space, and not everyone who reads it the line's end
        formula = _LINE_END.sub(r"\g<0> ", formula)
        return f"{gap}{prefix}{marks.add(Verbatim(formula))}"

    def convert(match: re.Match[str]) -> str:
        report.count("math")
        return marks.add(Verbatim(f"${_one_line(match['formula'])}$"))

    skip = CODE | {Kind.HTML}
    text = replace_in_prose(text, _BLOCK, keep, skip=skip)
    return replace_in_prose(text, _DOUBLE, convert, skip=skip)


def _brackets(text: str, marks: Marks, report: Report) -> str:
    def convert(match: re.Match[str]) -> str:
        report.count("math")
        formula = match["line"] or match["block"]
        if match["block"] and _is_block(text, match.start(), match.end()):
            return marks.add(Verbatim(f"$${formula}$$"))
        return marks.add(Verbatim(f"${_one_line(formula)}$"))

    return replace_in_prose(text, _BRACKETS, convert)


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
    if text.count("$", start, stop) < 2:  # those in code would count, too
        return text[start:stop]
    masked = text
    for region in skip:
        if start <= region.start < stop:
            blank = "\ufffc" * (region.end - region.start)
            masked = masked[: region.start] + blank + masked[region.end :]
    matches = _DOLLAR.finditer(masked, start, stop)
    parts, end = [], start
    for match in matches:
        parts.append(text[end : match.start()])
        if match["formula"] is None:
            parts.append("\\$")
        else:
            formula = _unescaped(text[match.start("formula") : match.end("formula")])
            parts.append(marks.add(Verbatim(f"${formula}$")))
        end = match.end()
    return "".join([*parts, text[end:stop]])


def _unescaped(formula: str) -> str:
    r"""Read a formula that was text for kramdown, and MathJax found on the page.

    Authors doubled the backslashes that kramdown would have taken away. One that it
    did take away, as in ``\{``, is better kept.
    """
    if "\\begin{" in formula:
        formula = _one_line(formula)  # on lines of its own it would be a block
    formula = re.sub(r"\\{3,}", lambda m: "\\" * ((len(m[0]) + 1) // 2), formula)
    return _DOUBLED.sub(r"\\", formula)

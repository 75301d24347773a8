"""Several terms with one definition, which MyST has no Markdown for: HTML.

PHP Markdown Extra has them, and so have Goldmark and Python-Markdown. See
https://michelf.ca/projects/php-markdown/extra/#def-list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from permalink_import.markup.regions import parse_blocks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it.token import Token

    from permalink_import.markup.report import TextReport


_DEFINITION = re.compile(r"[ ]{0,3}:[ \t]+(?=\S)")
_NESTED = re.compile(r"\n[^\n]+\n[ ]{0,3}:[ \t]+\S")
_INDENTED = re.compile(r"[ ]{2,}|\t")

_WITHIN = (
    "Several terms of one definition are text in lists and quotations here. Write a "
    "list of definitions with one term each"
)


@dataclass(frozen=True, slots=True)
class _Group:
    """Terms with their definitions; lines are counted from 0.

    :param first: line of the first term
    :param end: the line behind the last definition
    :param terms: as they were written
    :param definitions: lines of each, without colons and indentation
    """

    first: int
    end: int
    terms: list[str]
    definitions: list[list[str]]


def write_terms(text: str, report: TextReport) -> str:
    """Write lists in which a definition has several terms as HTML with Markdown in it.

    A list is written as a whole, so that it stays one. Within other lists and in
    quotations these terms are reported.

    :param text: Markdown as CommonMark has it, with definitions
    :param report: counts the definitions of several terms
    """
    if not _DEFINITION.search(text):
        return text
    lines = text.split("\n")
    result: list[str] = []
    position = 0
    for groups in _lists(_groups(text, lines, report), lines):
        several = sum(len(group.terms) > 1 for group in groups)
        if not several:
            continue
        result += [*lines[position : groups[0].first], *_html(groups)]
        position = groups[-1].end
        if position < len(lines) and lines[position].strip():
            result.append("")
        report.count("definition", several)
    return "\n".join([*result, *lines[position:]])


def _groups(text: str, lines: list[str], report: TextReport) -> Iterator[_Group]:
    """Find the terms of a text that are in no list or quotation, in order."""
    tokens = parse_blocks(text)
    position = 0
    for index, token in enumerate(tokens):
        if token.map is None:
            continue
        first, last = token.map
        if first < position:
            continue
        if token.type == "dl_open" and not token.level:
            yield from _single_terms(tokens, index, lines)
        elif token.type == "paragraph_open" and token.level:
            content = tokens[index + 1].content
            if _NESTED.search(f"\n{content}"):
                report.leave(content.split("\n")[0], _WITHIN)
        elif token.type == "paragraph_open":
            begin = _first_definition(lines, first, last)
            if begin is None or begin[0] - first < 2:
                continue
            definitions, position = _definitions(lines, begin[1])
            terms = [line.strip() for line in lines[first : begin[0]]]
            yield _Group(first, position, terms, definitions)


def _single_terms(
    tokens: Sequence[Token], index: int, lines: list[str]
) -> Iterator[_Group]:
    """Find the terms of a list whose definitions have one each.

    :param index: of the token that begins the list
    :returns: up to a term whose definitions are none to other parsers
    """
    _, end = tokens[index].map or (0, 0)
    terms = [
        token.map[0]
        for token in takewhile(lambda x: x.level, tokens[index + 1 :])
        if token.type == "dt_open" and token.level == 1 and token.map
    ]
    for first, limit in zip(terms, [*terms[1:], end], strict=True):
        at = next((x for x in range(first + 1, limit) if lines[x].strip()), limit)
        if at == limit or not _DEFINITION.match(lines[at]):
            return
        definitions, last = _definitions(lines[:limit], at)
        yield _Group(first, last, [lines[first].strip()], definitions)


def _lists(groups: Iterable[_Group], lines: list[str]) -> Iterator[list[_Group]]:
    """Join what has only blank lines in between to lists."""
    found: list[_Group] = []
    for group in groups:
        if found and any(x.strip() for x in lines[found[-1].end : group.first]):
            yield found
            found = []
        found.append(group)
    if found:
        yield found


def _first_definition(
    lines: list[str], first: int, last: int
) -> tuple[int, int] | None:
    """Return behind which line the terms end, and where the definition is."""
    for number in range(first + 1, last):
        if _DEFINITION.match(lines[number]):
            return number, number
    behind = last + 1
    is_blank = last < len(lines) and not lines[last].strip()
    if is_blank and behind < len(lines) and _DEFINITION.match(lines[behind]):
        return last, behind
    return None


def _definitions(lines: list[str], at: int) -> tuple[list[list[str]], int]:
    """Return the lines of each definition, and the first line behind all of them."""
    found: list[list[str]] = []
    number = at
    while number < len(lines):
        line = lines[number]
        if match := _DEFINITION.match(line):
            found.append([line[match.end() :]])
        elif line.strip():
            is_below = not lines[number - 1].strip()
            if is_below and not _INDENTED.match(line):
                break
            found[-1].append(_dedented(line))
        else:
            found[-1].append("")
        number += 1
    while number > at and not lines[number - 1].strip():
        number -= 1
    return found, number


def _dedented(line: str) -> str:
    return line[1:] if line.startswith("\t") else re.sub(r"^[ ]{1,4}", "", line)


def _html(groups: Iterable[_Group]) -> list[str]:
    """Return the lines of a list."""
    result = ["<dl>"]
    for group in groups:
        for term in group.terms:
            result += ["<dt>", "", term, "", "</dt>"]
        for body in group.definitions:
            while body and not body[-1]:
                body.pop()
            result += ["<dd>", "", *body, "", "</dd>"]
    return [*result, "</dl>"]

"""Several terms with one definition, which MyST has no Markdown for: HTML.

PHP Markdown Extra has them, and so have Goldmark and Python-Markdown. See
https://michelf.ca/projects/php-markdown/extra/#def-list.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from permalink_import.markup.regions import parse_blocks

if TYPE_CHECKING:
    from permalink_import.markup.report import TextReport


_DEFINITION = re.compile(r"[ ]{0,3}:[ \t]+(?=\S)")
_NESTED = re.compile(r"\n[^\n]+\n[ ]{0,3}:[ \t]+\S")
_INDENTED = re.compile(r"[ ]{2,}|\t")

_WITHIN = (
    "Several terms of one definition are text in lists and quotations here. Write a "
    "list of definitions with one term each"
)


def write_terms(text: str, report: TextReport) -> str:
    """Write definitions of several terms as HTML with Markdown in it.

    Within lists and quotations they are reported.
    """
    if not _DEFINITION.search(text):
        return text
    lines = text.split("\n")
    result: list[str] = []
    position = 0
    tokens = parse_blocks(text)
    for index, token in enumerate(tokens):
        if token.type != "paragraph_open" or token.map is None:
            continue
        first, last = token.map
        if token.level:
            content = tokens[index + 1].content
            if _NESTED.search(f"\n{content}"):
                report.leave(content.split("\n")[0], _WITHIN)
            continue
        begin = _first_definition(lines, first, last)
        if first < position or begin is None or begin[0] - first < 2:
            continue
        count, at = begin[0] - first, begin[1]
        definitions, end = _definitions(lines, at)
        terms = [line.strip() for line in lines[first : first + count]]
        above = lines[position:first]
        if result[-1:] == ["</dl>"] and not any(x.strip() for x in above):
            result.pop()  # one list goes on
            result += _html(terms, definitions)[1:]
        else:
            result += [*above, *_html(terms, definitions)]
        if end < len(lines) and lines[end].strip():
            result.append("")
        position = end
        report.count("definition")
    return "\n".join([*result, *lines[position:]])


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


def _html(terms: list[str], definitions: list[list[str]]) -> list[str]:
    result = ["<dl>"]
    for term in terms:
        result += ["<dt>", "", term, "", "</dt>"]
    for body in definitions:
        while body and not body[-1]:
            body.pop()
        result += ["<dd>", "", *body, "", "</dd>"]
    return [*result, "</dl>"]

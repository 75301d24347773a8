"""kramdown's tables: https://kramdown.gettalong.org/syntax.html#tables.

A table that CommonMark reads has a header and one line below it. Others are written
anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from blog_import.markup.directives import directive, indent
from blog_import.markup.regions import CODE, Kind, find_regions, is_within, parse_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blog_import.markup.regions import Region
    from blog_import.markup.report import Report

# Kramdown::Parser::Kramdown, table.rb
_SEPARATOR = re.compile(r"[+|: \t-]*?-[+|: \t-]*?[ \t]*")
_FOOTER = re.compile(r"[+|: \t=]*?=[+|: \t=]*?[ \t]*")
_ALIGNMENT = re.compile(r"[ \t]?(:?)-+(:?)[ \t]?")
_CELL_END = re.compile(r"(?<!\\)\|")
_OTHER = re.compile(
    r" {4}|\t| {0,3}(?:[-*+:]\s|\d+\.\s|[>#<]|\$\$|(?:[-*_][ \t]*){3,}$)"
)
"""What a line begins with that kramdown reads before tables."""
_SETEXT = re.compile(r"=+\s*|-+\s*")
_BOUNDARY = re.compile(r"\s*|\^\s*| {0,3}\{:(?!:|/).*\}\s*")


@dataclass(slots=True)
class _Table:
    """Rows of cells."""

    head: list[list[str]] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    alignments: list[str] = field(default_factory=list)
    extra_lines: int = 0
    """Lines between rows that CommonMark has not."""

    @property
    def columns(self) -> int:
        return max(map(len, [*self.head, *self.rows]), default=0)


def convert_tables(text: str, *, report: Report) -> str:
    """Write the tables that CommonMark does not read as tables of MyST's."""
    if "|" not in text:
        return text
    lines = text.split("\n")
    regions = [r for r in find_regions(text) if r.kind in {*CODE, Kind.HTML}]
    known = _tables_of_commonmark(text)
    result: list[str] = []
    line = offset = 0
    while line < len(lines):
        end = _table_end(lines, line, regions, offset)
        table = _parse(lines[line:end], regions, offset) if end else None
        if table is None or end is None or not table.rows:
            result.append(lines[line])
            offset += len(lines[line]) + 1
            line += 1
            continue
        source = lines[line:end]
        if known.get(line) == (end, table.columns) and not table.extra_lines:
            result += source
        else:
            report.count("table")
            result += _write(table).split("\n")
        offset += sum(len(part) + 1 for part in source)
        line = end
    return "\n".join(result)


def _tables_of_commonmark(text: str) -> dict[int, tuple[int, int]]:
    """Give the last line and the number of columns, by first line."""
    found: dict[int, tuple[int, int]] = {}
    first = None
    for token in parse_blocks(text):
        if token.type == "table_open" and token.map:
            first = token.map[0]
            found[first] = (token.map[1], 0)
        elif token.type == "th_open" and first is not None:
            found[first] = (found[first][0], found[first][1] + 1)
    return found


def _table_end(
    lines: Sequence[str], start: int, regions: Sequence[Region], offset: int
) -> int | None:
    """Find where the lines of a table end, if one may begin here."""
    if start and not _BOUNDARY.fullmatch(lines[start - 1]):
        return None
    if _OTHER.match(lines[start]) or _SETEXT.fullmatch("".join(lines[start + 1 :][:1])):
        return None
    end = start
    while end < len(lines) and "|" in lines[end] and lines[end].strip():
        if any(r.kind is not Kind.SPAN and r.start <= offset < r.end for r in regions):
            return None
        if not _cuts(lines[end], regions, offset):
            return None
        offset += len(lines[end]) + 1
        end += 1
    if end == start or (end < len(lines) and not _BOUNDARY.fullmatch(lines[end])):
        return None
    return end


def _parse(
    lines: Sequence[str], regions: Sequence[Region], offset: int
) -> _Table | None:
    table = _Table()
    has_separator = has_footer = False
    for number, line in enumerate(lines):
        if _SEPARATOR.fullmatch(line):
            if not table.rows:
                table.extra_lines += 1
            elif not has_separator and not has_footer:
                table.head, table.rows = table.rows, []
                table.alignments = [_alignment(*m) for m in _ALIGNMENT.findall(line)]
                has_separator = True
                # a header of more lines, or separators with "+"
                table.extra_lines += (len(table.head) > 1) + ("+" in line)
            else:
                table.extra_lines += 1
        elif _FOOTER.fullmatch(line):
            has_footer = True
            table.extra_lines += 1
        else:
            table.rows.append(_cells(line, regions, offset))
        offset += len(lines[number]) + 1
    if not table.rows:
        return None
    return table


def _alignment(left: str, right: str) -> str:
    return f"{left}---{right}"


def _cuts(line: str, regions: Sequence[Region], offset: int) -> list[int]:
    """Find the pipes of a row that are not in code."""
    return [
        match.start()
        for match in _CELL_END.finditer(line)
        if not is_within(regions, offset + match.start())
    ]


def _cells(line: str, regions: Sequence[Region], offset: int) -> list[str]:
    """Split a row at its pipes."""
    cuts = _cuts(line, regions, offset)
    starts = [0, *(cut + 1 for cut in cuts)]
    cells = [
        line[start:end].strip()
        for start, end in zip(starts, [*cuts, len(line)], strict=True)
    ]
    if line.lstrip().startswith("|") and not cells[0]:
        cells = cells[1:]
    return cells[:-1] if cells and not cells[-1] else cells


def _write(table: _Table) -> str:
    columns = table.columns
    filled = [
        [*row, *[""] * (columns - len(row))] for row in (*table.head, *table.rows)
    ]
    if len(table.head) != 1:
        options = {"header-rows": str(len(table.head))} if table.head else {}
        body = "\n".join(_list_row(row) for row in filled)
        return directive("list-table", options=options, body=body)
    alignments = [*table.alignments[:columns]]
    alignments += ["---"] * (columns - len(alignments))
    rows = [f"| {' | '.join(row)} |" for row in filled]
    return "\n".join([rows[0], f"| {' | '.join(alignments)} |", *rows[1:]])


def _list_row(row: Sequence[str]) -> str:
    cells = [indent(cell.replace("\\|", "|"), "    ") for cell in row]
    return "\n".join(
        f"{'* -' if index == 0 else '  -'} {cell}".rstrip()
        for index, cell in enumerate(cells)
    )

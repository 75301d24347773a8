"""Tables: https://kramdown.gettalong.org/syntax.html#tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from permalink_import.jekyll.kramdown.parsing.blocks import STRIPPED, is_after_boundary
from permalink_import.jekyll.kramdown.parsing.patterns import is_boundary
from permalink_import.jekyll.kramdown.parsing.spans import parse_code
from permalink_import.jekyll.kramdown.parsing.tree import Element, ElementKind

if TYPE_CHECKING:
    from permalink_import.jekyll.kramdown.parsing.state import Parser


_SEPARATOR = re.compile(r"(?P<line>[+|: \t-]*-[+|: \t-]*)\n")
_ALIGNMENT = re.compile(r"[ \t]?(:?)-+(:?)[ \t]?")
_FOOTER = re.compile(r"[+|: \t=]*=[+|: \t=]*\n")
_PIPE = r"(?:\||[^\n]*?[^\\\n]\|)"
_LINE = re.compile(rf"{_PIPE}[^\n]*\n")
_START = re.compile(rf" {{0,3}}(?=[^ \t\r\n\f\v]){_PIPE}[^\n]*\n")
_HAS_PIPE = re.compile(_PIPE)
_LEADING_PIPE = re.compile(r"[ \t\r\n\f\v]*\|")
_CODE_ELEMENT = re.compile(r"(<code[^\n]*?>[^\n]*?</code>)")
_CUT = re.compile(r"(?<!\\)\|")


@dataclass(slots=True)
class _Table:
    """A table that is being read."""

    element: Element
    rows: list[Element] = field(default_factory=list)
    columns: int = 0
    has_footer: bool = False

    def close(self, kind: ElementKind, *, force: bool = False) -> None:
        """Move the rows so far into a part of the table.

        :param kind: of the part: head, body or footer
        :param force: make a body though the table has a footer already
        """
        if not self.has_footer or kind is not ElementKind.TABLE_BODY or force:
            self.element.children.append(Element(kind, children=self.rows))
            self.rows = []


def table(parser: Parser) -> bool:
    """Parse a table."""
    if not parser.match(_START) or not is_after_boundary(parser):
        return False
    start = parser.position
    read = _Table(Element(ElementKind.TABLE))
    end = _read_rows(parser, read)
    lines = parser.text[start : end - 1]
    ial, parser.block_ial = parser.block_ial, None  # lost, if it is no table
    if not is_boundary(parser.text, end) or not _has_pipes(parser, lines):
        return False
    if read.rows:
        read.close(
            ElementKind.TABLE_FOOT if read.has_footer else ElementKind.TABLE_BODY
        )
    parts = read.element.children
    if not any(part.kind is ElementKind.TABLE_BODY for part in parts):
        return False
    for row in (row for part in parts for row in part.children):
        missing = read.columns - len(row.children)
        row.children += [Element(ElementKind.TABLE_CELL) for _ in range(missing)]
    alignments = read.element.alignments[: read.columns]
    missing = read.columns - len(alignments)
    read.element.alignments = [*alignments, *[""] * missing]
    parser.position = end
    read.element.ial = ial
    parser.add_block(read.element)
    return True


def _read_rows(parser: Parser, read: _Table) -> int:
    """Read the rows; return where they end."""
    text, position = parser.text, parser.position
    first = _LINE.match(text, position)
    has_leading_pipe = bool(first and _LEADING_PIPE.match(first[0]))
    if (match := _SEPARATOR.match(text, position)) is not None:
        position = match.end()
    while line := _LINE.match(text, position):
        position = line.end()
        if (match := _SEPARATOR.match(line[0])) is not None:
            if not read.rows:
                continue
            if not read.element.alignments and not read.has_footer:
                read.close(ElementKind.TABLE_HEAD)
                read.element.alignments = [
                    _alignment(*found) for found in _ALIGNMENT.findall(match["line"])
                ]
            else:
                read.close(ElementKind.TABLE_BODY)
        elif _FOOTER.match(line[0]):
            if read.rows:
                read.close(ElementKind.TABLE_BODY, force=True)
            read.has_footer = True
        else:
            cells = _cells(parser, line[0][:-1].rstrip(" \t"))
            if has_leading_pipe and not cells[0].strip(STRIPPED):
                del cells[0]
            if cells and not cells[-1].strip(STRIPPED):
                del cells[-1]
            row = Element(ElementKind.TABLE_ROW, source=line[0])
            for cell in cells:
                row.children.append(_cell(parser, cell.strip(STRIPPED)))
            read.columns = max(read.columns, len(cells))
            read.rows.append(row)
    return position


def _alignment(left: str, right: str) -> str:
    if left and right:
        return "center"
    return "left" if left else "right" if right else ""


def _cell(parser: Parser, text: str) -> Element:
    cell = Element(ElementKind.TABLE_CELL, raw=text)
    parser.add_text(text, tree=cell)
    return cell


def _cells(parser: Parser, line: str) -> list[str]:
    """Split a row at its pipes, but not within code."""
    cells: list[str] = []

    def add(text: str) -> None:
        if cells:
            cells[-1] += text
        else:
            cells.append(text)

    for index, part in enumerate(_CODE_ELEMENT.split(line)):
        if index % 2:
            add(part)
            continue
        for child in parse_code(parser, part, "code"):
            if child.kind is ElementKind.RAW_TEXT:
                first, *others = _CUT.split(child.value)
                add(first.replace("\\|", "|"))
                cells += [other.replace("\\|", "|") for other in others]
            else:
                runs = re.findall("`+", child.value)
                delimiter = max(runs, default="") + "`"
                space = " " if len(delimiter) > 1 else ""
                add(f"{delimiter}{space}{child.value}{space}{delimiter}")
    return cells or [""]


def _has_pipes(parser: Parser, lines: str) -> bool:
    """Return whether each line has a pipe that is not in code."""
    pipe_on_line = False
    for child in parse_code(parser, lines, "code html"):
        parts = _ruby_lines(child.value)
        if child.kind is ElementKind.CODE:
            if len(parts) > 2 or (len(parts) == 2 and not pipe_on_line):
                break
            if len(parts) == 2:
                pipe_on_line = False
        elif child.value or child.kind is ElementKind.RAW_TEXT:
            if len(parts) > 1 and not pipe_on_line and not _HAS_PIPE.match(parts[0]):
                break
            kept = pipe_on_line if len(parts) <= 1 else False
            pipe_on_line = kept or bool(parts and _HAS_PIPE.match(parts[-1]))
    return pipe_on_line


def _ruby_lines(text: str) -> list[str]:
    """Split as Ruby does, which leaves out empty parts at the end."""
    parts = text.split("\n")
    while parts and not parts[-1]:
        parts.pop()
    return parts

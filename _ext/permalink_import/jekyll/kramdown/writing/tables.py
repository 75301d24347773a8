"""Tables, written as MyST.

A table of Markdown has one row above the line, and no others than those below it.
Others become the directive ``list-table``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from permalink_import.jekyll.kramdown.checking.tree import Wrapped
from permalink_import.jekyll.kramdown.parsing.tree import Element, ElementKind
from permalink_import.jekyll.kramdown.writing.text import write_text
from permalink_import.markup.directives import directive, indent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from permalink_import.jekyll.kramdown.writing.blocks import BlockWriter


_ALIGNMENTS = {"left": ":---", "right": "---:", "center": ":---:"}
_CODE = re.compile(r"(?<!\\)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)")
_PIPE = re.compile(r"(?<!\\)((?:\\\\)*)\|")


class TableWriter:
    """Writes tables, whose cells are written as text."""

    def __init__(self, blocks: BlockWriter) -> None:
        self._blocks = blocks

    def write(self, element: Element) -> str | None:
        """Write a table."""
        self._blocks.report.count("table")
        source = _CODE.sub(lambda code: code[0].replace("|", "\\|"), element.source)
        if self._blocks.is_read_as(source.rstrip(), [element]):
            return source.rstrip()
        head = [
            row
            for part in element.children
            if part.kind is ElementKind.TABLE_HEAD
            for row in part.children
        ]
        rows = [
            row
            for part in element.children
            if part.kind is not ElementKind.TABLE_HEAD
            for row in part.children
        ]
        if len(head) == 1:
            written = self._of_markdown(element, head[0], rows)
            if written is not None and self._blocks.is_read_as(written, [element]):
                return written
        return self._list_table(head, rows)

    def _of_markdown(
        self, element: Element, head: Element, rows: Sequence[Element]
    ) -> str | None:
        lines = []
        for row in (head, *rows):
            cells = [self._cell(cell, is_inline=True) for cell in row.children]
            found = [cell for cell in cells if cell is not None]
            if len(found) < len(cells):
                return None
            lines.append(f"| {' | '.join(map(_escaped, found))} |")
        marks = [_ALIGNMENTS.get(align, "---") for align in element.alignments]
        lines.insert(1, f"| {' | '.join(marks)} |")
        return "\n".join(lines)

    def _list_table(
        self, head: Sequence[Element], rows: Sequence[Element]
    ) -> str | None:
        options = {"header-rows": str(len(head))} if head else {}
        lines = []
        for row in (*head, *rows):
            for number, cell in enumerate(row.children):
                written = self._cell(cell, is_inline=False)
                if written is None:
                    return None
                lead = "  -" if number else "* -"
                lines.append(f"{lead} {indent(written, '    ')}".rstrip())
        return directive("list-table", options=options, body="\n".join(lines))

    def _cell(self, cell: Element, *, is_inline: bool) -> str | None:
        if not cell.children:
            return ""
        blocks = self._blocks
        wanted = cell
        if not is_inline:
            wanted = Element(
                ElementKind.PARAGRAPH, children=cell.children, raw=cell.raw
            )
        items = blocks.tree.items(
            cell.children if is_inline else [wanted], wrapped=Wrapped.INNER
        )
        written = write_text(
            wanted,
            items,
            read=blocks.reader.inline_items if is_inline else blocks.reader.items,
            plan=blocks.plan,
            report=blocks.report,
        )
        return None if written is None else " ".join(written.split("\n")).strip()


def _escaped(cell: str) -> str:
    """Escape the pipes of a cell, also those in code."""
    return _PIPE.sub(r"\1\\|", cell)

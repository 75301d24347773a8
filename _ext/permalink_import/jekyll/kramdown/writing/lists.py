"""Lists, written as MyST."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from permalink_import.jekyll.kramdown.parsing.tree import Element, ElementKind
from permalink_import.jekyll.kramdown.writing.attributes import split, write_list
from permalink_import.jekyll.kramdown.writing.parts import BlockPart, join
from permalink_import.markup.directives import indent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from permalink_import.jekyll.kramdown.writing.blocks import BlockWriter


_BOX = re.compile(r"<input type=\"checkbox\"[^<>]*>")


class ListWriter:
    """Writes lists, whose items are written as blocks."""

    def __init__(self, blocks: BlockWriter) -> None:
        self._blocks = blocks

    def write(self, element: Element) -> str | None:
        """Write a list with bullets or numbers."""
        items = [self._item(item) for item in element.children]
        markers = [*self._markers(element)]
        for is_tight in (True, False):
            lines = [
                _with_marker(marker, join(parts, is_tight=is_tight))
                for marker, parts in zip(markers, items, strict=True)
            ]
            gap = "\n" if is_tight and not _is_loose(element) else "\n\n"
            written = gap.join(lines)
            if self._blocks.is_read_as(written, [element]):
                return written
        return None

    def _markers(self, element: Element) -> Iterator[str]:
        """Yield the author's markers, made those of one list from 1."""
        first = element.children[0].value if element.children else "-"
        if element.kind is ElementKind.BULLET_LIST:
            yield from (first for _ in element.children)
            return
        start = element.attributes.get("start", "1")
        number = int(start) if start.isdecimal() else 1
        values = [int(item.value.rstrip(".")) for item in element.children]
        is_same = all(value == values[0] for value in values)
        for count, _ in enumerate(values):
            yield f"{number if is_same else number + count}."

    def _item(self, item: Element) -> list[BlockPart]:
        parts = self._blocks.parts(item.children)
        if item.task and parts and (box := _BOX.match(parts[0].text)):
            text = f"{item.task.strip()} {parts[0].text[box.end() :].lstrip()}"
            parts[0] = parts[0]._replace(text=text)
        given = self._blocks.plan.given(item)
        if given and parts:
            self._blocks.report.count("attributes")
            native, others = split(given)
            if others:
                names = ", ".join(sorted(others))
                what = item.source.strip().split("\n")[0]
                reason = f"MyST has no {names} for items of lists; write HTML"
                self._blocks.report.leave(what, reason)
            if native:
                text = f"{write_list(native)}\n{parts[0].text}"
                parts[0] = parts[0]._replace(text=text)
        return parts

    # -- Definitions ------------------------------------------------------------------

    def write_definitions(self, element: Element) -> str | None:
        """Write a list of definitions, each with one term."""
        lines: list[str] = []
        previous: Element | None = None
        for child in element.children:
            if child.kind is ElementKind.TERM:
                if previous is not None and previous.kind is ElementKind.TERM:
                    return None  # MyST has one term for a definition
                term = self._term(child)
                if term is None:
                    return None
                if lines:
                    lines.append("")
                lines.append(term)
            else:
                content = join(self._item(child), is_tight=True)
                if child.is_spaced:
                    lines.append("")
                lines.append(_with_marker(":", content))
            previous = child
        return "\n".join(lines)

    def _term(self, term: Element) -> str | None:
        wanted = Element(ElementKind.PARAGRAPH, children=term.children, raw=term.raw)
        written = self._blocks.text(wanted)
        if written is None or "\n" in written.strip():
            return None
        given, others = split(self._blocks.plan.given(term))
        if others:
            names = ", ".join(sorted(others))
            reason = f"MyST has no {names} for terms; write HTML"
            self._blocks.report.leave(term.raw.strip(), reason)
        if given:
            self._blocks.report.count("attributes")
            return f"[{written.strip()}]{write_list(given)}"
        return written.strip()


def _with_marker(marker: str, content: str) -> str:
    """Return the lines of an item after its marker."""
    if not content:
        return marker
    prefix = " " * (len(marker) + 1)
    return f"{marker} {indent(content, prefix)}"


def _is_loose(element: Element) -> bool:
    """Return whether the author left blank lines between items."""
    return any(
        child.kind is ElementKind.PARAGRAPH and not child.is_transparent
        for item in element.children
        for child in item.children[:1]
    )

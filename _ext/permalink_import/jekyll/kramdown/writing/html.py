"""HTML, written so that CommonMark reads all of it as HTML.

CommonMark ends HTML at a blank line. So there is none within it, but around the
Markdown that an element has in it.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from permalink_import.jekyll.kramdown.html_output import HtmlOutput, write_attributes
from permalink_import.jekyll.kramdown.parsing.patterns import marks_of
from permalink_import.jekyll.kramdown.parsing.tree import Element, ElementKind, Model
from permalink_import.jekyll.kramdown.writing.parts import NOT_SHOWN
from permalink_import.markup.directives import directive

if TYPE_CHECKING:
    from collections.abc import Mapping

    from permalink_import.jekyll.kramdown.writing.blocks import BlockWriter


_BLANK = re.compile(r"\n(?:[ \t]*\n)+")
_VERBATIM = re.compile(
    r"<(pre|textarea|script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL
)
_CONTAINERS = {
    ElementKind.BULLET_LIST: "ul",
    ElementKind.NUMBERED_LIST: "ol",
    ElementKind.DEFINITION_LIST: "dl",
}
_HOLDERS = {
    ElementKind.LIST_ITEM: "li",
    ElementKind.DEFINITION: "dd",
    ElementKind.BLOCKQUOTE: "blockquote",
}
_OF_MYST = frozenset(
    {
        ElementKind.FOOTNOTE,
        ElementKind.MATH,
        ElementKind.BLOCK_MARK,
        ElementKind.MARKDOWN,
        ElementKind.CODE_BLOCK,
    }
)
"""What HTML has no form for."""


class HtmlWriter:
    """Writes blocks as HTML."""

    def __init__(self, blocks: BlockWriter) -> None:
        self._blocks = blocks
        plan = blocks.plan
        self._output = HtmlOutput(
            footnote=lambda name: f"[{plan.footnotes.get(name, 0)}]",
            meaning=plan.meaning,
            formula=formula_text,
            header_offset=plan.document.options.header_offset,
            target=plan.target,
        )

    def block(self, element: Element) -> str:
        """Write a block as HTML, with what is Markdown in it between blank lines."""
        pieces = self._pieces(element)
        if len(pieces) > 1:
            texts = [
                text if is_markdown else _BLANK.sub("\n", text.strip())
                for is_markdown, text in pieces
            ]
            written = "\n\n".join(text for text in texts if text.strip())
            if self._blocks.is_read_as(written, [element]):
                self._blocks.report.count("html")
                return written
        written = self._unbroken(element, self._output.write(element))
        if written != element.source.strip():
            self._blocks.report.count("html")
        return written

    def _unbroken(self, element: Element, html: str) -> str:
        """Write HTML that has no Markdown in it."""
        html = html.strip("\n")
        without = html if _VERBATIM.fullmatch(html) else _BLANK.sub("\n", html)
        if self._blocks.is_read_as(without, [element]):
            return without
        return directive("raw", "html", body=html)

    def _pieces(self, element: Element) -> list[tuple[bool, str]]:
        """Cut an element into HTML and Markdown, which have a blank line between."""
        found: list[tuple[bool, str]] = []
        self._cut(element, None, found)
        joined: list[tuple[bool, str]] = []
        for is_markdown, text in found:
            if joined and not is_markdown and not joined[-1][0]:
                joined[-1] = (False, joined[-1][1] + text)
            else:
                joined.append((is_markdown, text))
        return joined

    def _cut(
        self, element: Element, parent: Element | None, found: list[tuple[bool, str]]
    ) -> None:
        if (
            element.kind is ElementKind.HTML
            and element.is_block
            and self._has_markdown(element)
        ):
            found.append((False, _start_tag(element.value, element.attributes)))
            self._content(element, found)
            found.append((False, f"</{element.value}>"))
        elif element.kind in _CONTAINERS and self._has_markdown(element):
            name = _CONTAINERS[element.kind]
            found.append((False, _start_tag(name, element.attributes)))
            for child in element.children:
                self._cut(child, element, found)
            found.append((False, f"</{name}>"))
        elif element.kind in _HOLDERS and self._has_markdown(element):
            name = _HOLDERS[element.kind]
            found.append((False, _start_tag(name, element.attributes)))
            self._markdown(element.children, found)
            found.append((False, f"</{name}>"))
        elif element.kind is ElementKind.TERM and self._has_markdown(element):
            found.append((False, _start_tag("dt", element.attributes)))
            self._spans(element, found)
            found.append((False, "</dt>"))
        elif element.kind is ElementKind.BLOCK_MARK:
            found.append((True, element.value))
        elif element.kind is ElementKind.BLANK:
            found += [(True, mark) for mark in marks_of(element)]
        elif element.kind is ElementKind.MARKDOWN:
            self._markdown(element.children, found)
        else:
            found.append((False, self._output.write(element, parent)))

    def _content(self, element: Element, found: list[tuple[bool, str]]) -> None:
        """Write the content of an HTML element that has Markdown in it."""
        has_formula = any(child.kind is ElementKind.MATH for child in element.children)
        if element.model is Model.BLOCK:
            self._markdown(element.children, found)
        elif element.model is Model.SPAN or has_formula:
            self._spans(element, found)
        else:
            for child in element.children:
                self._cut(child, element, found)

    def _has_markdown(self, element: Element) -> bool:
        """Return whether a part of an element is better written as Markdown."""
        return any(
            inner.kind in _OF_MYST
            or (inner.kind is ElementKind.BLANK and bool(marks_of(inner)))
            or (
                inner.kind is ElementKind.HTML
                and inner.is_block
                and inner.model is Model.BLOCK
            )
            for inner in element.walk()
        )

    def _markdown(self, children: list[Element], found: list[tuple[bool, str]]) -> None:
        """Write what is Markdown within HTML; headings there are no sections."""
        for child in children:
            if child.kind is ElementKind.HEADER:
                found.append((False, self._output.write(child)))
            elif child.kind is ElementKind.HTML and child.is_block:
                self._cut(child, None, found)
            elif child.kind is ElementKind.BLANK:
                found += [(True, mark) for mark in marks_of(child)]
            elif child.kind not in NOT_SHOWN:
                found.append((True, self._blocks.write(child)))

    def _spans(self, element: Element, found: list[tuple[bool, str]]) -> None:
        paragraph = Element(
            ElementKind.PARAGRAPH, children=element.children, raw=element.raw
        )
        written = self._blocks.text(paragraph)
        if written is None:
            found.append((False, self._output.inner(element)))
        else:
            found.append((True, written))


def _start_tag(name: str, attributes: Mapping[str, str]) -> str:
    return f"<{name}{write_attributes(attributes)}>"


def formula_text(element: Element) -> str:
    """Write a formula as kramdown does for a script that draws it."""
    value = escape(element.value, quote=False)
    return f"\\[{value}\\]" if element.is_block else f"\\({value}\\)"


def has_drawing_in_line(element: Element) -> bool:
    """Return whether a drawing is within a line, where MyST cuts it into tags.

    A page takes no pieces of a drawing, but a whole one in a block of HTML.

    :param element: a block
    """
    return element.kind is not ElementKind.HTML and any(
        inner.kind is ElementKind.HTML and inner.value.lower() == "svg"
        for inner in element.walk()
    )

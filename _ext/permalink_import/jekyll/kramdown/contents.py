"""The table of contents (``{:toc}``) where MyST's directive would list other headings.

The directive lists what is below the section that it is in, at any level. See
https://kramdown.gettalong.org/converter/html.html#toc.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from permalink_import.jekyll.kramdown.parsing.document import parse
from permalink_import.jekyll.kramdown.parsing.texts import (
    symbol_text,
    text_of_entity,
)
from permalink_import.jekyll.kramdown.parsing.tree import Element, ElementKind
from permalink_import.jekyll.kramdown.plan import clamped, first_list
from permalink_import.jekyll.kramdown.writing.spans import write_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from permalink_import.jekyll.kramdown.parsing.document import KramdownDocument

_MARKS = {ElementKind.EMPHASIS: "*", ElementKind.STRONG: "**"}
_SPECIAL = re.compile(r"[\\`*_{}\[\]()<>#+.!|:~$\"'-]")


def write_contents(document: KramdownDocument) -> int:
    """Replace a table of contents by a list, if it is below or without a heading.

    :return: how many were replaced
    """
    listed = _listed(document)
    headers = [*_headers(document.root)]
    found = first_list(document.root, "toc")
    if found is None or not listed:
        return 0
    elements = [*document.root.walk()]
    above = elements[: elements.index(found)]
    if not any(x.kind is ElementKind.HEADER for x in above) and listed == headers:
        return 0
    marker = "*" if found.kind is ElementKind.BULLET_LIST else "1."
    made = parse("\n".join(_lines(listed, marker)), document.options).root.children[0]
    found.children, found.raw, found.source, found.ial = (
        made.children,
        made.raw,
        "",
        None,
    )
    found.attributes = {"id": "markdown-toc"}
    return 1


def _headers(root: Element) -> Iterator[Element]:
    return (x for x in root.walk() if x.kind is ElementKind.HEADER)


def _listed(document: KramdownDocument) -> list[Element]:
    """Return the headings that kramdown lists."""
    levels = document.options.toc_levels
    offset = document.options.header_offset
    return [
        header
        for header in _headers(document.root)
        if clamped(header.level + offset) in levels
        and "no_toc" not in _classes(header)
        and header.attributes.get("id")
    ]


def _classes(header: Element) -> list[str]:
    own = header.attributes.get("class", "")
    given = header.ial.attributes.get("class", "") if header.ial else ""
    return f"{own} {given}".split()


def _lines(headers: list[Element], marker: str) -> Iterator[str]:
    width = 4
    above: list[int] = []
    for header in headers:
        while above and above[-1] >= header.level:
            above.pop()
        lead = " " * width * len(above)
        above.append(header.level)
        text = " ".join("".join(map(_written, header.children)).split())
        yield f"{lead}{marker.ljust(width)}[{text}](#{header.attributes['id']})"


def _written(element: Element) -> str:
    """Return what a heading has in the table of contents: neither links nor notes."""
    kind = element.kind
    inner = "".join(map(_written, element.children))
    if kind is ElementKind.TEXT:
        return _SPECIAL.sub(r"\\\g<0>", element.value)
    if kind in {ElementKind.QUOTE, ElementKind.SYMBOL}:
        return symbol_text(element)
    if kind is ElementKind.ENTITY:
        return text_of_entity(element.value)
    if kind is ElementKind.CODE:
        return write_code(element.value)
    if kind in _MARKS:
        return f"{_MARKS[kind]}{inner}{_MARKS[kind]}"
    if kind is ElementKind.ABBREVIATION:
        return element.value
    return inner

"""The raw HTML of a contributor's document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from permalink_blog.core.untrusted.html import clean
from permalink_blog.safe_reading.output import frame_hosts
from permalink_blog.safe_reading.report import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from permalink_blog.safe_reading.checking import Check


_LATEX_LINE_BREAK = r"\\"  # what MyST makes of one in Markdown, for LaTeX
_BOXES = (
    *(nodes.block_quote, nodes.list_item, nodes.definition, nodes.entry),
    *(nodes.footnote, nodes.Admonition, nodes.sidebar, nodes.topic),
)
"""What becomes an element of HTML with blocks in it, and no part of a page."""


def clean_raw(check: Check, found: list[nodes.raw]) -> None:
    """Leave out of raw text what a contributor may not write.

    :param found: all raw text of a document, in order
    """
    hosts = frame_hosts(check.env.config)
    groups: dict[int, list[nodes.raw]] = {}
    for raw in found:
        if "html" in str(raw.get("format", "")).split():
            groups.setdefault(_group_of(raw), []).append(raw)
        elif raw.astext().strip() != _LATEX_LINE_BREAK:
            check.warn(f"raw text for {raw.get('format', '')!r} is left out", raw)
            raw.parent.remove(raw)
    for group in groups.values():
        _clean_group(check, group, hosts)


def _clean_group(check: Check, group: list[nodes.raw], hosts: frozenset[str]) -> None:
    before = [raw.astext() for raw in group]
    cleaned = clean(before, hosts)
    removed = [x for x in cleaned.removed if not _is_usual_in_output(x, group[0])]
    if removed:
        *first, last = removed[:3]
        names = shorten(" and ".join([", ".join(first), last] if first else [last]))
        check.warn(f"raw HTML: {names}: it is left out", group[0])
    for raw, old, new in zip(group, before, cleaned.pieces, strict=True):
        if old != new:
            raw.rawsource = new
            raw.children = [nodes.Text(new)] if new else []
            for child in raw.children:
                raw.setup_child(child)
    if cleaned.end.strip():
        last_raw = group[-1]
        end = nodes.raw(cleaned.end, cleaned.end, format="html")
        end.source, end.line = last_raw.source, last_raw.line
        last_raw.parent.append(end)


def _is_usual_in_output(removed: str, raw: nodes.raw) -> bool:
    """Return whether programs put something into each table that a notebook outputs.

    pandas does so with a style that is meant for the table, and that browsers apply to
    the page.
    """
    return removed == "<style>" and any(
        isinstance(node, nodes.container) and "nb_element" in node
        for node in _around(raw)
    )


def _around(node: nodes.Node) -> Iterator[nodes.Node]:
    while node.parent is not None:
        node = node.parent
        yield node


def _group_of(raw: nodes.raw) -> int:
    """Return what names the text that a piece of HTML is part of.

    In a paragraph it is the paragraph; between paragraphs, the quotation, item or cell
    that they are in, or the document. No element goes on beyond the end of a quotation,
    and none in a quotation ends one around it: ``<li>`` ends the item that is open, but
    none outside (HTML Living Standard, 13.2.6.4.7 "in body").
    """
    outermost: nodes.Element | None = None
    for node in _around(raw):
        if isinstance(node, nodes.TextElement):
            outermost = node
        elif outermost is None and isinstance(node, _BOXES):
            return id(node)
    return id(outermost)

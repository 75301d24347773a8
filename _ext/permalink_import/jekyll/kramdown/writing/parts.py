"""Blocks that follow each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from permalink_import.jekyll.kramdown.parsing.tree import LISTS, Element, ElementKind

if TYPE_CHECKING:
    from collections.abc import Sequence


SEPARATOR = "%"
"""An empty comment: what is on both sides of it are two blocks."""
NOT_SHOWN = frozenset({ElementKind.BLANK, ElementKind.END_OF_BLOCK})


class BlockPart(NamedTuple):
    """A block within another one, as it is written.

    :param has_gap: the author left a blank line before it
    :param is_apart: it is a block of its own only if something is between
    """

    text: str
    has_gap: bool
    is_apart: bool


def join(parts: Sequence[BlockPart], *, is_tight: bool) -> str:
    """Join blocks that follow each other.

    :param is_tight: no blank line is between them where the author left none
    """
    written: list[str] = []
    for text, has_gap, is_apart in parts:
        if written:
            gap = "\n" if is_tight and not has_gap and not is_apart else "\n\n"
            written.append(f"{gap}{SEPARATOR}\n\n" if is_apart else gap)
        written.append(text)
    return "".join(written)


def must_part(first: Element, second: Element) -> bool:
    """Return whether MyST would read two blocks as one, with a blank line between."""
    if first.kind in LISTS:
        return second.kind is first.kind or second.kind is ElementKind.CODE_BLOCK
    return first.kind is second.kind is ElementKind.DEFINITION_LIST

"""A text cut into pieces: words, values ``{{ }}``, tags ``{% %}`` and their blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


# Liquid's own: Liquid::TemplateParser and Liquid::BlockBody::FullToken
_TOKEN = re.compile(
    r"\{%-?\s*(?P<name>\w+)\s*(?P<markup>.*?)-?%\}|\{\{.*?\}\}|\{%.*?%\}", re.DOTALL
)
BLOCKS = frozenset(
    {"capture", "case", "comment", "for", "highlight", "if", "ifchanged", "raw"}
    | {"tablerow", "unless"}
)
"""Tags that Liquid and Jekyll end with a tag of their own."""


class PieceKind(Enum):
    """What a piece is."""

    TEXT = auto()
    OUTPUT = auto()
    TAG = auto()


@dataclass(frozen=True, slots=True)
class LiquidPiece:
    """A part of a text.

    :param source: as it was written, from its first tag to its last
    :param offset: where it begins
    :param name: of a tag, or ""
    :param markup: what follows the name
    :param body: what is between the tags of a block, and ``None`` for other tags
    :param body_offset: where that begins
    """

    kind: PieceKind
    source: str
    offset: int
    name: str = ""
    markup: str = ""
    body: str | None = None
    body_offset: int = 0

    @property
    def strips_before(self) -> bool:
        """Return whether the white space before it is removed: ``{%-``."""
        return self.kind is not PieceKind.TEXT and self.source[2:3] == "-"

    @property
    def strips_after(self) -> bool:
        """Return whether the white space behind it is removed: ``-%}``."""
        return self.kind is not PieceKind.TEXT and self.source[-3:-2] == "-"


def scan(text: str) -> Iterator[LiquidPiece]:
    """Cut a text into pieces, which together are the text.

    A block without its end is a tag, for whoever reads it to complain.

    :param text: with Liquid, without front matter
    """
    position = 0
    while match := _TOKEN.search(text, position):
        if position < match.start():
            yield LiquidPiece(PieceKind.TEXT, text[position : match.start()], position)
        name = match["name"]
        end = _end(text, match) if name in BLOCKS else None
        if end is not None:
            source = text[match.start() : end.end()]
            yield LiquidPiece(
                PieceKind.TAG,
                source,
                match.start(),
                name,
                match["markup"].strip(),
                text[match.end() : end.start()],
                match.end(),
            )
            position = end.end()
            continue
        kind = PieceKind.TAG if match[0].startswith("{%") else PieceKind.OUTPUT
        markup = (match["markup"] or "").strip()
        yield LiquidPiece(kind, match[0], match.start(), name or "", markup)
        position = match.end()
    if position < len(text):
        yield LiquidPiece(PieceKind.TEXT, text[position:], position)


def _end(text: str, start: re.Match[str]) -> re.Match[str] | None:
    """Find the tag that ends a block; within "raw" nothing else is a tag."""
    if start["name"] == "raw":
        return re.compile(r"\{%-?\s*endraw\s*-?%\}").search(text, start.end())
    open_blocks, position = [start["name"]], start.end()
    while match := _TOKEN.search(text, position):
        name, position = match["name"], match.end()
        if name == "raw" and (raw_end := _end(text, match)):
            position = raw_end.end()
        elif name in BLOCKS and open_blocks[-1] != "comment":
            open_blocks.append(name)
        elif name == f"end{open_blocks[-1]}":
            open_blocks.pop()
            if not open_blocks:
                return match
    return None

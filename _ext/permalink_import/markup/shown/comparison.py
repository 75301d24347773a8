"""Two readings of a text compared: the same words, in the same structure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from permalink_import.markup.shown.events import LINE_BREAK, Code

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from permalink_import.markup.shown.events import Item


_STRUCTURE = frozenset(
    (
        *("a", "blockquote", "br", "code", "dd", "dl", "dt", "em", "h", "hr", "img"),
        *("li", "ol", "pre", "strong", "table", "td", "tr", "ul"),
    )
)
_SAME = {"th": "td", **{f"h{level}": "h" for level in range(1, 7)}}
_HEADING = re.compile(r"h[1-6] within h[1-6]|h \w+|hr within")
_STRAIGHT = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201c": '"', "\u201d": '"'}
    | {"\u201e": '"', "\ufe0f": None}
)
_PLAIN = str.maketrans({"\u2013": "--", "\u2014": "---", "\u2026": "...", '"': "'"})
_DOTS = re.compile(r"\.[ ]\.[ ]\.")
QUOTE = re.compile("[\"'\u2018\u2019\u201c\u201d]")
"""Quotation marks and apostrophes."""
_AROUND = 3
"""Words before and behind a difference that are shown with it."""
_LONGEST = 40
"""Characters of each side of a difference that are shown."""


class ShownDifference(Enum):
    """Of which kind a difference is."""

    WORDS = auto()
    STRUCTURE = auto()
    TYPOGRAPHY = auto()
    """Dashes and dots."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reader sees of a text.

    :param words: without white space; quotation marks are straight
    :param structure: names of elements, in order
    :param has_quotes: there are quotation marks or apostrophes outside code
    """

    words: tuple[str, ...]
    structure: tuple[str, ...]
    has_quotes: bool


def seen(items: Iterable[Item]) -> Seen:
    """Return what a reader sees of items.

    :param items: of a whole text, in its order
    """
    text: list[str] = []
    structure: list[str] = []
    depth = {"pre": 0, "code": 0}
    has_quotes = False
    for code, data, *_ in items:
        if isinstance(data, str):
            in_code = any(depth.values())
            text.append(data if code is not Code.BREAK else "\n")
            has_quotes = has_quotes or (
                not in_code and code is Code.TEXT and QUOTE.search(data) is not None
            )
            continue
        kind, name, *others = (*data, "br") if data == LINE_BREAK else data
        if code is Code.BLOCK or data == LINE_BREAK:
            text.append("\n")
        if kind in {"shown", "lost"} or name in {"math", "directive"}:
            text += _replaced(kind, str(name), others)
        if kind == "block" and _HEADING.fullmatch(str(name)):
            name = str(name).partition(" ")[0]
        name = _SAME.get(str(name), str(name))
        if name.removeprefix("/") in depth:
            change = -1 if name.startswith("/") else 1
            is_in_pre = name.endswith("code") and depth["pre"]
            key = name.removeprefix("/")
            depth[key] = max(depth[key] + change, 0)
            if is_in_pre:
                continue
        if name in _STRUCTURE:
            structure.append(name)
    words = "".join(text).translate(_STRAIGHT).split()
    return Seen(tuple(words), tuple(structure), has_quotes)


def _replaced(kind: str, name: str, others: Sequence[object]) -> list[str]:
    """Return the words of what is no text: formulas, and what nothing reads."""
    if kind == "lost":
        return [name]
    if name == "math":
        return [" ", *("".join(str(x).split()) for x in others), " "]
    if name in {"img", "input", "nothing"}:
        return []
    return [str(x) for x in (name, *others)] if name != "footnote" else []


def first_difference(old: Seen, new: Seen) -> tuple[ShownDifference, str, str] | None:
    """Return the first difference, with the old words and the new ones.

    :return: ``None`` if readers see the same, but for quotation marks
    """
    if old.words != new.words:
        plain_old, plain_new = _plain(old.words), _plain(new.words)
        if plain_old != plain_new:
            return ShownDifference.WORDS, *_context(plain_old, plain_new)
    if old.structure != new.structure:
        before, after = _context(old.structure, new.structure)
        return ShownDifference.STRUCTURE, before, after
    if old.words != new.words:
        return ShownDifference.TYPOGRAPHY, *_context(old.words, new.words)
    return None


def _plain(words: Sequence[str]) -> list[str]:
    """Return words without what typography makes of hyphens and dots."""
    text = " ".join(words).translate(_PLAIN)
    return _DOTS.sub("...", text).split()


def _context(old: Sequence[str], new: Sequence[str]) -> tuple[str, str]:
    count = 0
    for mine, other in zip(old, new, strict=False):
        if mine != other:
            break
        count += 1
    start = max(count - 1, 0)
    return _shortened(old[start:]), _shortened(new[start:])


def _shortened(words: Sequence[str]) -> str:
    text = " ".join(words[: 1 + _AROUND])
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"

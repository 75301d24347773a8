"""Values of several lines that are invalid YAML, and are certainly text.

YAML takes a colon in a later line of a text for that of a key, and ends a block of text
(``>`` and ``|``) at a line that is indented less than the first one.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_HEAD = re.compile(
    r"(?P<indent> *)(?P<key>[\w.-]+):[ \t]+(?P<value>[^\s\[{&*!#\"'].*?)[ \t]*$"
)
_BLOCK = re.compile(r"(?:[|>][-+0-9]{0,2})(?:[ \t]+#.*)?$")
_COMMENT = re.compile(r"(?:^|[ \t]+)#.*$")
_PROSE = frozenset({"title", "subtitle", "description", "excerpt", "summary"})
_KEYS = re.compile(
    r"(?:title|layout|date|permalink|tags?|categor(?:y|ies)|authors?|slug|draft|"
    r"published|blogpost|orphan|myst|redirect_from|redirect_to|aliases|excerpt|"
    r"description|image|lang|language|location|comments|feed_id|updated):"
)
"""Keys that hardly begin a line of text."""
_LONG = 60  # characters of a value that a message repeats


@dataclass(frozen=True, slots=True)
class MeantText:
    """The intended value of several lines.

    :ivar lines: all lines of the YAML, as many as before
    :ivar line: the one with the mistake, from 0
    :ivar message: what is wrong, and what to write
    """

    lines: list[str]
    line: int
    message: str


def meant_texts(lines: Sequence[str], number: int) -> Iterator[MeantText]:
    """Yield what a value may be meant to be, the longest first.

    :param lines: of YAML
    :param number: of a line of the value, from 0, at which YAML cannot be read
    """
    for first in range(number + 1):
        head = _HEAD.match(lines[first])
        if head is None:
            continue
        indent = len(head["indent"])
        last = _last_line(lines, first, indent)
        if last == first or last < number:
            continue
        below = [*lines[first + 1 : last + 1]]
        if _BLOCK.match(head["value"]):
            yield from _indented_alike(lines, first, below, head)
        elif _is_prose(head, below):
            yield _in_quotes(lines, first, below, head)


def _last_line(lines: Sequence[str], first: int, indent: int) -> int:
    """Return the last line of a value, without blank lines at its end."""
    last = first
    for number in range(first + 1, len(lines)):
        line = lines[number]
        if line.strip() and _depth(line) <= indent:
            break
        last = number if line.strip() else last
    return last


def _indented_alike(
    lines: Sequence[str], first: int, below: list[str], head: re.Match[str]
) -> Iterator[MeantText]:
    """Yield a block of text in which no line is indented less than the first."""
    depths = {n: _depth(line) for n, line in enumerate(below) if line.strip()}
    start = next(iter(depths.values()))
    wrong = [number for number, depth in depths.items() if depth < start]
    if not wrong:
        return
    least = len(head["indent"]) + 2
    new = [
        " " * (least + max(0, depths[n] - start)) + line.lstrip() if n in depths else ""
        for n, line in enumerate(below)
    ]
    message = (
        f'{head["key"]}: this line of the text below "{head["value"][0]}" is indented '
        "less than the first one, where YAML ends the text. Indent all lines alike"
    )
    changed = [*lines[: first + 1], *new, *lines[first + 1 + len(below) :]]
    yield MeantText(changed, first + 1 + wrong[0], message)


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _is_prose(head: re.Match[str], below: Sequence[str]) -> bool:
    texts = [line.strip() for line in below]
    if any(_KEYS.match(text) or text.startswith("- ") for text in texts):
        return False
    return head["key"] in _PROSE or " " in head["value"]


def _in_quotes(
    lines: Sequence[str], first: int, below: list[str], head: re.Match[str]
) -> MeantText:
    """Return a text on one line and in quotation marks, with blank lines below it."""
    parts = [head["value"], *(line.strip() for line in below)]
    text = " ".join(filter(None, (_COMMENT.sub("", part) for part in parts)))
    new = f"{head['key']}: {json.dumps(text, ensure_ascii=False)}"
    message = (
        f'{head["key"]}: {_cut(text)!r}: YAML takes what is before ": " for a key. '
        f"Quote the value: {_cut(new)}"
    )
    rest = [*([""] * len(below)), *lines[first + 1 + len(below) :]]
    changed = [*lines[:first], f"{head['indent']}{new}", *rest]
    return MeantText(changed, first, message)


def _cut(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[:_LONG]}…"

"""Assignments of Python, written as ruff formats them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils.utils import column_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from permalink_import.manifest import Setting


_WIDTH = 88  # columns, of which a Japanese character takes two


def literal(value: Setting) -> str:
    """Write a value on one line."""
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, list):
        return f"[{', '.join(_items(value))}]"
    return f"{{{', '.join(_items(value))}}}"


def assignment(prefix: str, value: Setting, comment: str = "") -> list[str]:
    """Write an assignment on as many lines as it needs.

    :param prefix: up to the value, such as ``project = ``
    :param comment: with its ``#``, or ""; goes above a line that it makes too long
    """
    if isinstance(value, str):
        parts = [f"    {part}" for part in _parts(value)]
        fits = all(map(_fits, parts)) or len(parts) > 1
        divided = [f"{prefix}(", *parts, ")"] if fits else [prefix + literal(value)]
    else:
        opening, closing = "[]" if isinstance(value, list) else "{}"
        items = [f"    {item}," for item in _items(value)]
        divided = [f"{prefix}{opening}", *items, closing]
    return _choose(prefix + literal(value), divided, comment)


def call_assignment(
    prefix: str, function: str, arguments: Sequence[str], comment: str = ""
) -> list[str]:
    """Write an assignment of what a call gives, as in :func:`assignment`.

    :param arguments: as they are written
    """
    together = f"    {', '.join(arguments)}"
    inner = [together] if _fits(together) else [f"    {each}," for each in arguments]
    whole = f"{prefix}{function}({', '.join(arguments)})"
    return _choose(whole, [f"{prefix}{function}(", *inner, ")"], comment)


def _choose(whole: str, divided: list[str], comment: str) -> list[str]:
    beside = f"{whole}  {comment}".rstrip()
    if _fits(beside):
        return [beside]
    above = [comment] if comment else []
    return [*above, whole] if _fits(whole) else [*above, *divided]


def _fits(line: str) -> bool:
    return column_width(line) <= _WIDTH


def _items(value: list[str] | dict[str, str]) -> list[str]:
    if isinstance(value, list):
        return [_string(text) for text in value]
    return [f"{_string(key)}: {_string(text)}" for key, text in value.items()]


def _string(text: str) -> str:
    """Write a string, in double quotes unless these would need more backslashes."""
    single = "".join(_escaped(char, "'") for char in text)
    double = "".join(_escaped(char, '"') for char in text)
    return f"'{single}'" if len(single) < len(double) else f'"{double}"'


def _escaped(char: str, quote: str) -> str:
    if char in {"'", '"'}:
        return f"\\{char}" if char == quote else char
    return repr(char)[1:-1]


def _parts(text: str) -> list[str]:
    """Divide a string at its spaces into literals that fit below each other."""
    parts = [""]
    for word in text.split(" "):
        longer = f"{parts[-1]}{word} "
        if parts[-1] and not _fits(f"    {_string(longer)}"):
            parts.append(f"{word} ")
        else:
            parts[-1] = longer
    parts[-1] = parts[-1].removesuffix(" ")
    return [_string(part) for part in parts]

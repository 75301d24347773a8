"""Goldmark's extra marks, which a site has to turn on, written as HTML.

See https://gohugo.io/configuration/markup/#extras.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from permalink_import.markup.regions import replace_in_prose

if TYPE_CHECKING:
    from collections.abc import Iterable


_MARKS = {
    "insert": (r"(?<![\\+])\+\+(?![\s+])(?P<inside>[^+\n]+)(?<!\s)\+\+(?!\+)", "ins"),
    "mark": (r"(?<![\\=])==(?![\s=])(?P<inside>[^=\n]+)(?<!\s)==(?!=)", "mark"),
    "subscript": (r"(?<![\\~])~(?![\s~])(?P<inside>[^~\n]+)(?<!\s)~(?!~)", "sub"),
    "superscript": (r"(?<![\\^\[])\^(?!\s)(?P<inside>[^^\n]+)(?<!\s)\^", "sup"),
}
EXTRAS = frozenset(_MARKS)
"""Their names in the configuration."""


def write_extras(text: str, extras: Iterable[str]) -> str:
    """Write the marks of some extras as HTML.

    :param extras: their names; others are left out
    """
    for name in sorted(EXTRAS & {*extras}):
        pattern, tag = _MARKS[name]
        text = replace_in_prose(
            text,
            re.compile(pattern),
            lambda match, tag=tag: f"<{tag}>{match['inside']}</{tag}>",  # type: ignore[misc]
        )
    return text

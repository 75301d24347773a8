"""Emoji by their names: those of GitHub, which jemoji and Hugo know.

``emoji.txt`` has the list, with its source and version.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_LIST = Path(__file__).with_name("emoji.txt")


@cache
def known_emoji() -> Mapping[str, str]:
    """Return the characters of emoji by their names, without colons."""
    lines = _LIST.read_text("utf-8").splitlines()
    rows = (line.split() for line in lines if not line.startswith("#"))
    return {row[0]: row[1] for row in rows if row}


@cache
def emoji_pattern() -> re.Pattern[str]:
    """Return a pattern of the names of emoji between colons, in the group "name"."""
    names = "|".join(map(re.escape, known_emoji()))
    return re.compile(f":(?P<name>{names}):")

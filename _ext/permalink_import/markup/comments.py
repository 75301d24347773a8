"""Comments of HTML within a line, which MyST shows if there are hyphens in a row."""

from __future__ import annotations

import re

from permalink_import.markup.regions import replace_in_prose

# Of a paragraph; long ones are blocks.
_COMMENT = re.compile(r"<!--(?P<inside>(?:(?!\n\s*\n).){0,1000}?)-->", re.DOTALL)


def plain_comments(text: str) -> str:
    """Write comments without hyphens in a row.

    :param text: MyST; code stays as it is
    """
    return replace_in_prose(text, _COMMENT, _comment) if "<!--" in text else text


def _comment(match: re.Match[str]) -> str:
    inside = match["inside"]
    is_plain = "--" not in inside and not inside.startswith((">", "-"))
    if is_plain and not inside.endswith("-"):
        return match[0]
    return f"<!-- {re.sub('-{2,}', '-', inside).strip('->')} -->"

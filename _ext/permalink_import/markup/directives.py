"""MyST's fences and directives as text, whatever is in them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


_PLAIN = re.compile(r"[A-Za-z0-9_./-][A-Za-z0-9_./ %,+()-]*(?<! )")
"""Values that YAML reads as they are, whatever they are."""


def fence(content: str, info: str = "", *, marker: str = "`") -> str:
    """Return a text between fences that nothing in it can close.

    :param content: lines of code; without the last line's end it gets one
    :param info: what follows the first fence
    :param marker: what fences are made of: "`", "~" or ":"
    :return: lines, without the end of the last one
    """
    runs = re.findall(rf"^[ \t>]*({marker}{{3,}})", content, re.MULTILINE)
    longest = max(map(len, runs), default=2)
    line = marker * (longest + 1)
    end = "" if not content or content.endswith("\n") else "\n"
    return f"{line}{info}\n{content}{end}{line}"


def directive(
    name: str,
    argument: str = "",
    *,
    options: Mapping[str, str | None] | None = None,
    body: str = "",
    marker: str = "`",
) -> str:
    """Write a directive of MyST's.

    :param name: such as "figure"
    :param argument: on one line; white space in it becomes spaces
    :param options: values by name; ``None`` for an option without a value
    :param body: its content
    :param marker: as for :func:`fence`; ":" where the body is Markdown
    """
    info = f"{{{name}}} {' '.join(argument.split())}".rstrip()
    lines = [_option(key, value) for key, value in (options or {}).items()]
    if body and (lines or body.startswith((":", "---"))):
        lines.append("")  # the body's first line is no option
    return fence("\n".join([*lines, *([body] if body else [])]), info, marker=marker)


def _option(name: str, value: str | None) -> str:
    if value is None:
        return f":{name}:"
    value = " ".join(value.split())
    if not _PLAIN.fullmatch(value):
        value = json.dumps(value, ensure_ascii=False)  # YAML in double quotes
    return f":{name}: {value}"


_CONTAINER = re.compile(r"[ \t]*(?:>[ \t]?|(?:[-*+]|\d+[.)])[ \t]+)*")


def container(line: str) -> tuple[str, str]:
    """Read what lists and quotations put before a line, and before those below it.

    :param line: the first line of a block, with all before it
    :return: both as prefixes: the second has spaces for the markers of lists
    """
    match = _CONTAINER.match(line)
    prefix = match[0] if match else ""
    below = re.sub(r"[-*+]|\d+[.)]", lambda marker: " " * len(marker[0]), prefix)
    return prefix, below


def indent(text: str, prefix: str) -> str:
    """Indent all lines except the first and empty ones by a prefix.

    For a block within a list or quotation, whose first line has its prefix already.

    :param text: the block
    :param prefix: spaces, and ``>`` for quotations
    """
    first, *others = text.split("\n")
    blank = prefix.rstrip()
    return "\n".join([first, *(prefix + s if s else blank for s in others)])

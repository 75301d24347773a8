"""Texts in Textile, reStructuredText and Org, as Markdown from Pandoc.

Jekyll 1 and 2 read Textile themselves; since then a plugin does. Pandoc reads no file
but the text that it is given (``--sandbox``, https://pandoc.org/MANUAL.html).
"""

from __future__ import annotations

import re
import shutil
import subprocess

from permalink_import import limits

FORMATS = {".textile": "textile", ".rst": "rst", ".org": "org"}
"""Suffixes of what Pandoc reads, and Jekyll's plugins made pages of."""

_LIQUID = re.compile(
    r"\{%-?\s*(?P<name>highlight|raw|comment)\b.*?\{%-?\s*end(?P=name)\s*-?%\}"
    r"|\{%.*?%\}|\{\{.*?\}\}",
    re.DOTALL,
)
_MARK = "liquid{}mark"


def to_markdown(text: str, suffix: str) -> str | None:
    """Return a text as Markdown, with its Liquid as it was.

    :param text: without front matter
    :param suffix: a key of :data:`FORMATS`
    :returns: ``None`` if Pandoc is not installed, or cannot read the text
    """
    pandoc = shutil.which("pandoc")
    if pandoc is None:
        return None
    liquid: list[str] = []

    def protect(match: re.Match[str]) -> str:
        liquid.append(match[0])
        return _MARK.format(len(liquid) - 1)

    source = _LIQUID.sub(protect, text)
    command = [pandoc, "--sandbox", "--wrap=preserve", "-f", FORMATS[suffix], "-t"]
    try:
        done = subprocess.run(  # noqa: S603 - no part of it is from the old site
            [*command, "gfm"],
            input=source,
            capture_output=True,
            check=True,
            encoding="utf-8",
            timeout=limits.PANDOC_SECONDS,
        )
    except (OSError, subprocess.SubprocessError, UnicodeError):
        return None
    return re.sub(_MARK.format(r"(\d+)"), lambda x: liquid[int(x[1])], done.stdout)

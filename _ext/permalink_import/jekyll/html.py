"""Texts in HTML as MyST: one block of HTML, from the first line to the last.

CommonMark ends HTML at a blank line, and takes indented lines after it for code
(https://spec.commonmark.org/0.31.2/#html-blocks), so there are no blank lines in it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from permalink_import.model import Conversion


SUFFIXES = frozenset({".html", ".htm", ".xhtml"})

BLANK = "<!--blank line-->"
"""Keeps the numbers of lines while a text is converted."""
# Start condition 6, without those tags whose HTML may end where another one does
_BLOCK = re.compile(
    r"</?(?:address|article|aside|blockquote|center|dd|details|dialog|div|dl|dt|fieldset"
    r"|figcaption|figure|footer|form|h[1-6]|header|hr|li|main|nav|ol|p|section|summary"
    r"|table|tbody|td|tfoot|th|thead|tr|ul)(?=[\s/>]|$)",
    re.IGNORECASE,
)
_KEPT = re.compile(r"<(pre|textarea)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_FENCE = re.compile(r"^ {0,3}(?:`{3,}|:{3,})", re.MULTILINE)


def one_block(body: str) -> str:
    """Make one block of a text in HTML, with as many lines as it has.

    :param body: without front matter; blank lines would end a block of HTML
        (CommonMark, "HTML blocks")
    :return: with a ``div`` around it if its first line begins no block
    """
    lines = [line if line.strip() else BLANK for line in body.split("\n")]
    first = next((n for n, line in enumerate(lines) if line != BLANK), None)
    if first is None:
        return body
    lines[first] = lines[first].lstrip()
    if not _BLOCK.match(lines[first]):
        lines[first] = f"<div>{lines[first]}"
        lines.append("</div>")
    return "\n".join(lines)


def without_blanks(conversion: Conversion) -> str:
    """Remove what :func:`one_block` has added, after the conversion.

    Where the converter has put MyST into a text, its blank lines come again.
    """
    text = conversion.text
    if _FENCE.search(text):
        return text.replace(BLANK, "")
    text = _KEPT.sub(lambda match: _kept(match[0]), text)
    lines = [line for line in text.split("\n") if line.strip() not in {"", BLANK}]
    return "\n".join(lines)


def _kept(html: str) -> str:
    """Write blank lines that are shown as character references."""
    return re.sub(
        rf"(?:\n[ \t]*(?:{BLANK})?[ \t]*(?=\n))+\n",
        lambda match: "\n" + "&#10;" * (match[0].count("\n") - 1),
        html,
    )

"""Patterns that more than one rule asks for.

All of them are matched where the parser is, which counts as the start of a line: after
the tag of an HTML block that may be within one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from permalink_import.jekyll.kramdown.parsing.attribute_lists import WHITE
from permalink_import.jekyll.kramdown.parsing.html_names import SPAN_ELEMENTS
from permalink_import.markup.shown.html import MARK_OPEN

if TYPE_CHECKING:
    from permalink_import.jekyll.kramdown.parsing.tree import Element


INDENT = r"(?:\t| {4})"
NAME = r"[^\W\d_](?:[\w.-])*|_[\w.-]*"
UNAME = rf"(?:(?:{NAME}):)?(?:{NAME})"
"""The name of an element or attribute."""
ID_NAME = r"[A-Za-z0-9_][A-Za-z0-9_-]*"
"""The name of an attribute list or footnote."""
MARK_CLOSE = "\ufdd5"
BLOCK_MARK = rf"{MARK_OPEN}\d+{MARK_CLOSE}"
"""Stands for a block that Liquid made: it is to kramdown what ``<figure>`` is."""
BLANK_MARK_OPEN, BLANK_MARK_CLOSE = "\ufdd6", "\ufdd7"
BLANK_MARK = rf"{BLANK_MARK_OPEN}\d+{BLANK_MARK_CLOSE}"
"""Stands for what Liquid made nothing of, on a line of its own."""
_BLANK_MARKS = re.compile(BLANK_MARK)
MARKDOWN_OPEN, MARKDOWN_CLOSE = "\ufdd2", "\ufdd3"

BLANK_LINE = re.compile(rf"(?:{WHITE}*(?:{BLANK_MARK}[ \t\r\f\v]*)*\n)+")
_IAL = r"\{:(?![:/])(?P<ial>(?:\\\}|[^}])+)\}[ \t\r\n\f\v]*?\n"
_EOB = rf"\^{WHITE}*?\n"
EOB = re.compile(_EOB)
_SPANS = "|".join(sorted({*SPAN_ELEMENTS, "script"}))
_HTML_START = rf"<(?!(?:{_SPANS})\b)(?:{UNAME})|{BLOCK_MARK}|{MARKDOWN_OPEN}"
_HTML_STOP = rf"</(?!(?:{_SPANS})\b)(?:{UNAME}){WHITE}*>"
LAZY_HTML = re.compile(rf" {{0,3}}(?:{_HTML_STOP}|{_HTML_START})")
"""What ends a paragraph or list item, though no blank line is before it."""
_LIST_TAIL = r"[\t| ][^\n]*\n"
BULLET = re.compile(rf"(?P<marker> {{0,3}}[+*-])(?P<content>{_LIST_TAIL})")
NUMBER = re.compile(rf"(?P<marker> {{0,3}}[0-9]+\.)(?P<content>{_LIST_TAIL})")
COLON = re.compile(rf"(?P<marker> {{0,3}}:)(?P<content>{_LIST_TAIL})")
QUOTE = re.compile(r" {0,3}> ?")
FENCE = re.compile(r" {0,3}[~`]{3,}")
ATX_GFM = re.compile(r"(?P<level>#{1,6})[\t ]+(?P<contents>[^\n]*)\n")
LINE = re.compile(r"[^\n]*\n")
_IAL_START = re.compile(r" {0,3}\{:(?![:/])")


def match_ial(text: str, position: int) -> re.Match[str] | None:
    """Match a line with attributes of a block.

    An open brace alone is not looked for to the end of the text.

    :param text: that is parsed
    :param position: offset of the start of the line
    """
    start = _IAL_START.match(text, position)
    if start is None or text.find("}", start.end()) < 0:
        return None
    return IAL.match(text, position)


IAL = re.compile(rf" {{0,3}}{_IAL}")


def is_lazy_end(text: str, position: int) -> bool:
    """Return whether no block goes on here without a blank line between.

    :param text: that is parsed
    :param position: offset of the start of a line
    """
    return bool(
        position >= len(text)
        or BLANK_LINE.match(text, position)
        or match_ial(text, position)
        or EOB.match(text, position)
        or LAZY_HTML.match(text, position)
    )


def is_boundary(text: str, position: int) -> bool:
    """Return whether a block may end here that needs a boundary behind it.

    :param text: that is parsed
    :param position: offset of the start of a line
    """
    return bool(
        position >= len(text)
        or BLANK_LINE.match(text, position)
        or EOB.match(text, position)
        or match_ial(text, position)
    )


def marks_of(blank: Element) -> list[str]:
    """Return the marks in blank lines."""
    return _BLANK_MARKS.findall(blank.value)

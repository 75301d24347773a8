"""Anchors of headings as the old generator made them, where Sphinx makes others.

Hugo: https://gohugo.io/configuration/markup/#parserautoidtype; Python-Markdown: its
extension ``toc``.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from docutils.nodes import make_id

from permalink_import.markup.regions import parse_blocks

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.token import Token

    from permalink_import.markup.report import TextReport


IDS_OF_THEME = frozenset(
    (
        *("bd-header-version-warning", "main-content", "pst-header", "searchbox"),
        *("pst-primary-sidebar", "pst-primary-sidebar-modal", "pst-search-dialog"),
        *("pst-scroll-pixel-helper", "pst-skip-link"),
    )
)
"""Ids that the theme gives to what is above the text of a page."""
TAKEN_BY_THEME = (
    "Links to these ids lead to a part of the theme, which has the same ids. Change "
    "the ids, or the headings"
)
_ATTRIBUTES = re.compile(
    r"[ \t]*\{(?P<colon>:?)(?P<inside>[^{}\n]*[#.=][^{}\n]*)\}[ \t]*\Z"
)
_ID = re.compile(r"#([^\s}]+)")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_CLOSING = re.compile(r"[ \t]+#+[ \t]*\Z")
_OF_LISTS = re.compile(r"[^ \t>]")
"""What of a lead is part of the marks of list items."""
_LEAD = re.compile(r"(?:[ \t>]|(?:[-+*:~]|\d{1,9}[.)])(?=[ \t]|\Z))*")
"""A line that only begins quotations and list items."""


def hugo_id(text: str, kind: str, *, typographer: bool) -> str:
    """Make the anchor of a heading as Hugo does.

    :param text: of the heading, without links
    :param kind: ``autoIDType``: "github", "github-ascii" or "blackfriday"
    :param typographer: two hyphens are a dash, which no anchor has
    """
    if typographer:
        text = re.sub("-{2,3}", "", text)
    if kind == "github-ascii":
        parts = unicodedata.normalize("NFD", text)
        text = "".join(char for char in parts if char.isascii())
    if kind == "blackfriday":
        kept = "".join(char if char.isalnum() else "-" for char in text.lower())
        return re.sub("-+", "-", kept).strip("-")
    kept = ""
    for char in text.strip():
        if char in "-_" or unicodedata.category(char)[0] in "LM" or char.isdecimal():
            kept += char.lower()
        elif char.isspace():
            kept += "-"
    return kept or "heading"


def toc_id(text: str) -> str:
    """Make the anchor of a heading as Python-Markdown's extension ``toc`` does.

    :param text: of the heading, with its Markdown
    """
    text = re.sub(r"[*`]", "", text)
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


def keep_anchors(
    text: str,
    make: Callable[[str], str] | None,
    report: TextReport,
    *,
    joiner: str = "-",
    colon: bool = False,
) -> str:
    """Insert anchors before headings whose anchor would change.

    :param text: of a page, in which headings may have attributes: ``## Text {#id}``
    :param make: gives the anchor of a heading; ``None`` if they had none
    :param joiner: stands before the number of a second anchor
    :param colon: attributes may begin with one: ``{: #id}``
    """
    lines = text.split("\n")
    found = _headings(text, lines, make, report, joiner=joiner, colon=colon)
    for heading in reversed(found):
        line, lead = heading.line, heading.lead
        lines[line] = heading.bare
        if heading.attributes:
            within = _OF_LISTS.sub(" ", lead)
            lines[line] = within + heading.bare[len(lead) :]
            new = [f"{lead}{{{heading.attributes}}}"]
            if within == lead and heading.is_below_text:
                new.insert(0, lead.rstrip())  # else it would be of the paragraph
            lines[line:line] = new
            report.count("heading")
    return "\n".join(lines)


class _Heading(NamedTuple):
    """A heading of a text.

    :param lead: what is before it in its line: marks of quotations and list items
    :param attributes: that it is to have
    :param bare: the line without attributes
    :param is_below_text: a line without a blank one between is before it
    """

    line: int
    lead: str
    attributes: str
    bare: str
    is_below_text: bool


def _headings(
    text: str,
    lines: list[str],
    make: Callable[[str], str] | None,
    report: TextReport,
    *,
    joiner: str,
    colon: bool,
) -> list[_Heading]:
    """Return the headings, with the attributes that each requires."""
    found = []
    used: set[str] = set()
    taken: set[str] = set()
    end = 0  # of the last paragraph
    for token, inside_token in pairwise(parse_blocks(text)):
        if token.type == "paragraph_open" and token.map:
            end = token.map[1]
        if token.type != "heading_open" or token.map is None:
            continue
        line = token.map[0]
        is_below = end == line or not _LEAD.fullmatch(lines[line - 1])
        line_text = _CLOSING.sub("", lines[line]) if colon else lines[line]
        match = _ATTRIBUTES.search(line_text)
        if match and match["colon"] and not colon:
            match = None
        bare = lines[line][: match.start()] if match else lines[line]
        inside = match["inside"].strip() if match else ""
        lead = _lead(lines[line], token, inside_token)
        content = _CLOSING.sub("", bare[len(lead) :].lstrip("#").strip())
        content = _LINK.sub(r"\1", content)
        given = _ID.search(inside)
        if given:
            used.add(given[1])
        elif make is not None:
            anchor = _unused(make(content), used, joiner)
            used.add(anchor)
            if make_id(re.sub(r"[*`~]", "", content)) != anchor:
                inside = f"#{anchor} {inside}".strip()
        if names := used & IDS_OF_THEME - taken:
            taken |= names
            report.leave(f"#{min(names)}", TAKEN_BY_THEME)
        found.append(_Heading(line, lead, inside, bare, is_below and line > 0))
    return found


def _lead(line: str, heading: Token, inside: Token) -> str:
    """Return what is before a heading in its line."""
    if heading.markup.startswith("#"):
        return line[: line.index("#")]
    text = inside.content.partition("\n")[0]
    return line[: line.rindex(text)] if text in line else ""


def _unused(anchor: str, used: set[str], joiner: str) -> str:
    if anchor not in used and anchor:
        return anchor
    number = 1
    while f"{anchor}{joiner}{number}" in used:
        number += 1
    return f"{anchor}{joiner}{number}"

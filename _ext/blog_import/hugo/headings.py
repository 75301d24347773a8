"""Anchors of headings as Hugo makes them, kept where Sphinx would make others.

See https://gohugo.io/configuration/markup/#parserautoidtype.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from docutils.nodes import make_id

from blog_import.markup.regions import parse_blocks

if TYPE_CHECKING:
    from blog_import.markup.report import Report

_ATTRIBUTES = re.compile(r"[ \t]*\{(?P<inside>[^{}\n]*[#.=][^{}\n]*)\}[ \t]*\Z")
_ID = re.compile(r"#([^\s}]+)")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_CLOSING = re.compile(r"[ \t]+#+[ \t]*\Z")


def auto_id(text: str, kind: str) -> str:
    """Make the anchor of a heading.

    :param text: of the heading, as it was written
    :param kind: ``autoIDType``: "github", "github-ascii" or "blackfriday"
    """
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
    return kept


def keep_anchors(
    text: str, kind: str, report: Report, *, typographer: bool = True
) -> str:
    """Put anchors before the headings that would get others here.

    :param text: of a page, in which headings may have attributes: ``## Text {#id}``
    :param kind: as in :func:`auto_id`
    :param typographer: two hyphens are a dash, which no anchor has
    """
    lines = text.split("\n")
    dashes = re.compile("-{2,3}" if typographer else r"(?!)")
    for line, attributes, bare in reversed(_headings(text, lines, kind, dashes)):
        lead = lines[line][: len(lines[line]) - len(lines[line].lstrip(" >"))]
        lines[line] = bare
        if attributes:
            lines.insert(line, f"{lead}{{{attributes}}}")
            report.count("heading")
    return "\n".join(lines)


def _headings(
    text: str, lines: list[str], kind: str, dashes: re.Pattern[str]
) -> list[tuple[int, str, str]]:
    """Give line, attributes that it needs, and what is left, of each heading."""
    found = []
    used: set[str] = set()
    for token in parse_blocks(text):
        if token.type != "heading_open" or token.map is None:
            continue
        line = token.map[0]
        match = _ATTRIBUTES.search(lines[line])
        bare = lines[line][: match.start()] if match else lines[line]
        inside = match["inside"].strip() if match else ""
        content = _CLOSING.sub("", bare.lstrip(" >").lstrip("#").strip())
        content = dashes.sub("", _LINK.sub(r"\1", content))
        given = _ID.search(inside)
        anchor = given[1] if given else _unused(auto_id(content, kind), used)
        used.add(anchor)
        if not given and make_id(re.sub(r"[*`~]", "", content)) != anchor:
            inside = f"#{anchor} {inside}".strip()
        found.append((line, inside, bare))
    return found


def _unused(anchor: str, used: set[str]) -> str:
    anchor = anchor or "heading"
    if anchor not in used:
        return anchor
    number = 1
    while f"{anchor}-{number}" in used:
        number += 1
    return f"{anchor}-{number}"

"""Anchors of headings as the old generator made them, where Sphinx makes others.

Hugo: https://gohugo.io/configuration/markup/#parserautoidtype; Python-Markdown: its
extension ``toc``.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from docutils.nodes import make_id

from permalink_import.markup.regions import parse_blocks

if TYPE_CHECKING:
    from collections.abc import Callable

    from permalink_import.markup.report import TextReport


_ATTRIBUTES = re.compile(
    r"[ \t]*\{(?P<colon>:?)(?P<inside>[^{}\n]*[#.=][^{}\n]*)\}[ \t]*\Z"
)
_ID = re.compile(r"#([^\s}]+)")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_CLOSING = re.compile(r"[ \t]+#+[ \t]*\Z")


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
    """Make the anchor of a heading as Python-Markdown's extension ``toc`` does."""
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
    found = _headings(text, lines, make, joiner=joiner, colon=colon)
    for line, attributes, bare in reversed(found):
        lead = lines[line][: len(lines[line]) - len(lines[line].lstrip(" >"))]
        lines[line] = bare
        if attributes:
            lines.insert(line, f"{lead}{{{attributes}}}")
            report.count("heading")
    return "\n".join(lines)


def _headings(
    text: str,
    lines: list[str],
    make: Callable[[str], str] | None,
    *,
    joiner: str,
    colon: bool,
) -> list[tuple[int, str, str]]:
    """Return line, required attributes, and remaining text of each heading."""
    found = []
    used: set[str] = set()
    for token in parse_blocks(text):
        if token.type != "heading_open" or token.map is None:
            continue
        line = token.map[0]
        line_text = _CLOSING.sub("", lines[line]) if colon else lines[line]
        match = _ATTRIBUTES.search(line_text)
        if match and match["colon"] and not colon:
            match = None
        bare = lines[line][: match.start()] if match else lines[line]
        inside = match["inside"].strip() if match else ""
        content = _CLOSING.sub("", bare.lstrip(" >").lstrip("#").strip())
        content = _LINK.sub(r"\1", content)
        given = _ID.search(inside)
        if given:
            used.add(given[1])
        elif make is not None:
            anchor = _unused(make(content), used, joiner)
            used.add(anchor)
            if make_id(re.sub(r"[*`~]", "", content)) != anchor:
                inside = f"#{anchor} {inside}".strip()
        found.append((line, inside, bare))
    return found


def _unused(anchor: str, used: set[str], joiner: str) -> str:
    if anchor not in used and anchor:
        return anchor
    number = 1
    while f"{anchor}{joiner}{number}" in used:
        number += 1
    return f"{anchor}{joiner}{number}"

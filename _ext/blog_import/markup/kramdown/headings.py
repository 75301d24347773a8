"""Headings: their levels, their ids, and links to them.

kramdown makes the id of a heading of its text, as GitHub does; MyST makes the same, but
leaves out what is markup, and names only the upper levels of headings.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from blog_import.markup.marks import MARK
from blog_import.markup.regions import CODE, Kind, find_regions, replace_in_prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from blog_import.markup.report import Report

_DEPTH = 3
"""``myst_heading_anchors``: deeper headings have no name in MyST."""
_ID = re.compile(r"[ \t]+\{#([A-Za-z][\w:-]*)\}[ \t]*$")
_LINK = re.compile(r"(?<=\]\()#(?P<inline>[^\s()]+)(?=[\s)])|(?<=\]: )#(?P<below>\S+)")
_ANCHOR = re.compile(r"\{[^{}\n]*#([\w:-]+)[^{}\n]*\}")
_TEXT = frozenset({"text", "code_inline", "text_special"})


@dataclass(slots=True)
class _Heading:
    """A heading of the document itself, not of a quotation or list.

    :param line: its first one, from 0
    :param level: as written
    :param depth: that it has as a section
    :param old: its id in Jekyll
    :param slug: its name in MyST, or "" if it has none
    """

    line: int
    end: int
    level: int
    depth: int
    title: str
    has_own_id: bool
    old: str
    slug: str


def convert_headings(text: str, *, title: str, report: Report) -> str:
    """Give headings levels without gaps, and ids that links to them find.

    :param title: of the page, which is above the text; "" for none
    """
    lines = text.split("\n")
    headings = list(_headings(text, title))
    linked = {match["inline"] or match["below"] for match in _LINK.finditer(text)}
    moved: dict[str, str] = {}
    for heading in reversed(headings):
        is_moved = heading.slug != heading.old
        needs_anchor = is_moved and heading.has_own_id
        if is_moved and heading.old in linked and not needs_anchor:
            needs_anchor = not heading.slug
            moved[heading.old] = heading.slug or heading.old
        _write(lines, heading, needs_anchor, report)
    text = "\n".join(lines)
    missing = linked - moved.keys() - {heading.slug for heading in headings}
    missing -= {heading.old for heading in headings}
    for name in sorted(missing - set(_ANCHOR.findall(text))):
        if name.lower() in {heading.slug for heading in headings}:
            moved[name] = name.lower()
        else:
            text = _name_html(text, name, report)
    if not moved:
        return text

    def move(match: re.Match[str]) -> str:
        name = match["inline"] or match["below"]
        report.count("heading_link", moved.get(name, name) != name)
        return f"#{moved.get(name, name)}"

    return replace_in_prose(text, _LINK, move, skip=CODE | {Kind.HTML})


def _headings(text: str, title: str) -> Iterator[_Heading]:
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    parents: dict[int, int] = {0: 0, **({1: 1} if title else {})}
    jekylls: Counter[str] = Counter()
    ours: Counter[str] = Counter([_slug(title)] if title else [])
    for token, inline in pairwise(tokens):
        if token.type != "heading_open" or token.level or token.map is None:
            continue
        level = int(token.tag[1])
        depth = parents[max(other for other in parents if other < level)] + 1
        parents = {o: d for o, d in parents.items() if o < level} | {level: depth}
        own = _ID.search(inline.content)
        words = _plain(inline, own[0] if own else "")
        # kramdown makes a dash of "--", which is not in ids
        name = _slug(re.sub(r"(?<!-)-{2,3}(?!-)", "", words))
        yield _Heading(
            line=token.map[0],
            end=token.map[1],
            level=level,
            depth=depth,
            title=_ID.sub("", inline.content),
            has_own_id=own is not None,
            old=own[1] if own else _numbered(name, jekylls),
            slug=_numbered(_slug(words), ours) if depth <= _DEPTH else "",
        )


def _plain(inline: Token, own: str) -> str:
    parts = [t.content for t in inline.children or () if t.type in _TEXT]
    plain = re.sub(MARK, "", "".join(parts))
    return plain.removesuffix(own.rstrip())


def _slug(title: str) -> str:
    """Make a name of a heading, as GitHub, kramdown's GFM parser and MyST do."""
    return re.sub(r"[^\w\- \t]", "", title.lower()).replace(" ", "-")


def _numbered(name: str, used: Counter[str]) -> str:
    used[name] += 1
    return f"{name}-{used[name] - 1}" if used[name] > 1 else name


def _write(
    lines: list[str], heading: _Heading, needs_anchor: bool, report: Report
) -> None:
    if not needs_anchor and not heading.has_own_id and heading.level == heading.depth:
        return
    if heading.has_own_id:
        report.count("heading_id")
    written = lines[heading.line : heading.end]
    if heading.level != heading.depth or heading.has_own_id:
        written = [f"{'#' * heading.depth} {' '.join(heading.title.split())}"]
    if needs_anchor:
        written = [_anchor(heading.old), "", *written]
        if heading.line and lines[heading.line - 1].strip():
            # an attribute list of the heading stays right above it
            written = ["", *written]
    lines[heading.line : heading.end] = written


def _name_html(text: str, name: str, report: Report) -> str:
    """Name a place that has its id in HTML, where MyST does not look."""
    identifier = rf"\s(?:id|name)\s*=\s*[\"']?{re.escape(name)}(?=[\"'\s>/])"
    tag = re.compile(
        rf"<[a-z][\w-]*\b[^<>]*?{identifier}[^<>]*>(?:</a>)?", re.IGNORECASE
    )
    regions = find_regions(text)
    for match in tag.finditer(text):
        region = next((r for r in regions if r.start <= match.start() < r.end), None)
        if region is not None and region.kind in CODE:
            continue
        report.count("heading_id")
        if region is not None:  # above the lines of HTML
            start = region.start
            return f"{text[:start]}[]{{#{name}}}\n\n{text[start:]}"
        is_empty = match[0].lower().startswith("<a") and match[0].endswith("</a>")
        whole = _anchor(name) if is_empty else f"[]{{#{name}}}{match[0]}"
        return text[: match.start()] + whole + text[match.end() :]
    report.leave(f"(#{name})", "nothing here has this name; mend the link")
    return text


def _anchor(name: str) -> str:
    """Write a place with a name, which competes with no other document's.

    docutils changes some names; HTML keeps them for links from elsewhere.
    """
    is_plain = re.fullmatch(r"[a-z](?:-?[a-z0-9]+)*", name) is not None
    inner = "" if is_plain else f'<span id="{name}"></span>'
    return f"[{inner}]{{#{name}}}"

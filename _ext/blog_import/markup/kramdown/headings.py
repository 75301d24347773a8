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
from myst_parser.slugs import github_slugify, unique_slug

from blog_import.markup.marks import MARK
from blog_import.markup.regions import CODE, Kind, replace_in_prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from blog_import.markup.report import Report

_DEPTH = 3
"""``myst_heading_anchors``: deeper headings have no name in MyST."""
_ID = re.compile(r"[ \t]+\{#([A-Za-z][\w:-]*)\}[ \t]*$")
_LINK = re.compile(r"(?<=\]\()#(?P<inline>[^\s()]+)(?=[\s)])|(?<=\]: )#(?P<below>\S+)")
_TEXT = frozenset({"text", "code_inline", "text_special"})


@dataclass(slots=True)
class _Heading:
    """A heading of the document itself, not of a quotation or list.

    :param line: its first one, from 0
    :param level: as written
    :param depth: that it has as a section
    :param old: its id in Jekyll
    :param slug: its name in MyST
    """

    line: int
    end: int
    level: int
    depth: int
    title: str
    has_own_id: bool
    old: str
    slug: str


def convert_headings(text: str, *, has_title: bool, report: Report) -> str:
    """Give headings levels without gaps, and ids that links to them find.

    :param has_title: the page has a title above the text
    """
    lines = text.split("\n")
    headings = list(_headings(text, lines, 1 if has_title else 0))
    linked = {match["inline"] or match["below"] for match in _LINK.finditer(text)}
    slugs = {heading.slug for heading in headings if heading.depth <= _DEPTH}
    moved: dict[str, str] = {}
    for heading in reversed(headings):
        is_named = heading.slug == heading.old and heading.depth <= _DEPTH
        needs_anchor = heading.has_own_id and heading.slug != heading.old
        if heading.old in linked and not is_named and heading.old not in slugs:
            if heading.has_own_id or heading.depth > _DEPTH:
                needs_anchor = True
            else:
                moved[heading.old] = heading.slug
        _write(lines, heading, needs_anchor, report)
    text = "\n".join(lines)
    if not moved:
        return text

    def move(match: re.Match[str]) -> str:
        name = match["inline"] or match["below"]
        report.count("heading_link", name in moved)
        return f"#{moved.get(name, name)}"

    return replace_in_prose(text, _LINK, move, skip=CODE | {Kind.HTML})


def _headings(text: str, lines: list[str], base: int) -> Iterator[_Heading]:
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    parents: dict[int, int] = {0: 0, **({1: 1} if base else {})}
    used: Counter[str] = Counter()
    slugs: set[str] = set()
    for token, inline in pairwise(tokens):
        if token.type != "heading_open" or token.level or token.map is None:
            continue
        level = int(token.tag[1])
        depth = parents[max(other for other in parents if other < level)] + 1
        parents = {o: d for o, d in parents.items() if o < level} | {level: depth}
        own = _ID.search(inline.content)
        title = _ID.sub("", inline.content)
        text_of_title = _plain(inline, own[0] if own else "")
        slug = unique_slug(github_slugify(text_of_title), slugs)
        if depth <= _DEPTH:
            slugs.add(slug)
        yield _Heading(
            line=token.map[0],
            end=token.map[1],
            level=level,
            depth=depth,
            title=title,
            has_own_id=own is not None,
            old=own[1] if own else _jekyll_id(text_of_title, used),
            slug=slug,
        )


def _plain(inline: Token, own: str) -> str:
    parts = [t.content for t in inline.children or () if t.type in _TEXT]
    plain = re.sub(MARK, "", "".join(parts))
    return plain.removesuffix(own.rstrip())


def _jekyll_id(title: str, used: Counter[str]) -> str:
    """Make an id (Kramdown::Parser::GFM, generate_gfm_header_id)."""
    name = re.sub(r"[^\w\- \t]", "", title.lower()).replace(" ", "-")
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


def _anchor(name: str) -> str:
    """Write a place with a name, which competes with no other document's.

    docutils changes some names; HTML keeps them for links from elsewhere.
    """
    is_plain = re.fullmatch(r"[a-z](?:-?[a-z0-9]+)*", name) is not None
    inner = "" if is_plain else f'<span id="{name}"></span>'
    return f"[{inner}]{{#{name}}}"

"""Anchors of headings as the old generator made them, where Sphinx makes others.

Hugo: https://gohugo.io/configuration/markup/#parserautoidtype; Python-Markdown: its
extension ``toc``.
"""

from __future__ import annotations

import re
import unicodedata
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from docutils.nodes import make_id
from myst_parser.slugs import github_slugify, unique_slug

from permalink_blog.core.names import same_title
from permalink_import.markup.footnotes import parse_footnotes
from permalink_import.markup.shown.pages import with_footnotes_last

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
DEEPEST_ANCHOR = 3
"""``myst_heading_anchors`` of this site's ``conf.py``."""
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
_LABEL = re.compile(r"\[\^[^\]\n]+\]:[ \t]*")
"""Before the text of a footnote, which is indented by four spaces below."""
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
    title: str = "",
    joiner: str = "-",
    colon: bool = False,
) -> str:
    """Insert anchors before headings whose anchor would change.

    :param text: of a page, in which headings may have attributes: ``## Text {#id}``
    :param make: gives the anchor of a heading; ``None`` if they had none
    :param title: of the page, which has the anchor of its words unless a heading is
        given it
    :param joiner: stands before the number of a second anchor
    :param colon: the text is Python-Markdown's: attributes may begin with one,
        ``{: #id}``, and headings of footnotes are counted after all others
    """
    lines = text.split("\n")
    tokens = [*parse_footnotes(text)]
    found = _headings(
        with_footnotes_last(tokens, keep_unused=True) if colon else tokens,
        lines,
        make,
        report,
        title=title,
        joiner=joiner,
        colon=colon,
    )
    for heading in sorted(found, reverse=True):
        line, lead = heading.line, heading.lead
        lines[heading.last] = heading.bare
        if heading.attributes:
            within = _OF_LISTS.sub(" ", _LABEL.sub("    ", lead))
            lines[line] = within + lines[line][len(lead) :]
            new = [f"{lead}{{{heading.attributes}}}"]
            if heading.in_html:
                name = escape(heading.in_html)
                below = [within.rstrip(), f"{within}{{{heading.attributes}}}"]
                new = [f'{lead}<div id="{name}"></div>', *below]
            if within == lead and heading.is_below_text:
                new.insert(0, lead.rstrip())  # else it would be of the paragraph
            lines[line:line] = new
            report.count("heading")
    return "\n".join(lines)


class _Heading(NamedTuple):
    """A heading of a text.

    :param line: its first, and ``last`` the last one with text, from 0
    :param lead: what is before it in its line: marks of quotations and list items
    :param attributes: that it is to have
    :param bare: the last line without attributes
    :param in_html: an id that docutils would change, and that HTML has to have; or ""
    :param is_below_text: a line without a blank one between is before it
    """

    line: int
    last: int
    lead: str
    attributes: str
    bare: str
    in_html: str
    is_below_text: bool


def _headings(
    tokens: list[Token],
    lines: list[str],
    make: Callable[[str], str] | None,
    report: TextReport,
    *,
    title: str,
    joiner: str,
    colon: bool,
) -> Iterator[_Heading]:
    """Yield the headings, with the attributes that each requires."""
    of_title = {make_id(title), github_slugify(title)} if title else set()
    has_top = False
    slugs = {github_slugify(title)} if title else set()
    used: set[str] = set()
    taken: set[str] = set()
    end = 0  # of the last paragraph
    for token, inside_token in pairwise(tokens):
        if token.type == "paragraph_open" and token.map:
            end = token.map[1]
        if token.type != "heading_open" or token.map is None:
            continue
        line = token.map[0]
        last = line if token.markup.startswith("#") else token.map[1] - 2
        is_below = end == line or not _LEAD.fullmatch(lines[line - 1])
        last_line = _CLOSING.sub("", lines[last]) if colon else lines[last]
        match = _ATTRIBUTES.search(last_line)
        if match and match["colon"] and not colon:
            match = None
        bare = lines[last][: match.start()] if match else lines[last]
        inside = match["inside"].strip() if match else ""
        lead = _lead(lines[line], token, inside_token)
        *before, _ = inside_token.content.split("\n")
        content = bare.lstrip("> \t") if before else bare[len(lead) :]
        content = _CLOSING.sub("", content.lstrip("#").strip())
        content = _LINK.sub(r"\1", content)
        words = re.sub(r"[*`~]", "", " ".join((*before, content)))
        given = _ID.search(inside)
        is_top = token.tag == "h1" and not token.level and not has_top
        has_top |= is_top
        is_title = is_top and same_title(title, words)
        slug = ""
        if int(token.tag[1:]) <= DEEPEST_ANCHOR and not is_title:
            slug = unique_slug(github_slugify(words), slugs)
            slugs.add(slug)
        anchor = given[1] if given else ""
        if given:
            used.add(anchor)
        elif make is not None:
            anchor = _unused(make(content), used, joiner)
            used.add(anchor)
            if make_id(words) != anchor or (anchor in of_title and not is_title):
                inside = f"#{anchor} {inside}".strip()
        if names := used & IDS_OF_THEME - taken:
            taken |= names
            report.leave(f"#{min(names)}", TAKEN_BY_THEME)
        is_kept = anchor in {"", make_id(anchor), *of_title, slug} or is_title
        in_html = "" if is_kept else anchor
        yield _Heading(line, last, lead, inside, bare, in_html, is_below and line > 0)


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

"""Pages of Jekyll's and of ours with the same text: what of it differs.

Both are parsed as browsers parse them, so that HTML which is not well-formed is
compared as readers see it.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import zip_longest
from typing import TYPE_CHECKING
from urllib.parse import unquote

import nh3
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from site_tools.texts import (
    MARKS_HERE,
    MARKS_OF_JEKYLL,
    article_here,
    without,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4.element import PageElement

COUNTED = (
    *("em", "strong", "pre", "table", "tr", "td", "th", "li", "ul", "ol"),
    *("blockquote", "dl", "dt", "dd", "a", "img", "hr", "sup", "sub", "del", "input"),
)
"""Elements whose number is compared, beside code within lines and headings."""

_KEPT = frozenset(
    (
        *(*COUNTED, *nh3.ALLOWED_TAGS, "article", "section", "main", "code", "input"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "button", "mark", "font", "big", "label"),
        "template-content",
    )
)
"""Elements that are looked at; of all others, the content."""
_ATTRIBUTES = frozenset(
    (
        *("alt", "alttext", "class", "href", "id", "name", "rel", "role", "src"),
        *("title", "type"),
    )
)
_MATH = re.compile(r"<math\b[^>]*\balttext=(\"[^\"]*\")[^>]*>.*?</math>", re.DOTALL)
_ALIGNED = re.compile(r"\A\\begin{aligned}(.*)\\end{aligned}\Z", re.DOTALL)
_TEX = re.compile(
    r"\\\(((?:\\[^)]|[^\\])+?)\\\)|\\\[((?:\\[^\]]|[^\\])+?)\\\]"
    r"|\$\$((?:\\.|[^\\])+?)\$\$|\\([\\$])",
    re.DOTALL,
)
"""What MathJax 3 draws, or shows without a backslash (``FindTeX`` of its source)."""
_QUOTES = str.maketrans({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'})
_SCHEMES = {
    "a": ("http:", "https:", "mailto:", "ftp:", "tel:"),
    "img": ("http:", "https:"),
}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_AROUND = 40


def difference(jekyll: str, here: str, *, has_formulas: bool = False) -> str:
    """Return what differs between two pages; "" for nothing.

    :param jekyll: HTML of the text, as Jekyll's layouts get it
    :param here: HTML of a page of this site
    :param has_formulas: Jekyll's layout loads MathJax
    """
    there = _parsed(jekyll)
    if has_formulas:
        _draw_formulas(there)
    fragments = [*_fragments(there)]
    page = _parsed(here)
    _drop_anchors_of_title(page)
    article = article_here(page)
    lost = _lost_fragments(fragments, article)
    without(there, MARKS_OF_JEKYLL)
    without(article, MARKS_HERE)
    return (
        _words(there, article)
        or _structure(there, article)
        or _targets(there, article)
        or lost
        or _repeated_ids(jekyll, here)
    )


def _drop_anchors_of_title(page: BeautifulSoup) -> None:
    """Leave none of its ids to the title: they are those of no heading of the text."""
    title = page.select_one("article.bd-article h1")
    if title is not None and title.parent is not None:
        for anchor in title.find_previous_siblings("span"):
            anchor.decompose()
        if title.parent.name == "section":
            del title.parent["id"]


def _parsed(html: str) -> BeautifulSoup:
    """Parse HTML as browsers do; nh3 has a parser of one."""
    html = _MATH.sub(r"<input type=math alt=\1>", html)
    clean = nh3.clean(
        html,
        tags=set(_KEPT),
        attributes={"*": set(_ATTRIBUTES)},
        link_rel=None,
        url_schemes={"http", "https", "mailto", "tel", "ftp", "data", "javascript"},
    )
    soup = BeautifulSoup(clean, "html.parser")
    for formula in soup.select("input[type=math]"):
        # Sphinx puts formulas of several lines into an environment of their own
        formula.name, formula["alttext"] = (
            "math",
            _ALIGNED.sub(r"\1", str(formula["alt"])),
        )
    return soup


def _draw_formulas(soup: BeautifulSoup) -> None:
    """Replace what MathJax finds in text, outside of code, by formulas."""
    for text in soup.find_all(string=_TEX):
        if text.find_parent(["code", "pre"]) is not None:
            continue
        parts: list[PageElement] = []
        end = 0
        for match in _TEX.finditer(text):
            parts.append(NavigableString(text[end : match.start()]))
            if match[4]:
                parts.append(NavigableString(match[4]))
                end = match.end()
                continue
            formula = soup.new_tag("math", alttext=match[match.lastindex or 0])
            # the last kind is always drawn on lines of its own
            around = " " if match[3] else ""
            parts += [NavigableString(around), formula, NavigableString(around)]
            end = match.end()
        text.replace_with(*parts, NavigableString(text[end:]))


def _words(there: Tag, here: Tag) -> str:
    curled, now = words(there), words(here)
    a, b = curled.translate(_QUOTES), now.translate(_QUOTES)
    if a == b:
        return _quotes(curled, now)
    place = next(
        (n for n, (x, y) in enumerate(zip_longest(a, b)) if x != y), min(len(a), len(b))
    )
    start = max(place - _AROUND, 0)
    return f"words: {a[start : place + _AROUND]!r}, here {b[start : place + _AROUND]!r}"


def _quotes(there: str, here: str) -> str:
    """Return which quotation mark differs first."""
    for place, (x, y) in enumerate(zip(there, here, strict=True)):
        if x != y:
            start = max(place - _AROUND, 0)
            part = slice(start, place + _AROUND)
            return f"quotes: {there[part]!r}, here {here[part]!r}"
    return ""


def _structure(there: Tag, here: Tag) -> str:
    a, b = _counted(there), _counted(here)
    parts = (f"{x} {a[x]}, here {b[x]}" for x in sorted(a | b) if a[x] != b[x])
    return "; ".join(parts)


def _targets(there: Tag, here: Tag) -> str:
    """Return which links, images or titles differ first; links within a site may."""
    for a, b in zip_longest(_elsewhere(there), _elsewhere(here)):
        if a != b:
            return f"target {a}, here {b}"
    return ""


def _elsewhere(article: Tag) -> list[tuple[str, str, str]]:
    """Return name, target and title of what leads to other sites."""
    found = []
    for element in article.find_all(["a", "img"]):
        target = str(element.get("href") or element.get("src") or "")
        if target.startswith(_SCHEMES[element.name]):
            title = " ".join(str(element.get("title", "")).split())
            found.append((element.name, unquote(target), title.translate(_QUOTES)))
    return found


def _counted(article: Tag) -> Counter[str]:
    found = Counter(element.name for element in article.find_all(COUNTED))
    code = [x for x in article.find_all("code") if x.find_parent("pre") is None]
    found["code"] = len(code)
    found["headings"] = len(article.find_all(_HEADINGS))
    return found


def _fragments(article: Tag) -> Iterator[tuple[str, str]]:
    """Yield the id of each heading, and its words; of two with one id, the first's."""
    seen: set[str] = set()
    for element in article.find_all(id=True):
        name = str(element["id"])
        if name not in seen and name.strip():
            seen.add(name)
            if element.name in _HEADINGS:
                yield name, words(element).translate(_QUOTES)


def _lost_fragments(fragments: list[tuple[str, str]], article: Tag) -> str:
    for name, heading in fragments:
        place = article.find(id=name)
        if place is None:
            return f"#{name} is nowhere"
        found = _heading_at(place)
        if found != heading:
            return f"#{name} leads to {found!r}, and not to {heading!r}"
    return ""


def _repeated_ids(jekyll: str, here: str) -> str:
    """Return the ids that several elements of a page have here; "" for none.

    Those that the author gave to several elements may stay.
    """
    there, page = _id_counts(jekyll), _id_counts(here)
    found = sorted(x for x, count in page.items() if count > max(there[x], 1))
    return f"ids of several elements: {', '.join(found)}" if found else ""


def _id_counts(html: str) -> Counter[str]:
    elements = BeautifulSoup(html, "html.parser").find_all(id=True)
    return Counter(str(element["id"]) for element in elements)


def _heading_at(place: Tag) -> str:
    """Return the words of the heading that a fragment leads to."""
    here = (place, *place.find_all_next())
    heading = next((x for x in here if x.name in _HEADINGS), None)
    if heading is None:
        return ""
    copy = BeautifulSoup(str(heading), "html.parser")
    for link in copy.select(".headerlink"):
        link.decompose()
    return words(copy).translate(_QUOTES)

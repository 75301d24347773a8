"""What a reader has of an article: its words, its links, its structure.

Jekyll and Sphinx put marks of their own around the same text. They are taken off here,
by the names that :mod:`permalink_import.differences` gives them, so that all the rest
can be compared as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_INLINE = frozenset(
    (
        *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em"),
        *("i", "ins", "kbd", "label", "mark", "math", "q", "s", "samp", "small"),
        *("span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    )
)
"""Elements within a word; what is before and after any other is two words."""

_STRUCTURE = frozenset(
    (
        *("abbr", "blockquote", "br", "dd", "del", "details", "dt", "em", "figcaption"),
        *("hr", "img", "input", "kbd", "li", "pre", "strong", "sub", "sup", "td", "th"),
        *("h6", "iframe", "math", "video"),
    )
)
_TEX = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]", re.DOTALL)


def _remove(article: Tag, selector: str) -> None:
    for element in article.select(selector):
        element.decompose()


def _rename(article: Tag, selector: str, name: str) -> None:
    for element in article.select(selector):
        element.name = name


def _jekyll_line_numbers(article: Tag) -> None:
    _remove(article, ".rouge-table .gutter")
    _rename(article, ".rouge-table, .rouge-table td, .rouge-table pre", "div")


def _jekyll_footnotes(article: Tag) -> None:
    _remove(article, "sup[role=doc-noteref], a[rel=footnote], .reversefootnote")
    _rename(article, "li[role=doc-endnote]", "aside")
    _rename(article, "div.footnotes > ol", "div")


def _here_footnotes(article: Tag) -> None:
    marks = ".footnote > .label, .footnote > .backrefs"
    _remove(article, f".footnote-reference, {marks}, hr.footnotes")


def _here_videos(article: Tag) -> None:
    for play in article.select(".video-facade-play"):
        play.name = "iframe"
        play.clear()
    _remove(article, "template-content")


def _here_image_links(article: Tag) -> None:
    for image in article.select("a.reference.internal > img"):
        if image.parent and not words(image.parent):
            image.parent.unwrap()


def _levels(article: Tag) -> None:
    _rename(article, "h1, h2, h3, h4, h5, h6, p.rubric", "h6")


MARKS_OF_JEKYLL: Mapping[str, Callable[[Tag], None]] = {
    "line numbers": _jekyll_line_numbers,
    "levels": _levels,
    "footnotes": _jekyll_footnotes,
}
MARKS_HERE: Mapping[str, Callable[[Tag], None]] = {
    "line numbers": lambda article: _remove(article, ".linenos"),
    "captions": lambda article: _remove(article, ".code-block-caption"),
    "footnotes": _here_footnotes,
    "levels": _levels,
    "headings": lambda article: _remove(article, ".headerlink"),
    "videos": _here_videos,
    "gists": lambda article: _remove(article, "a[href^='https://gist.github.com/']"),
    "image links": _here_image_links,
}


def jekyll_article(html: str) -> Tag:
    """Parse the HTML of a text as Jekyll makes it, with its formulas as elements."""
    html = _TEX.sub(lambda x: f'<math alttext="{x[1] or x[2]}"></math>', html)
    return BeautifulSoup(html, "html.parser")


def article_here(page: BeautifulSoup) -> Tag:
    """Take the text of a page as Sphinx builds it, without its title."""
    article = page.select_one("article.bd-article")
    assert isinstance(article, Tag), "a page without a text"
    title = article.find("h1")
    assert isinstance(title, Tag), "a page without a title"
    title.decompose()
    return article


def without(article: Tag, marks: Mapping[str, Callable[[Tag], None]]) -> Tag:
    """Take marks off an article, and give it."""
    for remove in marks.values():
        remove(article)
    return article


def words(element: Tag) -> str:
    """Give the words of an element, with one space between them."""
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: Tag) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, Tag):
            edge = "" if child.name in _INLINE else " "
            yield edge
            if child.name == "math":
                yield f"${' '.join(str(child.get('alttext')).split())}$"
            elif child.name not in ("script", "style"):
                yield from _pieces(child)
            yield edge
        elif isinstance(child, NavigableString) and not isinstance(
            child, PreformattedString
        ):
            yield str(child)


def structure(element: Tag) -> Counter[str]:
    """Count the elements that tell a reader what is what; "code" is that in a line."""
    counted = Counter(x.name for x in element.find_all(sorted(_STRUCTURE)))
    code = [x for x in element.find_all("code") if x.find_parent("pre") is None]
    counted["code"] = len(code)
    return counted


def links(element: Tag) -> list[tuple[str, str]]:
    """Give the text and target of each link within an element, in their order."""
    return [(words(x), str(x["href"])) for x in element.find_all("a", href=True)]


def _is_heading(tag: Tag) -> bool:
    is_nested = "rubric" in (tag.get("class") or ())  # in a footnote, for example
    return is_nested or bool(re.fullmatch("h[1-6]", tag.name))


def heading_at(page: BeautifulSoup, name: str) -> str:
    """Return the words of the heading to which a fragment leads; "" for none."""
    found = page.find(id=name)
    if isinstance(found, Tag) and found.name == "span":
        found = found.parent  # of a section that has several ids
    if isinstance(found, Tag) and found.name == "div" and not found.contents:
        found = found.find_next(_is_heading)  # an id that is no name of docutils
    if isinstance(found, Tag) and found.name == "section":
        found = found.find(_is_heading)
    return words(found).removesuffix("#").strip() if isinstance(found, Tag) else ""

"""HTML as items: tags, and the text between them."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from permalink_import.markup.shown.events import LINE_BREAK, Code, Item
from permalink_import.markup.shown.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


MARK_OPEN = "\ufdd4"
"""Begins what stands for a block of MyST."""
BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "caption", "center"),
        *("dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset"),
        *("figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3"),
        *("h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main"),
        *("menu", "nav", "noframes", "ol", "option", "optgroup", "param", "pre"),
        *("section", "source", "summary", "table", "td", "template", "th", "title"),
        *("tr", "track", "ul", "video", "audio"),
    )
)
_UNSEEN = frozenset((*("p", "thead", "tbody", "tfoot", "col", "colgroup"),))
"""Elements that are seen in nothing but the breaks that they make."""
_PLAIN = frozenset(
    (
        *("em", "strong", "code", "li", "ul", "dl", "dt", "dd", "blockquote"),
        *("table", "tr", "td", "th", "pre", "hr", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("br", "del", "sup", "sub"),
    )
)
"""Elements whose attributes are for style sheets."""
_ADDRESSES = frozenset({"href", "src"})
_KEPT = {"a": ("href", "title"), "ol": ("start",), "abbr": ("title",)}
_VERBATIM = frozenset({"pre", "textarea"})
_HIDDEN = frozenset({"script", "style", "title", "template", "noscript", "noembed"})
_VOID = frozenset(
    (
        *("area", "base", "br", "col", "command", "embed", "hr", "img", "input"),
        *("keygen", "link", "meta", "param", "source", "track", "wbr"),
    )
)
_FOREIGN = frozenset({"svg", "math"})
"""Elements in which a slash at the end of a start tag ends the element, too."""
_ATTRIBUTE = re.compile(
    r"(?P<name>[^\s\"'>/=]+)(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'"
    r"|(?P<bare>[^\s\"'=<>`]+)))?"
)


def address(url: str) -> str:
    """Return a URL in the form in which it is compared.

    :param url: of a link or image, with or without percent-encoding
    """
    return unquote(url.strip())


def tag(
    name: str,
    attributes: Mapping[str, str],
    *,
    is_end: bool = False,
    node: object = None,
) -> Item | None:
    """Make an item of a tag; return ``None`` for what is not shown.

    :param attributes: with their character references resolved
    """
    if name in _UNSEEN:
        return Item(Code.BREAK, "", node)
    if name == "br":
        return None if is_end else Item(Code.SPAN, LINE_BREAK, node)
    if name == "img":
        return None if is_end else image(attributes, node)
    if name == "wbr" or (is_end and name in _VOID):
        return None
    code = Code.BLOCK if name in BLOCKS else Code.SPAN
    kind = "block" if code is Code.BLOCK else "tag"
    if is_end:
        return Item(code, (kind, f"/{name}"), node)
    if name in _VOID and name != "hr":
        return Item(code, ("shown", name, _kept(name, attributes)), node)
    return Item(code, (kind, name, _kept(name, attributes)), node)


def _kept(name: str, attributes: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    names = _KEPT.get(name, () if name in _PLAIN else sorted(attributes))
    return tuple(
        (key, address(attributes[key]) if key in _ADDRESSES else attributes[key])
        for key in names
        if key in attributes and (attributes[key] or key != "title")
    )


_OPEN_TAG = re.compile(r"<[A-Za-z/!?]")
_MARKUP = re.compile(r"[*_`\\\[\]]|\s+")


def image(attributes: Mapping[str, str], node: object = None) -> Item:
    """Make an item of an image: Markdown in its text is shown to nobody.

    :param attributes: ``src``, ``alt`` and ``title``, unescaped; others are not
        compared
    :param node: what the image was made of, for the caller
    """
    alt = _MARKUP.sub("", attributes.get("alt", ""))
    data = ("shown", "img", address(attributes.get("src", "")), alt)
    title = attributes.get("title", "")
    return Item(Code.SPAN, (*data, " ".join(title.split())), node)


class HtmlReader:
    """Reads pieces of HTML that follow each other in a page.

    :param is_final: they are as they will be in the page: what stands for a block of
        MyST is none there
    """

    def __init__(self, *, is_final: bool = False) -> None:
        self._is_final = is_final
        self.verbatim = 0
        """How many elements are open whose white space counts."""
        self.hidden = ""
        """The script or style sheet that is open: nothing in it is shown."""
        self._foreign = ""
        """The drawing or formula that is open."""

    def items(self, html: str, node: object = None) -> Iterator[Item]:
        """Yield the items of a piece.

        :param html: the piece; an element that it leaves open goes on in the next
        :param node: what the piece was made of, for the caller
        """
        end = 0
        tokens = Tokens(html)
        while end < len(html):
            if self.hidden and (end := self._end_of_hidden(html, end)) < 0:
                return
            token = tokens.after(end)
            stop = token.start if token else len(html)
            yield from self.text(html[end:stop], node)
            end = token.end if token else stop
            if token is None or not token.name:
                continue
            attributes = {} if token.is_end else read_attributes(token.attributes)
            yield from self.tag(token.name, attributes, is_end=token.is_end, node=node)
            is_empty = not token.is_end and token.attributes.endswith("/")
            if is_empty and self._foreign:
                yield from self.tag(token.name, {}, is_end=True, node=node)

    def _end_of_hidden(self, html: str, start: int) -> int:
        """Find the end tag of a script, in which nothing else is a tag."""
        return html.lower().find(f"</{self.hidden}", start)

    def tag(
        self,
        name: str,
        attributes: Mapping[str, str],
        *,
        is_end: bool = False,
        node: object = None,
    ) -> Iterator[Item]:
        """Yield the item of a tag.

        :param name: of the element, in lower case
        :param attributes: values by name, unescaped; none for an end tag
        :param is_end: whether it is an end tag
        :param node: what the tag was made of, for the caller
        """
        if self.hidden:
            if not is_end or name != self.hidden:
                return
            self.hidden = ""
        elif name in _HIDDEN and not is_end:
            self.hidden = name
        if name in _FOREIGN and (not self._foreign or name == self._foreign):
            self._foreign = "" if is_end else name
        if name in _VERBATIM:
            self.verbatim = max(self.verbatim + (-1 if is_end else 1), 0)
        item = tag(name, attributes, is_end=is_end, node=node)
        if item is not None:
            yield item

    def text(self, html: str, node: object = None) -> Iterator[Item]:
        """Yield the item of a text, with character references in it.

        A tag that is left open is one in the page, with what comes behind it.

        :param html: between tags, as written
        :param node: what the text was made of, for the caller
        """
        is_open = _OPEN_TAG.search(html) is not None
        if self._is_final and (is_open or MARK_OPEN in html):
            yield Item(Code.SPAN, ("lost", html), node)
        elif html and not self.hidden:
            code = Code.VERBATIM if self.verbatim else Code.TEXT
            yield Item(code, unescape(html) if "&" in html else html, node)


def read_attributes(text: str) -> dict[str, str]:
    """Read the attributes of a tag; of two with one name, the first counts.

    :param text: of the tag, behind its name
    :return: unescaped values by name, in lower case; "" for a name without a value
    """
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text):
        value = match["double"] or match["single"] or match["bare"] or ""
        found.setdefault(match["name"].lower(), unescape(value))
    return found

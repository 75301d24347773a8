"""The tags of HTML, as a browser finds them, in time that is linear in the text.

``html.parser`` looks at an unfinished tag again from each ``<`` on, and differs between
versions of Python. Here each character is read once; what a browser takes for text
until the end of the file ends the search.

Source: HTML Living Standard, 13.2.5 "Tokenization".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


VOID_ELEMENTS = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input"}
    | {"link", "meta", "param", "source", "track", "wbr"}
)
"""Elements without an end tag (13.1.2 "Elements")."""

TEXT_ELEMENTS = frozenset(
    {"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"}
)
"""Elements whose content is text: nothing in it is a tag but their own end tag."""

_OPENING = re.compile(
    r"<(?:(?P<slash>/?)(?P<name>[a-zA-Z][^\t\n\f\r />]*)"
    r"|(?P<comment>!--)|(?P<bogus>[!?]|/[^a-zA-Z>]))"
)
_GAP = re.compile(r"[\t\n\f\r /]*")
_NAME = re.compile(r"=?[^\t\n\f\r />=]*")
_VALUE = re.compile(
    r"[\t\n\f\r ]*=[\t\n\f\r ]*(?P<value>\"[^\"]*\"|'[^']*'|(?![\"'])[^\t\n\f\r >]*)"
)
_UNFINISHED_VALUE = re.compile(r"[\t\n\f\r ]*=[\t\n\f\r ]*[\"']")
_COMMENT_END = re.compile(r"--!?>")
_END_TAGS = {
    name: re.compile(rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE)
    for name in TEXT_ELEMENTS
}


@dataclass(frozen=True, slots=True)
class TagToken:
    """A tag and its position in the text.

    :ivar name: in lower case
    :ivar attributes: of a start tag, by name in lower case; the first of a repeated one
    :ivar places: of the values in the text, with their quotes: start and end by name;
        of an attribute without a value, those of an empty place after its name
    """

    name: str
    is_end: bool
    start: int
    end: int
    attributes: Mapping[str, str]
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class CommentToken:
    """A comment as browsers parse it, and its position in the text."""

    start: int
    end: int


def find_tags(html: str) -> Iterator[TagToken]:
    """Yield the tags of a text, in order.

    :param html: any text; it need not be well-formed
    """
    return (found for found in find_markup(html) if isinstance(found, TagToken))


def find_markup(
    html: str, position: int = 0, *, in_text: bool = False
) -> Iterator[TagToken | CommentToken]:
    """Yield the tags and comments of a text, in order.

    :param html: any text; it need not be well-formed
    :param position: where to begin
    :param in_text: whether to look for tags within :data:`TEXT_ELEMENTS`, too, as if
        they were other elements
    """
    while found := _OPENING.search(html, position):
        if found["comment"]:
            # "<!-->" and "<!--->" are whole comments.
            closed = _COMMENT_END.search(html, found.start() + 2)
            position = closed.end() if closed else len(html)
            yield CommentToken(found.start(), position)
            continue
        if found["bogus"]:
            position = html.find(">", found.start()) + 1 or len(html)
            yield CommentToken(found.start(), position)
            continue
        name = found["name"].lower()
        read = _read_attributes(html, found.end())
        if read is None:
            return  # the file ends within the tag
        attributes, places, position = read
        is_end = bool(found["slash"])
        yield TagToken(name, is_end, found.start(), position, attributes, places)
        if in_text or found["slash"]:
            continue
        if name in TEXT_ELEMENTS:
            end = find_end_tag(html, name, position)
            if end is None:
                return
            position = end
        elif name == "plaintext":
            return


def find_end_tag(html: str, name: str, position: int) -> int | None:
    """Return where the text of one of :data:`TEXT_ELEMENTS` ends.

    :param name: of the element
    :param position: of its text
    :returns: the index of its end tag; ``None`` if there is none
    """
    found = _END_TAGS[name].search(html, position)
    return found.start() if found else None


def find_opening(html: str, position: int) -> int | None:
    """Return the index of the next tag or comment, even if it has no end.

    :param html: text of a page
    :param position: index at which to begin
    """
    found = _OPENING.search(html, position)
    return found.start() if found else None


def _read_attributes(
    html: str, position: int
) -> tuple[dict[str, str], dict[str, tuple[int, int]], int] | None:
    """Read the attributes of a tag.

    :returns: them, the places of their values, and the index after the tag; ``None`` if
        it has no end
    """
    attributes: dict[str, str] = {}
    places: dict[str, tuple[int, int]] = {}
    while True:
        position = _match_end(_GAP, html, position)
        if position >= len(html):
            return None
        if html[position] == ">":
            return attributes, places, position + 1
        end = _match_end(_NAME, html, position)
        name, position = html[position:end].lower(), end
        text, place = "", (position, position)
        if value := _VALUE.match(html, position):
            position, place = value.end(), value.span("value")
            text = value["value"]
            text = unescape(text[1:-1] if text[:1] in {'"', "'"} else text)
        elif _UNFINISHED_VALUE.match(html, position):
            return None
        attributes.setdefault(name, text)
        places.setdefault(name, place)


def _match_end(pattern: re.Pattern[str], text: str, position: int) -> int:
    found = pattern.match(text, position)
    return found.end() if found else position

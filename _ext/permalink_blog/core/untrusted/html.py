"""Raw HTML of contributors: the elements and attributes that it may have.

What is removed, and the HTML that is left, is decided by nh3, which parses HTML as a
browser does (ammonia and html5ever). HTML of which nothing is removed stays byte for
byte what its author wrote.

A document has its HTML in pieces, with other content between them: ``<details>``, text
in Markdown, ``</details>``. They are cleaned together, so that what is opened in one
may be closed in another, and that nothing closes an element of the page around it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html import escape, unescape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from permalink_blog.core.untrusted import limits
from permalink_blog.core.untrusted.html_names import (
    ANY_ATTRIBUTE,
    ATTRIBUTES,
    FRAME_HOSTS,
    NO_CONTENT,
    TAGS,
)
from permalink_blog.core.untrusted.html_tags import (
    VOID_ELEMENTS,
    TagToken,
    find_markup,
    find_tags,
)
from permalink_blog.core.untrusted.styles import allowed_style
from permalink_blog.core.untrusted.urls import SCHEMES, is_harmless, scheme_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


try:
    import nh3
except ModuleNotFoundError as error:
    msg = "it needs the package nh3, beside Sphinx: pip install nh3"
    raise ImportError(msg) from error

_ADDRESSES = frozenset({"href", "src", "cite", "poster"})

_BETWEEN = "<x-other-content></x-other-content>"
"""Stands for what is no HTML, between two pieces."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """HTML that a page may have.

    :ivar pieces: as many as there were
    :ivar end: what closes elements that no piece closes, after the last content
    :ivar removed: what was removed, for people
    """

    pieces: tuple[str, ...]
    end: str = ""
    removed: tuple[str, ...] = ()


def clean(pieces: Sequence[str], frame_hosts: frozenset[str] = FRAME_HOSTS) -> Cleaned:
    """Remove from HTML what a contributor may not put on a page.

    :param pieces: of the HTML of a document, or of a paragraph, with something else
        between any two of them
    :param frame_hosts: hosts whose pages may be shown in an iframe
    """
    whole = "".join(f"{piece}{_BETWEEN}" for piece in pieces)
    if problem := _too_much(whole):
        return Cleaned(("",) * len(pieces), removed=(problem,))
    cleaned = _check_frames(_cleaner(frame_hosts).clean(whole))
    before = _signature(whole)
    if before is not None and before == _signature(cleaned):
        return Cleaned(tuple(pieces))
    removed = tuple(dict.fromkeys(_problems(whole, frame_hosts)))
    *left, end = cleaned.split(_BETWEEN)
    if len(left) != len(pieces) or whole.count("<x-other-content") != len(pieces):
        # A table has taken the rest out of itself, or somebody knows the word.
        cleaner = _cleaner(frame_hosts, alone=True)
        alone = (_check_frames(cleaner.clean(piece)) for piece in pieces)
        return Cleaned(tuple(alone), removed=removed)
    return Cleaned(tuple(left), end, removed)


def _too_much(html: str) -> str | None:
    """Return which limit HTML passes: to clean it would take quadratic time."""
    if len(html) > limits.RAW_HTML_LENGTH:
        return f"HTML of more than {limits.RAW_HTML_LENGTH:,} characters"
    depth = 0
    for tag in find_tags(html):
        if tag.name not in VOID_ELEMENTS:
            depth = max(depth - 1, 0) if tag.is_end else depth + 1
        if depth > limits.RAW_HTML_DEPTH:
            return f"more than {limits.RAW_HTML_DEPTH:,} open elements"
    return None


@cache
def _cleaner(frame_hosts: frozenset[str], *, alone: bool = False) -> nh3.Cleaner:
    """Return the cleaner of one piece alone, or of pieces with marks between them."""

    def keep(tag: str, name: str, value: str) -> str | None:
        return allowed_value(tag, name, value, frame_hosts)

    return nh3.Cleaner(
        tags=set(TAGS if alone else TAGS | {"x-other-content"}),
        clean_content_tags=set(NO_CONTENT),
        attributes={
            "*": set(ANY_ATTRIBUTE),
            **{k: set(v) for k, v in ATTRIBUTES.items()},
        },
        generic_attribute_prefixes={"aria-"},
        attribute_filter=keep,
        strip_comments=True,
        link_rel=None,
        url_schemes=set(SCHEMES | {"data"}),
    )


def allowed_value(
    tag: str, name: str, value: str, frame_hosts: frozenset[str] = FRAME_HOSTS
) -> str | None:
    """Return what the value of an attribute may be.

    :param tag: name of the element
    :param name: of the attribute
    :param value: without character references
    :returns: the value, or what is left of it; ``None`` for an attribute to leave out
    """
    if tag == "x-other-content":
        return None
    if name == "style":
        return allowed_style(tag, value)
    if name in _ADDRESSES:
        if tag == "iframe":
            return value if is_allowed_frame(value, frame_hosts) else None
        if scheme_of(value) == "data":
            is_picture = tag == "img" and value.lstrip().lower().startswith(
                "data:image/"
            )
            return value if is_picture else None
        return value if is_harmless(value) else None
    if (tag, name) == ("input", "type"):
        return value if value.lower() == "checkbox" else None
    if (tag, name) == ("a", "target"):
        return value if value.lower() in {"_blank", "_self"} else None
    return value


def is_allowed_frame(url: str, hosts: frozenset[str]) -> bool:
    """Return whether the page at a URL may be shown in an iframe.

    :param hosts: whose pages may be
    """
    try:
        parts = urlsplit(url.strip())
        has_port = parts.port is not None
    except ValueError:
        return False
    return (
        parts.scheme in {"http", "https", ""}
        and parts.hostname in hosts
        and parts.netloc.lower() == parts.hostname
        and not has_port
        and "\\" not in url
    )


def _check_frames(html: str) -> str:
    """Leave out iframes without an address, and keep others within their place.

    A player may fill the box that was made for it, which is an element around it with
    ``position: relative``; without one it would lie over the page.

    :param html: as nh3 writes it
    """
    if "<iframe" not in html:
        return html
    parts, position, is_dropped = [], 0, False
    boxes: list[bool] = []  # of each open element, whether it is one
    for tag in find_tags(html):
        if tag.name == "iframe" and tag.is_end:
            if is_dropped:
                position = tag.end
            is_dropped = False
        elif tag.name == "iframe":
            is_dropped = "src" not in tag.attributes
            if is_dropped:
                parts.append(html[position : tag.start])
                position = tag.end
            elif "absolute" in tag.attributes.get("style", "") and not any(boxes):
                rest = {k: v for k, v in tag.attributes.items() if k != "style"}
                written = "".join(f' {k}="{escape(v)}"' for k, v in rest.items())
                parts += [html[position : tag.start], f"<iframe{written}>"]
                position = tag.end
        elif tag.name not in VOID_ELEMENTS:
            if not tag.is_end:
                boxes.append("relative" in tag.attributes.get("style", ""))
            elif boxes:
                boxes.pop()
    return "".join([*parts, html[position:]])


def _signature(html: str) -> tuple[list[tuple[object, ...]], str] | None:
    """Return what of HTML counts: its tags and its text, however they are written.

    :returns: ``None`` if there is a comment that a browser may see the end of elsewhere
    """
    tags: list[tuple[object, ...]] = []
    text, position = [], 0
    for found in find_markup(html):
        text.append(html[position : found.start])
        position = found.end
        if isinstance(found, TagToken):
            if found.is_end and found.name in VOID_ELEMENTS:
                return None
            tags.append((found.name, found.is_end, tuple(found.attributes.items())))
        elif not _is_plain_comment(html[found.start : found.end]):
            return None
    text.append(html[position:])
    return tags, unescape("".join(text)).replace("\r\n", "\n").replace("\r", "\n")


def _is_plain_comment(comment: str) -> bool:
    content = comment.removeprefix("<!--").removesuffix("-->")
    return (
        comment == f"<!--{content}-->"
        and "--" not in content
        and not content.startswith((">", "->"))
        and not content.endswith("-")
        and "<!" not in content
    )


def _problems(html: str, frame_hosts: frozenset[str]) -> Iterator[str]:
    """Yield what is not allowed in HTML, for people."""
    for tag in find_tags(html):
        if tag.is_end or tag.name == "x-other-content":
            continue
        if tag.name not in TAGS:
            yield f"<{tag.name}>"
            continue
        known = ANY_ATTRIBUTE | ATTRIBUTES.get(tag.name, frozenset())
        for name, value in tag.attributes.items():
            if name not in known and not name.startswith("aria-"):
                yield f'the attribute "{name}" of <{tag.name}>'
            elif allowed_value(tag.name, name, value, frame_hosts) != value:
                yield f'{name}="{value}" of <{tag.name}>'

"""Raw HTML of contributors: the elements and attributes that it may have.

What is removed, and the HTML that is left, is decided by nh3, which parses HTML as a
browser does (ammonia and html5ever). HTML of which nothing is removed stays byte for
byte what its author wrote.

A document has its HTML in pieces, with other content between them: ``<details>``, text
in Markdown, ``</details>``. They are cleaned together, so that what is opened in one
may be closed in another, and that nothing closes an element of the page around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from untrusted import limits
from untrusted.html_tags import VOID_ELEMENTS, Tag, find_markup, find_tags
from untrusted.urls import SCHEMES, is_harmless, scheme_of

try:
    import nh3
except ModuleNotFoundError as error:
    msg = "it needs the package nh3, beside Sphinx: pip install nh3"
    raise ImportError(msg) from error

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FRAME_HOSTS = frozenset(
    {"www.youtube.com", "youtube.com", "m.youtube.com", "www.youtube-nocookie.com"}
    | {"youtube-nocookie.com", "player.vimeo.com"}
)
"""Hosts whose pages may be shown in an iframe: those of videos."""

_SVG = frozenset(
    {"svg", "g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon"}
    | {"text", "tspan", "desc"}
)
TAGS = _SVG | frozenset(
    {"a", "abbr", "acronym", "address", "area", "article", "aside", "audio", "b", "bdi"}
    | {"bdo", "big", "blockquote", "br", "caption", "center", "cite", "code", "col"}
    | {"colgroup", "data", "dd", "del", "details", "dfn", "div", "dl", "dt", "em"}
    | {"figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6"}
    | {"header", "hgroup", "hr", "i", "iframe", "img", "input", "ins", "kbd", "li"}
    | {"main", "map", "mark", "meter", "nav", "ol", "p", "picture", "pre", "progress"}
    | {"q", "rp", "rt", "ruby", "s", "samp", "section", "small", "source", "span"}
    | {"strike", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot"}
    | {"th", "thead", "time", "tr", "track", "tt", "u", "ul", "var", "video", "wbr"}
)
"""Elements that are allowed; of others the content stays, unless :data:`NO_CONTENT`."""

NO_CONTENT = frozenset(
    {"script", "style", "template", "noscript", "title", "textarea", "xmp", "noembed"}
    | {"noframes", "object", "applet", "select", "math", "plaintext", "foreignobject"}
)
"""Elements that go with all that is in them."""

_ANY = frozenset(
    {"align", "class", "dir", "height", "hidden", "id", "lang", "role", "style"}
    | {"title", "translate", "width"}
)
_SVG_ATTRIBUTES = frozenset(
    {"cx", "cy", "d", "fill", "fill-opacity", "fill-rule", "clip-rule", "focusable"}
    | {"font-family", "font-size", "font-weight", "opacity", "points", "r", "rx", "ry"}
    | {"preserveaspectratio", "preserveAspectRatio", "stroke", "stroke-linecap"}
    | {"stroke-linejoin", "stroke-width", "stroke-opacity", "text-anchor", "transform"}
    | {"version", "viewbox", "viewBox", "x", "x1", "x2", "xmlns", "y", "y1", "y2"}
)
ATTRIBUTES: dict[str, frozenset[str]] = {
    "a": frozenset({"href", "hreflang", "name", "rel", "target", "type", "download"}),
    "area": frozenset({"alt", "coords", "href", "shape"}),
    "audio": frozenset({"controls", "loop", "muted", "preload", "src"}),
    "blockquote": frozenset({"cite"}),
    "br": frozenset({"clear"}),
    "col": frozenset({"span", "valign"}),
    "colgroup": frozenset({"span", "valign"}),
    "data": frozenset({"value"}),
    "del": frozenset({"cite", "datetime"}),
    "details": frozenset({"open", "name"}),
    "font": frozenset({"color", "face", "size"}),
    "hr": frozenset({"noshade", "size"}),
    "iframe": frozenset(
        {"allow", "allowfullscreen", "frameborder", "loading", "name", "sandbox"}
        | {"marginheight", "marginwidth", "mozallowfullscreen", "referrerpolicy"}
        | {"scrolling", "src", "webkitallowfullscreen"}
    ),
    "img": frozenset(
        {"alt", "border", "decoding", "hspace", "loading", "sizes", "src", "srcset"}
        | {"usemap", "vspace"}
    ),
    "input": frozenset({"checked", "disabled", "type"}),
    "ins": frozenset({"cite", "datetime"}),
    "li": frozenset({"type", "value"}),
    "map": frozenset({"name"}),
    "meter": frozenset({"high", "low", "max", "min", "optimum", "value"}),
    "ol": frozenset({"reversed", "start", "type"}),
    "progress": frozenset({"max", "value"}),
    "q": frozenset({"cite"}),
    "source": frozenset({"media", "sizes", "src", "srcset", "type"}),
    "table": frozenset(
        {"bgcolor", "border", "cellpadding", "cellspacing", "rules", "summary"}
    ),
    "td": frozenset(
        {"abbr", "bgcolor", "colspan", "headers", "nowrap", "rowspan", "valign"}
    ),
    "th": frozenset(
        {"abbr", "bgcolor", "colspan", "headers", "nowrap", "rowspan", "scope"}
        | {"valign"}
    ),
    "time": frozenset({"datetime"}),
    "tr": frozenset({"bgcolor", "valign"}),
    "track": frozenset({"default", "kind", "label", "src", "srclang"}),
    "ul": frozenset({"type"}),
    "video": frozenset(
        {"autoplay", "controls", "loop", "muted", "playsinline", "poster", "preload"}
        | {"src"}
    ),
    **dict.fromkeys(_SVG, _SVG_ATTRIBUTES),
}
"""Attributes that are allowed, besides those of :data:`_ANY` and ``aria-…``."""

_ADDRESSES = frozenset({"href", "src", "cite", "poster"})
_STYLES = re.compile(
    r"(?:width|height|(?:min|max)-(?:width|height)|color|background|background-color"
    r"|text-(?:align|decoration|indent|transform)|float|clear|display"
    r"|overflow(?:-[xy])?"
    r"|(?:margin|padding|border)(?:-[a-z-]+)?|font(?:-[a-z-]+)?|line-height|opacity"
    r"|vertical-align|list-style(?:-type)?|white-space|word-(?:break|wrap|spacing)"
    r"|letter-spacing|aspect-ratio|object-fit|box-sizing|flex(?:-[a-z]+)?|gap"
    r"|justify-content|align-(?:items|self|content)|columns|column-[a-z-]+"
    r"|table-layout|caption-side|direction|hyphens|fill|stroke(?:-[a-z]+)?)"
)
_PLACED = re.compile(r"top|left|right|bottom|z-index")
_STYLE_VALUE = re.compile(r"[\w\s.,%#()'\"!+*/-]*")
_FUNCTION = re.compile(r"([\w-]*)\(")
_FUNCTIONS = frozenset(
    {"", "rgb", "rgba", "hsl", "hsla", "calc", "min", "max", "clamp"}
)

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
    cleaned = _drop_empty_frames(_cleaner(frame_hosts).clean(whole))
    before = _signature(whole)
    if before is not None and before == _signature(cleaned):
        return Cleaned(tuple(pieces))
    removed = tuple(dict.fromkeys(_problems(whole, frame_hosts)))
    *left, end = cleaned.split(_BETWEEN)
    if len(left) != len(pieces) or whole.count("<x-other-content") != len(pieces):
        # A table has taken the rest out of itself, or somebody knows the word.
        cleaner = _cleaner(frame_hosts, alone=True)
        alone = (_drop_empty_frames(cleaner.clean(piece)) for piece in pieces)
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
        attributes={"*": set(_ANY), **{k: set(v) for k, v in ATTRIBUTES.items()}},
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
        return _allowed_style(tag, value)
    if name in _ADDRESSES:
        if tag == "iframe":
            return value if _is_frame(value, frame_hosts) else None
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


def _is_frame(url: str, hosts: frozenset[str]) -> bool:
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


def _allowed_style(tag: str, style: str) -> str | None:
    """Return the declarations of a style that move nothing out of its place."""
    declarations = style.split(";")
    allowed = [text for text in declarations if _is_allowed_style(tag, text)]
    if len(allowed) == len(declarations):
        return style
    return ";".join(allowed).strip() or None


def _is_allowed_style(tag: str, declaration: str) -> bool:
    name, colon, value = (x.strip().lower() for x in declaration.partition(":"))
    if not colon:
        return not name
    if not _STYLE_VALUE.fullmatch(value) or "/*" in value:
        return False
    if not _FUNCTIONS.issuperset(_FUNCTION.findall(value)):
        return False
    if name == "position":
        # A player fills the box that was made for it; nothing else lies over a page.
        return value in {"static", "relative"} or (tag, value) == ("iframe", "absolute")
    if _PLACED.fullmatch(name):
        return tag == "iframe"
    return _STYLES.fullmatch(name) is not None


def _drop_empty_frames(html: str) -> str:
    """Leave out iframes without an address: what they showed is not allowed.

    :param html: as nh3 writes it
    """
    parts, position, is_dropped = [], 0, False
    for tag in find_tags(html):
        if tag.name != "iframe":
            continue
        if tag.is_end:
            if is_dropped:
                position = tag.end
            is_dropped = False
        elif "src" not in tag.attributes:
            parts.append(html[position : tag.start])
            position, is_dropped = tag.end, True
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
        if isinstance(found, Tag):
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
        known = _ANY | ATTRIBUTES.get(tag.name, frozenset())
        for name, value in tag.attributes.items():
            if name not in known and not name.startswith("aria-"):
                yield f'the attribute "{name}" of <{tag.name}>'
            elif allowed_value(tag.name, name, value, frame_hosts) != value:
                yield f'{name}="{value}" of <{tag.name}>'

"""Styles that contributors' HTML may have: none moves an element out of its place.

What a text may do with the classes of a theme is not known here.
"""

from __future__ import annotations

import re

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
_MOVES = re.compile(r"margin.*|text-indent|(?:letter|word)-spacing|column-gap")
_BOX = re.compile(r"(?:padding|border)(?:-.*)?")
_VALUE = re.compile(r"[\w\s.,%#()'\"!+*/-]*")
_NEGATIVE = re.compile(r"(?<![\w#.-])-[\d.]")
_FUNCTION = re.compile(r"([\w-]*)\(")
_COLORS = frozenset({"", "rgb", "rgba", "hsl", "hsla"})
_FUNCTIONS = _COLORS | {"calc", "min", "max", "clamp"}
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "center", "dd", "details", "div"}
    | {"dl", "dt", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6"}
    | {"header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary"}
    | {"table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)
_LARGEST_INLINE = 50  # px around a word, beyond which it lies over other lines


def allowed_style(tag: str, style: str) -> str | None:
    """Return the declarations of a style that an element may have.

    :param tag: name of the element
    :param style: value of its attribute
    :returns: ``None`` if none is left
    """
    declarations = style.split(";")
    is_block = tag in _BLOCKS and "display" not in style.lower()
    allowed = [x for x in declarations if _is_allowed(tag, x, is_block=is_block)]
    if len(allowed) == len(declarations):
        return style
    return ";".join(allowed).strip() or None


def _is_allowed(tag: str, declaration: str, *, is_block: bool) -> bool:
    name, colon, value = (x.strip().lower() for x in declaration.partition(":"))
    if not colon:
        return not name
    if not _VALUE.fullmatch(value) or "/*" in value:
        return False
    functions = set(_FUNCTION.findall(value))
    if not functions <= _FUNCTIONS:
        return False
    if name == "position":
        # A player fills the box that was made for it; nothing else lies over a page.
        return value in {"static", "relative"} or (tag, value) == ("iframe", "absolute")
    if _PLACED.fullmatch(name):
        return tag == "iframe"
    if name.startswith("overflow") and tag == "svg":
        return "visible" not in value  # what is drawn outside of its box
    if _MOVES.fullmatch(name) and (_NEGATIVE.search(value) or functions - _COLORS):
        return False
    if _BOX.fullmatch(name) and not is_block and not _is_small(value, functions):
        return False
    return _STYLES.fullmatch(name) is not None


def _is_small(value: str, functions: set[str]) -> bool:
    """Return whether a padding or border of a word stays near its line.

    Units other than pixels count as ten to one.
    """
    if functions - _COLORS or "%" in value.partition("(")[0]:
        return False
    lengths = re.findall(r"(?<![\w#.-])(\d*\.?\d+)([a-z]*)", value.partition("(")[0])
    sizes = (float(x) * (1 if unit in {"", "px"} else 10) for x, unit in lengths)
    return all(size <= _LARGEST_INLINE for size in sizes)

"""What kramdown knows of the elements of HTML."""

from __future__ import annotations

from permalink_import.jekyll.kramdown.parsing.tree import Model

_OF_BLOCKS = frozenset(
    (
        *("address", "applet", "article", "aside", "blockquote", "body", "dd"),
        *("details", "div", "dl", "fieldset", "figure", "figcaption", "footer"),
        *("form", "header", "hgroup", "iframe", "li", "main", "map", "menu", "nav"),
        *("noscript", "object", "section", "summary", "td"),
    )
)
_OF_SPANS = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdo", "big", "button", "cite", "caption"),
        *("del", "dfn", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "i", "ins"),
        *("label", "legend", "optgroup", "p", "q", "rb", "rbc", "rp", "rt", "rtc"),
        *("ruby", "select", "small", "span", "strong", "sub", "sup", "th", "tt"),
    )
)
_OF_RAW = frozenset(
    (
        *("script", "style", "math", "option", "textarea", "pre", "code", "kbd"),
        *("samp", "var"),
    )
)
SPAN_ELEMENTS = frozenset(
    (
        *("a", "abbr", "acronym", "b", "big", "bdo", "br", "button", "cite", "code"),
        *("del", "dfn", "em", "i", "img", "input", "ins", "kbd", "label", "mark"),
        *("option", "q", "rb", "rbc", "rp", "rt", "rtc", "ruby", "samp", "select"),
        *("small", "span", "strong", "sub", "sup", "tt", "u", "var"),
    )
)
"""Elements that are part of a line."""
BLOCK_ELEMENTS = frozenset(
    (
        *("address", "article", "aside", "applet", "body", "blockquote", "caption"),
        *("col", "colgroup", "dd", "div", "dl", "dt", "fieldset", "figcaption"),
        *("footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup"),
        *("hr", "html", "head", "iframe", "legend", "menu", "li", "main", "map"),
        *("nav", "ol", "optgroup", "p", "pre", "section", "summary", "table"),
        *("tbody", "td", "th", "thead", "tfoot", "tr", "ul"),
    )
)
"""Elements that are never part of a line."""
VOID_ELEMENTS = frozenset(
    (
        *("area", "base", "br", "col", "command", "embed", "hr", "img", "input"),
        *("keygen", "link", "meta", "param", "source", "track", "wbr"),
    )
)
"""Elements without content."""
KNOWN_ELEMENTS = frozenset().union(
    SPAN_ELEMENTS, BLOCK_ELEMENTS, VOID_ELEMENTS, _OF_BLOCKS, _OF_SPANS, _OF_RAW
)


def element_name(name: str) -> str:
    """Return the name of an element: HTML's are in lower case.

    :param name: as written; names that HTML does not have, such as ``clipPath``, keep
        their case
    """
    lower = name.lower()
    return lower if lower in KNOWN_ELEMENTS else name


def content_model(name: str) -> Model:
    """Return what the content of an element is read as, if it is Markdown at all.

    :param name: of the element, in lower case if it is HTML's
    :return: raw for elements in neither of kramdown's lists
    """
    if name in _OF_BLOCKS:
        return Model.BLOCK
    return Model.SPAN if name in _OF_SPANS else Model.RAW

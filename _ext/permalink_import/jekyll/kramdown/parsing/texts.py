"""What readers see of elements that stand for characters."""

from __future__ import annotations

import re
from html import unescape

from permalink_import.jekyll.kramdown.parsing.options import SYMBOLS
from permalink_import.jekyll.kramdown.parsing.tree import Element, ElementKind

REFERENCE = re.compile(r"&(?:[\w:][\w.:-]*|#\d+|#x[0-9a-fA-F]+);", re.ASCII)
"""What kramdown takes for a character reference in text that it writes as it is."""


def text_of_entity(source: str) -> str:
    """Return the character that an entity stands for, as browsers read it.

    :param source: such as ``&amp;`` or ``&#38;``; unknown names stay as they are
    """
    return "\u22ee" if source == "&vellip;" else unescape(source)


def with_references(text: str) -> str:
    """Return text that may have character references as browsers show it.

    :param text: in which ``&amp;`` is a reference, and a lone ``&`` is not
    """
    if "&" not in text:
        return text
    return REFERENCE.sub(lambda match: unescape(match[0]), text)


def escape_references(text: str) -> str:
    """Write characters so that :func:`with_references` returns them as they are.

    :param text: in which ``&amp;`` is five characters to show
    """
    if "&" not in text:
        return text
    return REFERENCE.sub(lambda match: f"&amp;{match[0][1:]}", text)


def symbol_text(element: Element) -> str:
    """Return what a quotation mark or symbol looks like."""
    if element.kind is ElementKind.QUOTE:
        return element.value
    return SYMBOLS.get(element.value, element.value)


def lowered(text: str) -> str:
    """Return a text in lower case as Ruby has it: a sigma is the same at any place.

    :param text: of any script
    """
    return "".join(map(str.lower, text)) if "\u03a3" in text else text.lower()

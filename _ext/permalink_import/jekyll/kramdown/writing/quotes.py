"""Quotation marks that Sphinx would curl in another way than kramdown did."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from permalink_import.jekyll.kramdown.parsing.texts import (
    symbol_text,
    text_of_entity,
)
from permalink_import.jekyll.kramdown.parsing.tree import Element, ElementKind, Model
from permalink_import.markup.shown.smart import curled, quotes_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it.token import Token


_IN_TEXT = frozenset(
    {ElementKind.TEXT, ElementKind.QUOTE, ElementKind.SYMBOL, ElementKind.ENTITY}
)
"""Elements that are one text in MyST, if nothing is between them."""
_AROUND_TEXT = frozenset({ElementKind.EMPHASIS, ElementKind.STRONG, ElementKind.LINK})
_LITERAL = frozenset({ElementKind.CODE, ElementKind.MATH})
_TAG = ">"
"""The last character of a tag or comment, which Sphinx takes for text."""
_TAGS = re.compile(r"<[^>]*>")
_STRAIGHT = re.compile("[\"']")
ESCAPE = "\\\\"
"""Markdown for the backslash that keeps Sphinx from curling the mark behind it."""


@dataclass(slots=True)
class _QuotedText:
    """A text as Sphinx has it.

    :param marks: for each quotation mark in it, the element that it is from, if it is
        of a kind that kramdown curls
    """

    text: str = ""
    is_literal: bool = False
    marks: list[Element | None] = field(default_factory=list)


def literal_quotes(roots: Iterable[Element], language: str) -> frozenset[int]:
    """Return the identities of quotation marks that are to be written as they look.

    :param roots: of the text, and of its footnotes
    :param language: whose quotation marks Sphinx writes; "" if it leaves them straight
    """
    found: set[int] = set()
    for element in chain.from_iterable(root.walk() for root in roots):
        if not _is_span(element) and any(map(_is_span, element.children)):
            found.update(_of_paragraph(element, language))
    return frozenset(found)


def straight_quotes(roots: Iterable[Element], language: str) -> frozenset[int]:
    """Return the identities of elements with marks that kramdown leaves straight.

    :param roots: as of :func:`literal_quotes`
    :param language: as there; "" for no elements
    """
    return frozenset(
        map(id, chain.from_iterable(map(_straight, roots if language else ())))
    )


def _straight(element: Element) -> Iterator[Element]:
    """Yield elements with straight marks, but for those in blocks of HTML."""
    if element.kind in _IN_TEXT:
        if _has_straight(_looks(element)):
            yield element
    elif (
        element.kind is not ElementKind.HTML
        or element.model is not Model.RAW
        or (not element.is_block)
    ):
        for child in element.children:
            yield from _straight(child)


def straight_in(element: Element) -> Iterator[str]:
    """Yield the texts in an element that have straight marks."""
    return map(_looks, _straight(element))


def has_straight_quotes(elements: Iterable[Element], tokens: Iterable[Token]) -> bool:
    """Return whether MyST reads quotation marks as HTML, in which none is curled.

    :param elements: of a text in which kramdown curls all of them
    :param tokens: what MyST reads that text as
    """
    is_html = any(
        token.type == "html_block" and _has_straight(_TAGS.sub("", token.content))
        for token in tokens
    )
    if not is_html:
        return False
    inner = [*chain.from_iterable(element.walk() for element in elements)]
    return any(x.kind is ElementKind.QUOTE for x in inner) and not any(
        x.kind is ElementKind.TEXT and _has_straight(x.value) for x in inner
    )


def _has_straight(text: str) -> bool:
    return '"' in text or "'" in text


def _is_span(element: Element) -> bool:
    if element.kind is ElementKind.HTML:
        return not element.is_block
    return element.kind in _IN_TEXT or element.kind in _AROUND_TEXT


def _of_paragraph(paragraph: Element, language: str) -> Iterator[int]:
    """Yield all marks of a paragraph if one differs, so that they are of one kind."""
    marks = [x for x in paragraph.walk() if x.kind is ElementKind.QUOTE]
    if marks and (not language or not _is_same(paragraph.children, language)):
        yield from map(id, marks)


def _is_same(children: Sequence[Element], language: str) -> bool:
    """Return whether Sphinx makes the quotation marks that kramdown made."""
    parts = [part for part in _parts(children) if part.text]
    new = curled([(part.text, part.is_literal) for part in parts], language)
    for part, text in zip(parts, new, strict=True):
        here = quotes_in(text)
        if part.marks and len(here) != len(part.marks):
            return False  # some languages have spaces beside them
        for mark, found in zip(part.marks, here, strict=False):
            if mark is not None and found != symbol_text(mark):
                return False
    return True


def _parts(children: Iterable[Element]) -> Iterator[_QuotedText]:
    part = _QuotedText()
    for child in children:
        if child.kind in _IN_TEXT:
            is_straight = _has_straight(_looks(child))
            for number, line in enumerate(_shown(child).split("\n")):
                if number:
                    yield part
                    yield _QuotedText("\n")
                    part = _QuotedText()
                part.text += _STRAIGHT.sub(r"\\\g<0>", line) if is_straight else line
                own = child if child.kind is ElementKind.QUOTE else None
                part.marks += [own] * len(quotes_in(line))
            continue
        yield part
        part = _QuotedText()
        if child.kind in _AROUND_TEXT:
            yield from _parts(child.children)
        elif child.kind is ElementKind.IMAGE:
            pass  # no text
        elif child.kind is ElementKind.FOOTNOTE:
            yield _QuotedText("1")
        elif child.kind is ElementKind.LINE_BREAK:
            yield _QuotedText("\n", is_literal=True)
        elif child.kind is ElementKind.ABBREVIATION:
            yield _QuotedText(child.value, marks=[None] * len(quotes_in(child.value)))
        elif child.kind in _LITERAL:
            yield _QuotedText(child.value, is_literal=True)
        else:
            yield _QuotedText(_TAG, is_literal=True)
            if child.children:
                yield from _parts(child.children)
                yield _QuotedText(_TAG, is_literal=True)
    yield part


def _looks(element: Element) -> str:
    """Return what readers of the old page see of a text."""
    return (
        symbol_text(element) if element.kind is ElementKind.QUOTE else _shown(element)
    )


def _shown(element: Element) -> str:
    if element.kind is ElementKind.ENTITY:
        return text_of_entity(element.value)
    return element.value if element.kind is ElementKind.TEXT else element.source

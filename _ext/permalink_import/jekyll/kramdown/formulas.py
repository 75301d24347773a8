"""Formulas in a tree: what a script made of the page's text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from permalink_import.jekyll.kramdown.parsing.texts import (
    escape_references,
    symbol_text,
    text_of_entity,
    with_references,
)
from permalink_import.jekyll.kramdown.parsing.tree import Element, ElementKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from permalink_import.jekyll.kramdown.parsing.document import KramdownDocument
    from permalink_import.markup.formulas import Delimiters


_SKIPPED = frozenset({"script", "noscript", "style", "textarea", "pre", "code"})
"""Elements in which MathJax finds no formulas."""
_CHARACTERS = frozenset(
    {
        ElementKind.TEXT,
        ElementKind.ENTITY,
        ElementKind.QUOTE,
        ElementKind.SYMBOL,
        ElementKind.LINE_BREAK,
    }
)
_BEGIN = r"\\begin\{(?P<environment>[^}]*)\}"
_NUMBERED = frozenset(
    {"equation", "align", "alignat", "gather", "multline", "flalign", "eqnarray"}
)
"""Environments of which Sphinx numbers the formulas, unless they have a star."""
_PRIME = str.maketrans({"\u2019": "'", "\u2018": "`"})


def apply_formulas(document: KramdownDocument, delimiters: Delimiters | None) -> None:
    """Make formulas of text, and text of formulas that no script draws.

    :param delimiters: of the script that the page loads; ``None`` for no script
    """
    finder = _Finder(document, delimiters)
    for root in (
        document.root,
        *(footnote.content for footnote in document.definitions.footnotes.values()),
    ):
        finder.visit(root)


class _Finder:
    def __init__(
        self, document: KramdownDocument, delimiters: Delimiters | None
    ) -> None:
        self._is_marked = document.options.math
        self._delimiters = delimiters
        self._start = _start_pattern(delimiters) if delimiters else None

    def visit(self, element: Element) -> None:
        """Visit all below an element."""
        if element.kind is ElementKind.HTML and element.value.lower() in _SKIPPED:
            return
        children: list[Element] = []
        for child in element.children:
            if child.kind is ElementKind.MATH:
                children.append(self._marked(child))
            else:
                self.visit(child)
                children.append(child)
        if self._start is not None:
            children = [*self._with_formulas(children)]
        element.children = children

    def _marked(self, element: Element) -> Element:
        """Decide about a formula of kramdown's own."""
        pair = self._pair(element)
        if self._delimiters is not None:
            pairs = self._delimiters.inline + self._delimiters.display
            if pair in pairs:
                return element
        before, after = pair
        text = escape_references(f"{before}{element.value}{after}")
        if not element.is_block:
            element.kind, element.value = ElementKind.TEXT, text
            element.pieces = [(text, -1, -1)]
            return element
        inner = Element(ElementKind.TEXT, text, pieces=[(text, -1, -1)])
        element.kind, element.children = ElementKind.PARAGRAPH, [inner]
        return element

    def _pair(self, element: Element) -> tuple[str, str]:
        if self._is_marked:
            return ("\\[", "\\]") if element.is_block else ("\\(", "\\)")
        return ("$$\n", "\n$$") if element.is_block else ("$", "$")

    # -- Formulas in text -------------------------------------------------------------

    def _with_formulas(self, children: Sequence[Element]) -> Iterator[Element]:
        """Yield children, those that are characters cut where formulas are."""
        run: list[Element] = []
        for child in children:
            if child.kind in _CHARACTERS:
                run.append(child)
                continue
            yield from self._cut(run)
            run = []
            yield child
        yield from self._cut(run)

    def _cut(self, run: list[Element]) -> Iterator[Element]:
        texts = [_text(element) for element in run]
        text = "".join(texts)
        position = 0
        formulas = [*self._find(text)] if text else []
        if not formulas:
            yield from run
            return
        for start, end, formula, is_display in formulas:
            yield from _between(run, texts, position, start)
            if formula:
                value = formula.translate(_PRIME).strip()
                yield Element(ElementKind.MATH, value, is_block=is_display, raw=formula)
            else:  # an escape
                char = text[end - 1]
                yield Element(ElementKind.TEXT, char, pieces=[(char, -1, -1)])
            position = end
        yield from _between(run, texts, position, len(text))

    def _find(self, text: str) -> Iterator[tuple[int, int, str, bool]]:
        """Yield where formulas are, and whether they are blocks, as MathJax does.

        An escape, of which MathJax shows the last character, has no formula.
        """
        if self._start is None or self._delimiters is None:
            return
        position = 0
        display = dict(self._delimiters.display)
        inline = dict(self._delimiters.inline)
        while match := self._start.search(text, position):
            position = match.end()
            name, opening = match["environment"], match[0]
            if match["escape"]:
                yield match.start(), position, "", False
                continue
            is_display = name is not None or opening in display
            ending = (
                f"\\end{{{name}}}"
                if name is not None
                else display.get(opening) or inline[opening]
            )
            end = _end(text, match.end(), ending)
            if end < 0:
                continue
            position = end + len(ending)
            formula = text[match.end() : end]
            if name is not None:
                formula = self._environment(name, formula)
            if formula.strip():
                yield match.start(), position, formula, is_display

    def _environment(self, name: str, formula: str) -> str:
        """Write an environment, with a star where its lines had no numbers."""
        has_numbers = self._delimiters is not None and self._delimiters.numbers
        if name in _NUMBERED and not has_numbers:
            name = f"{name}*"
        return f"\\begin{{{name}}}{formula}\\end{{{name}}}"


def _start_pattern(delimiters: Delimiters) -> re.Pattern[str]:
    openings = {opening for opening, _ in delimiters.display + delimiters.inline}
    escaped = [re.escape(x) for x in sorted(openings, key=len, reverse=True) if x]
    escape = r"(?!)"
    if delimiters.escapes:
        before = "" if delimiters.escapes_backslashes else r"(?=\\*\$)"
        escape = rf"\\(?:\\{before}|\$)"
    parts = [f"(?P<escape>{escape})"]
    parts += escaped
    parts.append(_BEGIN if delimiters.environments else r"(?P<environment>(?!))")
    return re.compile("|".join(parts))


def _end(text: str, start: int, ending: str) -> int:
    """Find the end of a formula: braces are closed before it."""
    pattern = re.compile(rf"(?P<end>{re.escape(ending)})|\\.|[{{}}]", re.DOTALL)
    braces = 0
    for match in pattern.finditer(text, start):
        if match["end"] is not None:
            if braces <= 0:
                return match.start()
        elif match[0] == "{":
            braces += 1
        elif match[0] == "}" and braces:
            braces -= 1
    return -1


def _text(element: Element) -> str:
    """Return the characters of an element, as a browser has them."""
    if element.kind is ElementKind.TEXT:
        return with_references(element.value)
    if element.kind is ElementKind.ENTITY:
        return text_of_entity(element.value)
    return "" if element.kind is ElementKind.LINE_BREAK else symbol_text(element)


def _between(
    run: Sequence[Element], texts: Sequence[str], start: int, end: int
) -> Iterator[Element]:
    """Yield what of the characters is between two places."""
    offset = 0
    for element, text in zip(run, texts, strict=True):
        low, high = max(start - offset, 0), min(end - offset, len(text))
        if element.kind is ElementKind.LINE_BREAK:
            if start <= offset < end:
                yield element
        elif low == 0 and high == len(text):
            yield element
        elif low < high:
            if text == element.value:
                yield element.part(low, high)
            else:
                part = text[low:high]
                yield Element(ElementKind.TEXT, part, pieces=[(part, -1, -1)])
        offset += len(text)

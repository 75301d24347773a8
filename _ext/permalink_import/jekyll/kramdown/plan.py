"""What MyST is to make of the elements of a text."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from permalink_import.jekyll.kramdown.footnotes import (
    footnote_labels,
    numbered_footnotes,
)
from permalink_import.jekyll.kramdown.parsing.attribute_lists import apply_list
from permalink_import.jekyll.kramdown.parsing.options import SYMBOLS
from permalink_import.jekyll.kramdown.parsing.texts import with_references
from permalink_import.jekyll.kramdown.parsing.tree import LISTS, Element, ElementKind
from permalink_import.jekyll.kramdown.targets import is_external, new_target
from permalink_import.jekyll.kramdown.writing.attributes import split
from permalink_import.jekyll.kramdown.writing.quotes import (
    literal_quotes,
    straight_quotes,
)
from permalink_import.jekyll.settings import language_of
from permalink_import.markup.code import is_lexed, lexer_name
from permalink_import.markup.shown.smart import smart_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from permalink_import.jekyll.kramdown.parsing.document import KramdownDocument
    from permalink_import.jekyll.markdown.context import ConversionContext


_WITHOUT_LISTS = frozenset(
    {ElementKind.HTML, ElementKind.RULE, ElementKind.BLANK, ElementKind.END_OF_BLOCK}
)
"""Blocks whose attributes are written in another way, or not at all."""
_LANGUAGE = "language-"
_HTML_ID = re.compile(r"\s(?:id|name)\s*=\s*[\"']?([^\"'\s<>]+)")
_CAPTIONS = ("file", "title")


class WritingPlan:
    """Decides about elements, each by itself.

    :param footnotes: number of each footnote that is referred to, by its name
    :param labels: what it is called in MyST
    :param smart: Sphinx makes a dash of two hyphens
    """

    def __init__(self, document: KramdownDocument, context: ConversionContext) -> None:
        self.document = document
        self.context = context
        self.footnotes = dict(numbered_footnotes(document))
        self._language = smart_language(language_of(context.site))
        self.smart = self._language != ""
        self._contents = first_list(document.root, "toc")
        self._notes = first_list(document.root, "footnotes")
        self.labels = footnote_labels(
            self.footnotes, self.ids if self.footnotes else ()
        )
        self.levels = dict(_levels(document, has_title=bool(context.page.get("title"))))
        self.anchors: frozenset[str] = frozenset()
        """Fragments that MyST finds in the text."""

    def level(self, header: Element) -> int:
        """Return the level that a heading gets."""
        level = self.levels.get(id(header))
        return level or clamped(header.level + self.document.options.header_offset)

    @cached_property
    def _literal_quotes(self) -> frozenset[int]:
        return literal_quotes(self._roots, self._language)

    @cached_property
    def _all_literals(self) -> frozenset[int]:
        straight = straight_quotes(self._roots, self._language)
        return self._literal_quotes | straight

    @property
    def _roots(self) -> tuple[Element, ...]:
        notes = self.document.definitions.footnotes.values()
        return self.document.root, *(note.content for note in notes)

    def is_literal(self, mark: Element) -> bool:
        """Return whether a quotation mark is written as it looks.

        Sphinx would make another one of it.
        """
        return id(mark) in self._all_literals

    def has_literals(self, element: Element) -> bool:
        """Return whether a quotation mark in an element is written as it looks."""
        return bool(self._all_literals) and any(
            id(inner) in self._all_literals for inner in element.walk()
        )

    def is_contents(self, element: Element) -> bool:
        """Return whether a list stands for the table of contents."""
        return element is self._contents

    def is_left_out(self, element: Element) -> bool:
        """Return whether a list stands for the place of footnotes."""
        return element is self._notes

    def meaning(self, word: str) -> str:
        """Return what an abbreviation means.

        :param word: an abbreviation that the text defines
        :raises KeyError: if it does not
        """
        return self.document.definitions.abbreviations[word].meaning

    def symbol(self, element: Element) -> str:
        """Return what a dash or the like is shown as."""
        symbols = self.document.options.symbols
        return with_references(symbols.get(element.value, SYMBOLS[element.value]))

    def given(self, element: Element) -> dict[str, str]:
        """Return the attributes that its author gave an element in a list."""
        attributes: dict[str, str] = {}
        if element.ial is not None:
            lists = self.document.definitions.attribute_lists
            apply_list(attributes, element.ial, lists)
        if "id" in attributes and not self.is_owner(attributes["id"], element):
            del attributes["id"]
        return attributes

    def block_attributes(
        self, element: Element
    ) -> tuple[dict[str, str], dict[str, str]]:
        """Return the attributes that are written above a block, and those around it.

        MyST has ids and classes of blocks; others are of a ``div``.
        """
        if element.ial is None or element.kind in _WITHOUT_LISTS:
            return {}, {}
        if element.kind in LISTS and self.is_contents(element):
            return {}, {}
        given = self.given(element)
        if element.kind is ElementKind.CODE_BLOCK:
            given = self.code_attributes(element)[2]
        elif element.kind is ElementKind.HEADER:
            given.pop("id", None)  # it has an anchor
        elif element.kind is ElementKind.NUMBERED_LIST:
            given.pop("start", None)
        return split(given)

    # -- Links ------------------------------------------------------------------------

    def target(self, element: Element) -> str:
        """Return where a link or image leads."""
        is_image = element.kind is ElementKind.IMAGE
        written = element.attributes.get("src" if is_image else "href", "")
        target = with_references(written)
        if element.source.startswith("<") and not is_image:
            return target
        if target.startswith("#") and not is_image:
            return self._fragment(target)
        return new_target(target, self.context, is_image=is_image)

    def _fragment(self, target: str) -> str:
        """Return a fragment in the case in which something here has it."""
        name = unquote(target[1:])
        if name not in self.ids and name.lower() in self.ids:
            return f"#{name.lower()}"
        return target

    def is_dangling(self, target: str) -> bool:
        """Return whether nothing on the page has the name that a link leads to.

        :param target: of the link; one without ``#`` at its start leads elsewhere
        """
        name = unquote(target.removeprefix("#"))
        if not target.startswith("#") or name in {"", "top"}:
            return False
        return name not in self.ids and not name.startswith(("fn:", "fnref:"))

    @cached_property
    def ids(self) -> frozenset[str]:
        """All names that places of the page have."""
        found: set[str] = set()
        for element in self._elements():
            attributes = element.attributes
            found |= {attributes.get("id", ""), attributes.get("name", "")}
            if element.kind is ElementKind.RAW:
                found.update(_HTML_ID.findall(element.value))
            elif self._contents is not None and element is self._contents:
                found.add("markdown-toc")
        return frozenset(found)

    def is_owner(self, name: str, element: Element) -> bool:
        """Return whether an element is the first that has an id.

        :param name: the id
        :param element: that has it in its attributes
        """
        return self._owners.get(name) == id(element)

    @cached_property
    def _owners(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for element in self._elements():
            if name := element.attributes.get("id", ""):
                found.setdefault(name, id(element))
        return found

    def _elements(self) -> Iterator[Element]:
        """Yield all elements of the text, and of its footnotes."""
        yield from self.document.root.walk()
        for footnote in self.document.definitions.footnotes.values():
            yield from footnote.content.walk()

    def is_external(self, target: str) -> bool:
        """Return whether MyST would take an address for a name of something.

        :param target: of a link, as it is to be written
        """
        return is_external(target, self.anchors)

    # -- Code -------------------------------------------------------------------------

    def code(self, element: Element) -> tuple[str, str, bool]:
        """Return lexer and caption of code, and whether the lexer has to be forced."""
        language, caption, _ = self.code_attributes(element)
        lexer = lexer_name(language.lower()) if language else ""
        if lexer is None:
            return "text", caption, False
        return lexer, caption, bool(lexer) and not is_lexed(element.value, lexer)

    def code_attributes(self, element: Element) -> tuple[str, str, dict[str, str]]:
        """Return language and caption of code, and its other attributes."""
        others = {k: v for k, v in element.attributes.items() if k not in _CAPTIONS}
        names = others.pop("class", "").split()
        languages = [name for name in names if name.startswith(_LANGUAGE)]
        caption = next(filter(None, map(element.attributes.get, _CAPTIONS)), "") or ""
        if languages:
            names = [x for x in names if x not in {languages[0], "highlighter-rouge"}]
        if names:
            others["class"] = " ".join(names)
        language = _language(languages[0]) if languages else ""
        return language, with_references(caption), others


def _language(name: str) -> str:
    """Read a language, also as other dialects of Markdown have it: ``{.ruby}``."""
    language = name.removeprefix(_LANGUAGE)
    if not language.startswith("{"):
        return language
    return language.strip("{}").lstrip(".:#").removeprefix(_LANGUAGE) or language


def clamped(level: int) -> int:
    """Return a level that headings can have in HTML.

    :param level: of a heading with kramdown's ``header_offset``, may be below 1 or
        above 6
    """
    return min(max(level, 1), 6)


def first_list(root: Element, reference: str) -> Element | None:
    """Return the first list that stands for something else.

    :param reference: its name in an attribute list: "toc" or "footnotes"
    """
    return next(
        (
            element
            for element in root.walk()
            if element.kind in LISTS
            and element.ial is not None
            and reference in element.ial.references
        ),
        None,
    )


def _levels(
    document: KramdownDocument, *, has_title: bool
) -> Iterator[tuple[int, int]]:
    """Yield levels without gaps for the headings of the text itself.

    Those in a quotation or list are no sections, and stay as they are.
    """
    offset = document.options.header_offset
    parents = {0: 0, **({1: 1} if has_title else {})}
    for header in top_headers(document.root):
        level = clamped(header.level + offset)
        depth = parents[max(other for other in parents if other < level)] + 1
        parents = {o: d for o, d in parents.items() if o < level} | {level: depth}
        yield id(header), depth


def top_headers(root: Element) -> Iterator[Element]:
    """Yield the headings that are sections of the page."""
    for element in root.children:
        if element.kind is ElementKind.HEADER:
            yield element
        elif element.kind is ElementKind.MARKDOWN:
            yield from top_headers(element)

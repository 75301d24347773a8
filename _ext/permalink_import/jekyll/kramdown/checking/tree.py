"""A tree of kramdown's as items."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from permalink_import.jekyll.kramdown.parsing.patterns import marks_of
from permalink_import.jekyll.kramdown.parsing.texts import (
    symbol_text,
    text_of_entity,
    with_references,
)
from permalink_import.jekyll.kramdown.parsing.tree import Element, ElementKind
from permalink_import.markup.shown.events import (
    LINE_BREAK,
    Code,
    Item,
    Shown,
    shown,
)
from permalink_import.markup.shown.html import HtmlReader, image

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from permalink_import.jekyll.kramdown.plan import WritingPlan


_TAGS: Mapping[ElementKind, str] = {
    ElementKind.BLOCKQUOTE: "blockquote",
    ElementKind.LIST_ITEM: "li",
    ElementKind.DEFINITION_LIST: "dl",
    ElementKind.TERM: "dt",
    ElementKind.DEFINITION: "dd",
    ElementKind.TABLE_ROW: "tr",
    ElementKind.EMPHASIS: "em",
    ElementKind.STRONG: "strong",
}


_BLOCKS = frozenset(
    {
        ElementKind.PARAGRAPH,
        ElementKind.BLOCKQUOTE,
        ElementKind.CODE_BLOCK,
        ElementKind.BULLET_LIST,
        ElementKind.TABLE,
    }
    | {ElementKind.NUMBERED_LIST, ElementKind.DEFINITION_LIST, ElementKind.MATH}
)


class Wrapped(Enum):
    """Which elements have a ``div`` around them, for attributes that MyST has not."""

    ALL = auto()
    INNER = auto()
    """Those within the elements."""
    NONE = auto()


class TreeReader:
    """Reads trees.

    :param plan: what MyST is to make of elements: the levels of headings, the targets
        of links, the languages of code; it has the elements, which stay as they are
    """

    def __init__(self, plan: WritingPlan) -> None:
        self._plan = plan
        self._html = HtmlReader()
        self._is_wrapped = False
        self._goals: dict[tuple[Element, ...], list[Shown]] = {}

    def items(
        self, elements: Iterable[Element], *, wrapped: Wrapped = Wrapped.NONE
    ) -> list[Item]:
        """Return the items of elements that follow each other.

        :param wrapped: which elements have a ``div`` around them that has their
            attributes
        """
        self._html = HtmlReader()
        self._is_wrapped = False
        found: list[Item] = []
        for element in elements:
            self._is_wrapped = wrapped is not Wrapped.NONE
            read = self._unwrapped if wrapped is Wrapped.INNER else self._items
            found += read(element)
        return found

    def goals(self, elements: Sequence[Element]) -> list[Shown]:
        """Return what is shown of elements, with a ``div`` for attributes or not.

        :param elements: siblings, in their order
        :return: what MyST's output may be compared with: any of these is right
        """
        key = tuple(elements)
        if key not in self._goals:
            self._goals[key] = self._shown(elements)
        return self._goals[key]

    def _shown(self, elements: Sequence[Element]) -> list[Shown]:
        has_lists = any(x.ial is not None for top in elements for x in top.walk())
        ways = Wrapped if has_lists else (Wrapped.NONE,)
        return [shown(self.items(elements, wrapped=wrapped)) for wrapped in ways]

    def _items(self, element: Element) -> Iterator[Item]:
        attributes: dict[str, str] = {}
        if self._is_wrapped and element.ial is not None and element.kind in _BLOCKS:
            attributes = self._plan.block_attributes(element)[1]
        if not attributes:
            yield from self._unwrapped(element)
            return
        yield from self._html.tag("div", attributes, node=element)
        yield from self._unwrapped(element)
        yield from self._html.tag("div", {}, is_end=True, node=element)

    def _unwrapped(self, element: Element) -> Iterator[Item]:
        kind = element.kind
        if self._html.hidden:
            return
        if kind is ElementKind.TEXT:
            yield from self._text(element)
        elif kind in _TAGS:
            yield from self._tagged(element, _TAGS[kind])
        elif (reader := _READERS.get(kind)) is not None:
            yield from reader(self, element)

    def _text(self, element: Element) -> Iterator[Item]:
        code = Code.VERBATIM if self._html.verbatim else Code.TEXT
        if "&" in element.value or not element.pieces:
            yield Item(code, with_references(element.value), element, -1)
            return
        for index, (value, _, _) in enumerate(element.pieces):
            yield Item(code, value, element, index)

    def _children(self, element: Element) -> Iterator[Item]:
        for child in element.children:
            yield from self._items(child)

    def _tagged(
        self, element: Element, name: str, attributes: Mapping[str, str] | None = None
    ) -> Iterator[Item]:
        yield from self._html.tag(name, attributes or {}, node=element)
        yield from self._children(element)
        yield from self._html.tag(name, {}, is_end=True, node=element)

    def _paragraph(self, element: Element) -> Iterator[Item]:
        yield Item(Code.BREAK, "", element)
        yield from self._children(element)
        yield Item(Code.BREAK, "", element)

    def _header(self, element: Element) -> Iterator[Item]:
        yield from self._tagged(element, f"h{self._plan.level(element)}")

    def _number_list(self, element: Element) -> Iterator[Item]:
        if self._plan.is_contents(element):
            yield Item(Code.BLOCK, ("block", "contents"), element)
            return
        start = element.attributes.get("start", "1")
        attributes = {} if start == "1" else {"start": start}
        yield from self._tagged(element, "ol", attributes)

    def _bullet_list(self, element: Element) -> Iterator[Item]:
        if self._plan.is_contents(element):
            yield Item(Code.BLOCK, ("block", "contents"), element)
        else:
            yield from self._tagged(element, "ul")

    def _table(self, element: Element) -> Iterator[Item]:
        yield from self._html.tag("table", {}, node=element)
        for part in element.children:
            name = "th" if part.kind is ElementKind.TABLE_HEAD else "td"
            for row in part.children:
                yield from self._html.tag("tr", {}, node=element)
                for cell in row.children:
                    yield from self._tagged(cell, name)
                yield from self._html.tag("tr", {}, is_end=True, node=element)
        yield from self._html.tag("table", {}, is_end=True, node=element)

    def _code_block(self, element: Element) -> Iterator[Item]:
        yield Item(Code.BLOCK, ("block", "pre", self._plan.code(element)), element)
        yield Item(Code.VERBATIM, element.value.rstrip("\n"), element)
        yield Item(Code.BLOCK, ("block", "/pre"), element)

    def _code(self, element: Element) -> Iterator[Item]:
        yield Item(Code.SPAN, ("tag", "code", ()), element)
        yield Item(Code.TEXT, element.value, element)
        yield Item(Code.SPAN, ("tag", "/code"), element)

    def _rule(self, element: Element) -> Iterator[Item]:
        yield Item(Code.BLOCK, ("block", "hr", ()), element)

    def _link(self, element: Element) -> Iterator[Item]:
        attributes = {"href": self._plan.target(element)}
        if title := with_references(element.attributes.get("title", "")):
            attributes["title"] = " ".join(title.split())
        yield from self._tagged(element, "a", attributes)

    def _image(self, element: Element) -> Iterator[Item]:
        attributes = dict(element.attributes)
        attributes["src"] = self._plan.target(element)
        values = {key: with_references(text) for key, text in attributes.items()}
        yield image(values, element)

    def _break(self, element: Element) -> Iterator[Item]:
        yield Item(Code.SPAN, LINE_BREAK, element)

    def _entity(self, element: Element) -> Iterator[Item]:
        code = Code.VERBATIM if self._html.verbatim else Code.TEXT
        yield Item(code, text_of_entity(element.value), element)

    def _symbol(self, element: Element) -> Iterator[Item]:
        yield Item(Code.TEXT, self._plan.symbol(element), element)

    def _quote(self, element: Element) -> Iterator[Item]:
        yield Item(Code.TEXT, symbol_text(element), element)

    def _footnote(self, element: Element) -> Iterator[Item]:
        number = self._plan.footnotes.get(element.value, 0)
        yield Item(Code.SPAN, ("shown", "footnote", number), element)

    def _abbreviation(self, element: Element) -> Iterator[Item]:
        meaning = self._plan.meaning(element.value)
        if not meaning:
            yield Item(Code.TEXT, element.value, element)
            return
        attributes = {"title": meaning}
        yield from self._html.tag("abbr", attributes, node=element)
        yield Item(Code.TEXT, element.value, element)
        yield from self._html.tag("abbr", {}, is_end=True, node=element)

    def _math(self, element: Element) -> Iterator[Item]:
        formula = " ".join(element.value.split())
        if element.is_block:
            yield Item(Code.BLOCK, ("block", "math", formula), element)
        else:
            yield Item(Code.SPAN, ("shown", "math", formula), element)

    def _html_element(self, element: Element) -> Iterator[Item]:
        values = {k: with_references(v) for k, v in element.attributes.items()}
        name = element.value.lower()
        yield from self._html.tag(name, values, node=element)
        yield from self._children(element)
        yield from self._html.tag(name, {}, is_end=True, node=element)

    def _raw(self, element: Element) -> Iterator[Item]:
        types = element.language.split()
        if not types or "html" in types:
            yield from self._html.items(element.value, element)

    def _mark(self, element: Element) -> Iterator[Item]:
        yield Item(Code.BREAK, "", element)
        yield Item(Code.TEXT, element.value, element)
        yield Item(Code.BREAK, "", element)

    def _blank(self, element: Element) -> Iterator[Item]:
        for mark in marks_of(element):
            yield Item(Code.BREAK, "", element)
            yield Item(Code.TEXT, mark, element)
            yield Item(Code.BREAK, "", element)

    def _raw_text(self, element: Element) -> Iterator[Item]:
        yield Item(Code.TEXT, element.value, element)


_READERS = {
    ElementKind.BLANK: TreeReader._blank,
    ElementKind.PARAGRAPH: TreeReader._paragraph,
    ElementKind.HEADER: TreeReader._header,
    ElementKind.BULLET_LIST: TreeReader._bullet_list,
    ElementKind.NUMBERED_LIST: TreeReader._number_list,
    ElementKind.TABLE: TreeReader._table,
    ElementKind.CODE_BLOCK: TreeReader._code_block,
    ElementKind.CODE: TreeReader._code,
    ElementKind.RULE: TreeReader._rule,
    ElementKind.LINK: TreeReader._link,
    ElementKind.IMAGE: TreeReader._image,
    ElementKind.LINE_BREAK: TreeReader._break,
    ElementKind.ENTITY: TreeReader._entity,
    ElementKind.QUOTE: TreeReader._quote,
    ElementKind.SYMBOL: TreeReader._symbol,
    ElementKind.FOOTNOTE: TreeReader._footnote,
    ElementKind.ABBREVIATION: TreeReader._abbreviation,
    ElementKind.MATH: TreeReader._math,
    ElementKind.HTML: TreeReader._html_element,
    ElementKind.RAW: TreeReader._raw,
    ElementKind.BLOCK_MARK: TreeReader._mark,
    ElementKind.MARKDOWN: TreeReader._children,
    ElementKind.ROOT: TreeReader._children,
    ElementKind.RAW_TEXT: TreeReader._raw_text,
}

"""A tree as the HTML that kramdown makes of it."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from permalink_import.jekyll.kramdown.parsing.html_names import VOID_ELEMENTS
from permalink_import.jekyll.kramdown.parsing.texts import REFERENCE, symbol_text
from permalink_import.jekyll.kramdown.parsing.tree import Element, ElementKind, Model

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


_TAGS: Mapping[ElementKind, str] = {
    ElementKind.PARAGRAPH: "p",
    ElementKind.BLOCKQUOTE: "blockquote",
    ElementKind.BULLET_LIST: "ul",
    ElementKind.NUMBERED_LIST: "ol",
    ElementKind.LIST_ITEM: "li",
    ElementKind.DEFINITION_LIST: "dl",
    ElementKind.TERM: "dt",
    ElementKind.DEFINITION: "dd",
    ElementKind.TABLE_HEAD: "thead",
    ElementKind.TABLE_BODY: "tbody",
    ElementKind.TABLE_FOOT: "tfoot",
    ElementKind.TABLE_ROW: "tr",
    ElementKind.EMPHASIS: "em",
    ElementKind.STRONG: "strong",
    ElementKind.LINK: "a",
}
_LANGUAGE = re.compile(r"language-\S")
NO_CONTENT = frozenset({ElementKind.BLANK, ElementKind.END_OF_BLOCK})


def escape_text(text: str) -> str:
    """Write text in which character references stay what they are.

    :param text: may have references such as ``&amp;``; a lone ``&``, ``<`` and ``>``
        are escaped
    """
    if "&" not in text:
        return escape(text, quote=False)
    parts, end = [], 0
    for match in REFERENCE.finditer(text):
        parts += [escape(text[end : match.start()], quote=False), match[0]]
        end = match.end()
    return "".join([*parts, escape(text[end:], quote=False)])


def write_attributes(attributes: Mapping[str, str]) -> str:
    """Write the attributes of a tag, with a space before each.

    :param attributes: values by name, unescaped; an empty ``id`` is left out, as in
        kramdown
    :return: such as ``' class="a" title="b"'``, "" if there are none
    """
    return "".join(
        f' {name}="{escape_text(value).replace(chr(34), "&quot;")}"'
        for name, value in attributes.items()
        if name != "id" or value.strip()
    )


class HtmlOutput:
    """Writes elements as HTML.

    :param footnote: writes a reference to a footnote, by its name
    :param meaning: of an abbreviation
    :param formula: writes a formula
    :param mark: writes what stands for a block of Liquid's
    :param header_offset: is added to the level of headings
    :param target: of a link or image; without it, what is in the tree
    """

    def __init__(
        self,
        *,
        footnote: Callable[[str], str],
        meaning: Callable[[str], str],
        formula: Callable[[Element], str],
        mark: Callable[[str], str] = str,
        header_offset: int = 0,
        target: Callable[[Element], str] | None = None,
    ) -> None:
        self._footnote = footnote
        self._meaning = meaning
        self._formula = formula
        self._mark = mark
        self._header_offset = header_offset
        self._target = target

    def inner(self, element: Element) -> str:
        """Write what is in an element."""
        return "".join(self.write(child, element) for child in element.children)

    def write(self, element: Element, parent: Element | None = None) -> str:
        """Write an element.

        :param parent: that it is in, which HTML and tables ask for
        """
        kind = element.kind
        if kind is ElementKind.TEXT:
            return escape_text(element.value)
        if kind in NO_CONTENT:
            return ""
        if kind in _TAGS:
            return self._tagged(element)
        return _WRITERS[kind](self, element, parent)

    def _tagged(self, element: Element) -> str:
        kind, inner = element.kind, self.inner(element)
        if kind is ElementKind.PARAGRAPH and element.is_transparent:
            return f"{inner}\n"
        tag, attributes = _TAGS[kind], write_attributes(self._attributes(element))
        written = f"<{tag}{attributes}>{inner}</{tag}>"
        is_span = kind in {ElementKind.EMPHASIS, ElementKind.STRONG, ElementKind.LINK}
        return written if is_span else f"{written}\n"

    def _table(self, element: Element, _parent: Element | None) -> str:
        parts = []
        for part in element.children:
            cell = "th" if part.kind is ElementKind.TABLE_HEAD else "td"
            rows = [
                "<tr>"
                + "".join(
                    self._cell(cell, x, align)
                    for x, align in zip(row.children, element.alignments, strict=True)
                )
                + "</tr>"
                for row in part.children
            ]
            tag = _TAGS[part.kind]
            parts += [f"<{tag}>", *rows, f"</{tag}>"]
        attributes = write_attributes(element.attributes)
        return "\n".join([f"<table{attributes}>", *parts, "</table>\n"])

    def _cell(self, tag: str, cell: Element, align: str) -> str:
        style = f' style="text-align: {align}"' if align else ""
        return f"<{tag}{style}>{self.inner(cell) or '&nbsp;'}</{tag}>"

    def _header(self, element: Element, _parent: Element | None) -> str:
        level = min(max(element.level + self._header_offset, 1), 6)
        attributes = write_attributes(element.attributes)
        return f"<h{level}{attributes}>{self.inner(element)}</h{level}>\n"

    def _code_block(self, element: Element, _parent: Element | None) -> str:
        attributes = dict(element.attributes)
        names = attributes.get("class", "").split()
        language = next((x for x in names if _LANGUAGE.match(x)), "")
        if language:
            names.remove(language)
            attributes["class"] = " ".join(names)
            if not names:
                del attributes["class"]
        code = escape(element.value.removesuffix("\n"), quote=False)
        inner = write_attributes({"class": language} if language else {})
        outer = write_attributes(attributes)
        return f"<pre{outer}><code{inner}>{code}\n</code></pre>\n"

    def _code(self, element: Element, _parent: Element | None) -> str:
        attributes = write_attributes(element.attributes)
        return f"<code{attributes}>{escape(element.value, quote=False)}</code>"

    def _rule(self, element: Element, _parent: Element | None) -> str:
        return f"<hr{write_attributes(element.attributes)} />\n"

    def _image(self, element: Element, _parent: Element | None) -> str:
        return f"<img{write_attributes(self._attributes(element))} />"

    def _attributes(self, element: Element) -> Mapping[str, str]:
        if self._target is None or element.kind not in {
            ElementKind.LINK,
            ElementKind.IMAGE,
        }:
            return element.attributes
        name = "href" if element.kind is ElementKind.LINK else "src"
        return {**element.attributes, name: self._target(element)}

    def _html(self, element: Element, parent: Element | None) -> str:
        inner, tag = self.inner(element), element.value
        start = f"<{tag}{write_attributes(element.attributes)}"
        if not inner and tag in VOID_ELEMENTS:
            written = f"{start} />"
        elif inner and element.is_block and element.model is Model.BLOCK:
            written = f"{start}>\n{inner.removesuffix(chr(10))}\n</{tag}>"
        else:
            written = f"{start}>{inner}</{tag}>"
        is_raw = parent is not None and parent.kind is ElementKind.HTML
        is_raw = is_raw and parent is not None and parent.model is Model.RAW
        return f"{written}\n" if element.is_block and not is_raw else written

    def _comment(self, element: Element, _parent: Element | None) -> str:
        end = "\n" if element.is_block else ""
        return f"<!-- {element.value} -->{end}"

    def _as_it_is(self, element: Element, _parent: Element | None) -> str:
        return element.value

    def _raw(self, element: Element, _parent: Element | None) -> str:
        types = element.language.split()
        return element.value if not types or "html" in types else ""

    def _symbol(self, element: Element, _parent: Element | None) -> str:
        return escape_text(symbol_text(element))

    def _abbreviation(self, element: Element, _parent: Element | None) -> str:
        title = self._meaning(element.value)
        attributes = dict(element.attributes)
        if title:
            attributes["title"] = title
        if not attributes:
            return escape_text(element.value)
        return (
            f"<abbr{write_attributes(attributes)}>{escape_text(element.value)}</abbr>"
        )

    def _reference(self, element: Element, _parent: Element | None) -> str:
        return self._footnote(element.value)

    def _math(self, element: Element, _parent: Element | None) -> str:
        return self._formula(element)

    def _block_mark(self, element: Element, _parent: Element | None) -> str:
        return self._mark(element.value)

    def _markdown(self, element: Element, _parent: Element | None) -> str:
        return self.inner(element)

    def _break(self, _element: Element, _parent: Element | None) -> str:
        return "<br />"


_WRITERS: Mapping[ElementKind, Callable[[HtmlOutput, Element, Element | None], str]] = {
    ElementKind.TABLE: HtmlOutput._table,
    ElementKind.HEADER: HtmlOutput._header,
    ElementKind.CODE_BLOCK: HtmlOutput._code_block,
    ElementKind.CODE: HtmlOutput._code,
    ElementKind.RULE: HtmlOutput._rule,
    ElementKind.IMAGE: HtmlOutput._image,
    ElementKind.HTML: HtmlOutput._html,
    ElementKind.HTML_COMMENT: HtmlOutput._as_it_is,
    ElementKind.HTML_INSTRUCTION: HtmlOutput._as_it_is,
    ElementKind.COMMENT: HtmlOutput._comment,
    ElementKind.RAW: HtmlOutput._raw,
    ElementKind.ENTITY: HtmlOutput._as_it_is,
    ElementKind.QUOTE: HtmlOutput._symbol,
    ElementKind.SYMBOL: HtmlOutput._symbol,
    ElementKind.ABBREVIATION: HtmlOutput._abbreviation,
    ElementKind.FOOTNOTE: HtmlOutput._reference,
    ElementKind.MATH: HtmlOutput._math,
    ElementKind.BLOCK_MARK: HtmlOutput._block_mark,
    ElementKind.MARKDOWN: HtmlOutput._markdown,
    ElementKind.LINE_BREAK: HtmlOutput._break,
    ElementKind.RAW_TEXT: HtmlOutput._as_it_is,
    ElementKind.ROOT: HtmlOutput._markdown,
}

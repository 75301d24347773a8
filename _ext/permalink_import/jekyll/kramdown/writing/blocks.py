"""Blocks, written as MyST."""

from __future__ import annotations

from typing import TYPE_CHECKING

from permalink_import.jekyll.kramdown.checking.tree import Wrapped
from permalink_import.jekyll.kramdown.html_output import write_attributes
from permalink_import.jekyll.kramdown.parsing.patterns import marks_of
from permalink_import.jekyll.kramdown.parsing.tree import Element, ElementKind
from permalink_import.jekyll.kramdown.writing.anchors import of_heading
from permalink_import.jekyll.kramdown.writing.attributes import is_plain_id, write_list
from permalink_import.jekyll.kramdown.writing.html import HtmlWriter
from permalink_import.jekyll.kramdown.writing.lists import ListWriter
from permalink_import.jekyll.kramdown.writing.parts import (
    NOT_SHOWN,
    BlockPart,
    join,
    must_part,
)
from permalink_import.jekyll.kramdown.writing.quotes import has_straight_quotes
from permalink_import.jekyll.kramdown.writing.tables import TableWriter
from permalink_import.jekyll.kramdown.writing.tally import Tally
from permalink_import.jekyll.kramdown.writing.text import write_text
from permalink_import.markup.code import code_block
from permalink_import.markup.directives import directive
from permalink_import.markup.shown.events import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from permalink_import.jekyll.kramdown.checking.tree import TreeReader
    from permalink_import.jekyll.kramdown.plan import WritingPlan
    from permalink_import.jekyll.kramdown.writing.tally import RemarkReport
    from permalink_import.markup.shown.myst import MystReader


CONTENTS: Mapping[str, str | None] = {"local": None, "backlinks": "none"}
"""Options of the table of contents: headings lead nowhere in Jekyll."""


class BlockWriter:
    """Writes blocks.

    :param reader: reads what is written
    :param tree: reads what shall be
    """

    def __init__(
        self,
        plan: WritingPlan,
        reader: MystReader,
        tree: TreeReader,
        report: RemarkReport,
    ) -> None:
        self.plan = plan
        self.reader = reader
        self.tree = tree
        self.report = report
        self.html = HtmlWriter(self)
        self.lists = ListWriter(self)
        self.tables = TableWriter(self)

    # -- Forms ------------------------------------------------------------------------

    def is_read_as(self, text: str, elements: Sequence[Element]) -> bool:
        """Return whether MyST reads a text as these elements.

        :param text: MyST, as it would be written
        :param elements: kramdown's, that have to be shown as before
        """
        tokens = self.reader.parse(text)
        is_same = shown(self.reader.of_tokens(tokens)) in self.tree.goals(elements)
        return is_same and not has_straight_quotes(elements, tokens)

    def write(self, element: Element, *, is_nested: bool = True) -> str:
        """Write one block, without the end of its last line.

        :param is_nested: it is in a list, quotation or the like
        """
        written = self._native(element, is_nested=is_nested)
        if written is None:
            written = self.html.block(element)
        return self._with_attributes(element, written)

    def _native(self, element: Element, *, is_nested: bool) -> str | None:
        if self._may_stay(element, is_nested=is_nested):
            source = _dedented(element)
            if source and self.is_read_as(source, [element]):
                return source
        writer = _WRITERS.get(element.kind)
        if writer is None:
            return None
        before, tally = self.report, Tally()
        self.report = tally
        try:
            written = writer(self, element, is_nested)
        finally:
            self.report = before
        if written is None or not self.is_read_as(written, [element]):
            return None
        tally.add_to(self.report)
        return written

    def _may_stay(self, element: Element, *, is_nested: bool) -> bool:
        if self.plan.has_literals(element):
            return False
        if element.kind is ElementKind.HEADER:
            level = self.plan.level(element)
            return (
                not is_nested and level == element.level and "{#" not in element.source
            )
        if element.kind is ElementKind.HTML:
            return not self.plan.given(element)
        return element.kind is not ElementKind.RULE or not is_nested

    def parts(self, elements: Sequence[Element]) -> list[BlockPart]:
        """Write blocks that follow each other within another block.

        :param elements: children of the other block, in their order
        :return: the text of each, with what has to be between it and the one before
        """
        found: list[BlockPart] = []
        last: Element | None = None
        has_gap = False
        for element in elements:
            if element.kind in NOT_SHOWN:
                has_gap = has_gap or element.kind is ElementKind.BLANK
                found += [BlockPart(mark, True, False) for mark in marks_of(element)]
                continue
            if self.plan.is_left_out(element):
                continue
            is_apart = last is not None and must_part(last, element)
            found.append(BlockPart(self.write(element), has_gap, is_apart))
            last, has_gap = element, False
        return found

    # -- Attributes -------------------------------------------------------------------

    def _with_attributes(self, element: Element, written: str) -> str:
        if element.kind is ElementKind.RULE and (given := self.plan.given(element)):
            return f"<hr{write_attributes(given)}>"
        native, others = self.plan.block_attributes(element)
        if others and element.kind is ElementKind.HEADER:  # its section has no end
            names = ", ".join(sorted(others))
            reason = f"MyST has no {names} for headings; use a class, or write HTML"
            self.report.leave(element.source.strip(), reason)
            others = {}
        if native or others:
            self.report.count("attributes")
        if native:
            written = f"{write_list(native)}\n{written}"
        if others:
            written = f"<div{write_attributes(others)}>\n\n{written}\n\n</div>"
        return written

    # -- Kinds ------------------------------------------------------------------------

    def text(
        self,
        element: Element,
        *,
        finish: Callable[[str], str] = str,
        owner: Element | None = None,
    ) -> str | None:
        """Write the text of a block.

        :param element: a paragraph, a heading, a cell: its children are written
        :param finish: applied to the text before it is compared with what MyST reads
        :param owner: element that is compared; by default ``element`` itself
        :return: ``None`` if MyST has no form that is shown as kramdown shows it
        """
        return write_text(
            element,
            self.tree.items([owner or element], wrapped=Wrapped.INNER),
            read=self.reader.items,
            plan=self.plan,
            report=self.report,
            finish=finish,
        )

    def _paragraph(self, element: Element, _nested: bool) -> str | None:
        written = self.text(element)
        return None if written is None else written.rstrip().lstrip("\n")

    def _header(self, element: Element, is_nested: bool) -> str | None:
        level = self.plan.level(element)
        if not is_nested:
            return self.text(element, finish=lambda text: f"{'#' * level} {text}")
        name = element.attributes.get("id", "")
        if not self.plan.is_owner(name, element):
            name = ""

        def rubric(text: str) -> str:
            options = {"heading-level": str(level)}
            if is_plain_id(name):
                options["name"] = name
            return directive("rubric", text, options=options)

        written = self.text(element, finish=rubric)
        if not written or not name.strip() or is_plain_id(name):
            return written
        return f"{of_heading(name)}\n{written}"

    def _blockquote(self, element: Element, _nested: bool) -> str | None:
        parts = self.parts(element.children)
        for is_tight in (True, False):
            lines = join(parts, is_tight=is_tight).split("\n")
            written = "\n".join(f"> {line}".rstrip() for line in lines)
            if self.is_read_as(written, [element]):
                return written
        return None

    def _code_block(self, element: Element, _nested: bool) -> str:
        language, caption, _ = self.plan.code_attributes(element)
        self.report.count("code")
        return code_block(element.value, language, caption=caption)

    def _rule(self, element: Element, is_nested: bool) -> str:
        return "<hr>" if is_nested else "---"

    def _list(self, element: Element, _nested: bool) -> str | None:
        if self.plan.is_contents(element):
            self.report.count("toc")
            return directive("contents", options=CONTENTS)
        return self.lists.write(element)

    def _definition_list(self, element: Element, _nested: bool) -> str | None:
        return self.lists.write_definitions(element)

    def _table(self, element: Element, _nested: bool) -> str | None:
        return self.tables.write(element)

    def _math(self, element: Element, _nested: bool) -> str | None:
        self.report.count("math")
        for formula in (element.raw.strip("\n"), element.value):
            marks = "\n" if "\n" in formula else ""
            written = f"$${marks}{formula}{marks}$$"
            if self.is_read_as(written, [element]):
                return written
        return directive("math", body=element.value)

    def _comment(self, element: Element, _nested: bool) -> str:
        self.report.count("comment")
        lines = element.value.strip("\n").split("\n")
        return "\n".join(f"% {line}".rstrip() for line in lines)

    def _raw(self, element: Element, _nested: bool) -> str:
        self.report.count("nomarkdown")
        types = element.language.split() or ["html"]
        form = "html" if "html" in types else types[0]
        return directive("raw", form, body=element.value.strip("\n"))

    def _html(self, element: Element, _nested: bool) -> str | None:
        return self.html.block(element)

    def _mark(self, element: Element, _nested: bool) -> str:
        return element.value

    def _blank(self, element: Element, _nested: bool) -> str:
        return "\n\n".join(marks_of(element))

    def _markdown(self, element: Element, _nested: bool) -> str:
        return join(self.parts(element.children), is_tight=True)


def _dedented(element: Element) -> str:
    """Return the lines of a block without the spaces that all of them begin with."""
    source = element.source.strip("\n").rstrip()
    if element.kind is ElementKind.CODE_BLOCK and not element.is_fenced:
        return source
    lines = source.split("\n")
    width = min(
        (len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=0
    )
    return "\n".join(line[width:] for line in lines)


_WRITERS: Mapping[ElementKind, Callable[[BlockWriter, Element, bool], str | None]] = {
    ElementKind.BLANK: BlockWriter._blank,
    ElementKind.PARAGRAPH: BlockWriter._paragraph,
    ElementKind.HEADER: BlockWriter._header,
    ElementKind.BLOCKQUOTE: BlockWriter._blockquote,
    ElementKind.CODE_BLOCK: BlockWriter._code_block,
    ElementKind.RULE: BlockWriter._rule,
    ElementKind.BULLET_LIST: BlockWriter._list,
    ElementKind.NUMBERED_LIST: BlockWriter._list,
    ElementKind.DEFINITION_LIST: BlockWriter._definition_list,
    ElementKind.TABLE: BlockWriter._table,
    ElementKind.MATH: BlockWriter._math,
    ElementKind.COMMENT: BlockWriter._comment,
    ElementKind.RAW: BlockWriter._raw,
    ElementKind.HTML: BlockWriter._html,
    ElementKind.BLOCK_MARK: BlockWriter._mark,
    ElementKind.MARKDOWN: BlockWriter._markdown,
}

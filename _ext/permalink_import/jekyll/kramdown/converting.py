"""The steps from kramdown to MyST."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from permalink_import.jekyll.kramdown.contents import write_contents
from permalink_import.jekyll.kramdown.controls import replace_controls
from permalink_import.jekyll.kramdown.formulas import apply_formulas
from permalink_import.jekyll.kramdown.html_output import HtmlOutput
from permalink_import.jekyll.kramdown.parsing.document import parse
from permalink_import.jekyll.kramdown.parsing.options import KramdownOptions
from permalink_import.jekyll.kramdown.parsing.patterns import (
    BLANK_MARK_CLOSE,
    BLANK_MARK_OPEN,
    MARK_CLOSE,
)
from permalink_import.jekyll.kramdown.parsing.state import TooDeepError
from permalink_import.jekyll.kramdown.remarks import report_remarks
from permalink_import.jekyll.kramdown.writing.document import DocumentWriter
from permalink_import.jekyll.kramdown.writing.html import formula_text
from permalink_import.jekyll.markdown.marks import (
    MARK,
    AuthorComment,
    Block,
    Left,
    drop_marks,
)
from permalink_import.markup.directives import fence
from permalink_import.markup.shown.html import MARK_OPEN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from permalink_import.jekyll.markdown.context import ConversionContext
    from permalink_import.jekyll.markdown.marks import Marks
    from permalink_import.markup.report import TextReport


_MARK = re.compile(MARK)
_COMMENTS = re.compile(rf"^[ \t]*(?:{MARK}[ \t]*)+$", re.MULTILINE)
_OURS = re.compile(
    rf"[{MARK_OPEN}{BLANK_MARK_OPEN}](\d+)[{MARK_CLOSE}{BLANK_MARK_CLOSE}]"
)
_WHOLE = re.compile(r"\n[^\n]*\{%-?\s*end")
"""Liquid on lines of its own, with its end."""
_DEEP = "its elements are too deep in each other; shown as it is written"
_COMPLEX = "this text has more markup than can be tried; compare the pages, and edit it"


def convert_kramdown(
    text: str, *, context: ConversionContext, marks: Marks, report: TextReport
) -> str:
    """Write a text for kramdown as MyST.

    :param text: with its Liquid run
    """
    source = text.replace("\r\n", "\n").replace("\r", "\n")
    prepared = _prepared(source, marks)
    try:
        document = parse(prepared, KramdownOptions.of(context.site))
    except TooDeepError:
        report.leave(text.strip(), _DEEP, offset=0)
        return fence(drop_marks(text), "text")
    if document.is_too_complex:
        report.leave(text.strip(), _COMPLEX, offset=0)
    replace_controls(document, report)
    apply_formulas(document, context.formulas)
    report_remarks(document, context.site, report)
    if write_contents(document):
        report.count("toc")
    writer = DocumentWriter(document, prepared, context=context, report=report)
    written = _OURS.sub(lambda mark: f"\ufdd0{mark[1]}\ufdd1", writer.write())
    written = re.sub("[\ufdd2\ufdd3]", "", written)
    return text if written == source else written


def write_html(text: str, site: Mapping[str, object]) -> str:
    """Write a text for kramdown as HTML, as the filter ``markdownify`` does.

    :param site: the values of ``_config.yml``
    """
    try:
        document = parse(text, KramdownOptions.of(site))
    except TooDeepError:
        return f"<pre>{escape(text, quote=False)}</pre>"
    meanings = document.definitions.abbreviations
    output = HtmlOutput(
        footnote=lambda name: f"[{name}]",
        meaning=lambda word: meanings[word].meaning,
        formula=formula_text,
        header_offset=document.options.header_offset,
    )
    return output.inner(document.root).strip("\n")


def _prepared(text: str, marks: Marks) -> str:
    """Mark for kramdown which marks are blocks, and which it ignores."""
    if "\ufdd0" not in text:
        return text

    def blank(match: re.Match[str]) -> str:
        if all(isinstance(mark, AuthorComment) for mark in marks.find(match[0])):
            return _MARK.sub(
                lambda mark: f"{BLANK_MARK_OPEN}{mark[0][1:-1]}{BLANK_MARK_CLOSE}",
                match[0],
            )
        return match[0]

    def block(match: re.Match[str]) -> str:
        (mark,) = marks.find(match[0])
        is_block = isinstance(mark, Block) or (
            isinstance(mark, Left) and _WHOLE.search(mark.source) is not None
        )
        return f"{MARK_OPEN}{match[0][1:-1]}{MARK_CLOSE}" if is_block else match[0]

    return _MARK.sub(block, _COMMENTS.sub(blank, text))

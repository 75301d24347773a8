"""A text of Jekyll's, step by step, made MyST."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from permalink_import.jekyll.html import BLANK
from permalink_import.jekyll.kramdown.converting import convert_kramdown, write_html
from permalink_import.jekyll.liquid.rendering import Liquid
from permalink_import.jekyll.markdown.excerpt import count_paragraphs
from permalink_import.jekyll.markdown.marks import (
    MARKDOWN_CLOSE,
    MARKDOWN_OPEN,
    Marks,
    drop_marks,
)
from permalink_import.jekyll.markdown.written_marks import place_marks
from permalink_import.markup.left_out import report_left_out
from permalink_import.markup.report import TextReport
from permalink_import.model import Conversion

if TYPE_CHECKING:
    from permalink_import.jekyll.markdown.context import ConversionContext


_MARKDOWN = re.compile(
    f"{MARKDOWN_OPEN}([^{MARKDOWN_OPEN}{MARKDOWN_CLOSE}]*){MARKDOWN_CLOSE}"
)
"""What Liquid's filter ``markdownify`` made, with no other in it."""


def convert(
    text: str,
    *,
    context: ConversionContext,
    source: str,
    first_line: int,
    is_markdown: bool = True,
) -> Conversion:
    """Convert the text of a post or page of Jekyll's, without front matter.

    :param source: file of the old site, for findings
    :param first_line: line of that file on which the text begins, from 1
    :param is_markdown: kramdown reads it; of HTML, Jekyll runs the Liquid alone
    """
    text = drop_marks(text)
    marks = Marks()
    report = TextReport(text, source=source, first_line=first_line)
    text = Liquid(context=context, marks=marks, report=report).run(text)
    if is_markdown:
        text = convert_kramdown(text, context=context, marks=marks, report=report)
    else:
        text = _with_html(text, context)
    text = place_marks(text, marks=marks, report=report)
    report_left_out(text, report)
    return Conversion(
        text=text,
        converted=report.counts,
        findings=report.findings,
        excerpt_paragraphs=count_paragraphs(text, context.excerpt_separator),
    )


def _with_html(text: str, context: ConversionContext) -> str:
    """Write as HTML what is Markdown in a page of HTML."""

    def write(match: re.Match[str]) -> str:
        return write_html(match[1].replace(BLANK, ""), context.site)

    while (written := _MARKDOWN.sub(write, text)) != text:
        text = written
    return text

"""The steps from kramdown to MyST."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from blog_import.markup.kramdown.abbreviations import convert_abbreviations
from blog_import.markup.kramdown.blocks import convert_blocks, take_definitions
from blog_import.markup.kramdown.definitions import convert_definitions
from blog_import.markup.kramdown.extensions import convert_extensions
from blog_import.markup.kramdown.fences import convert_fences
from blog_import.markup.kramdown.headings import convert_headings
from blog_import.markup.kramdown.html import convert_html
from blog_import.markup.kramdown.lines import convert_lines
from blog_import.markup.kramdown.links import convert_links
from blog_import.markup.kramdown.lists import convert_lists
from blog_import.markup.kramdown.math import convert_math
from blog_import.markup.kramdown.spans import convert_spans
from blog_import.markup.kramdown.tables import convert_tables

if TYPE_CHECKING:
    from blog_import.markup.context import Context
    from blog_import.markup.marks import Marks
    from blog_import.markup.report import Report


def convert_kramdown(
    text: str, *, context: Context, marks: Marks, report: Report
) -> str:
    """Convert what kramdown has and CommonMark has not.

    :param text: with its Liquid run
    """
    options = context.site.get("kramdown")
    options = options if isinstance(options, Mapping) else {}
    text, parses = convert_extensions(text, marks=marks, report=report)
    parses = parses or options.get("parse_block_html") is True
    text = convert_lists(text)
    text = convert_html(text, parses=parses, report=report)
    text = convert_math(text, marks=marks, report=report)
    text, definitions = take_definitions(text)
    text = convert_definitions(text, report=report)
    text = convert_blocks(text, definitions, report=report)
    text = convert_fences(text, report=report)
    text = convert_tables(text, report=report)
    text = convert_spans(text, definitions, report=report)
    text = convert_abbreviations(text, marks=marks, report=report)
    text = convert_links(text, context=context, report=report)
    title = context.page.get("title")
    text = convert_headings(text, title=str(title or ""), report=report)
    hard_wrap = options.get("hard_wrap") is True
    return convert_lines(text, hard_wrap=hard_wrap, report=report)

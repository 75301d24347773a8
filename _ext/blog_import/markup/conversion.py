"""A text of Jekyll's, step by step, made MyST."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blog_import.model import Conversion

if TYPE_CHECKING:
    from blog_import.markup.context import Context


def convert(text: str, *, context: Context, source: str, first_line: int) -> Conversion:
    """Convert the text of a Markdown post or page of Jekyll's, without front matter.

    :param source: file of the old site, for findings
    :param first_line: line of that file on which the text begins, from 1
    """
    del context, source, first_line  # its steps follow, one by one
    return Conversion(text=text)

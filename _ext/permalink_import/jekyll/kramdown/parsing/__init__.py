"""A parser of kramdown: https://kramdown.gettalong.org/syntax.html.

It reads a text as kramdown 2.4 with its GFM parser does, which is what Jekyll 4 uses,
and makes the same tree, so that what is written for MyST can be compared with it. Where
the syntax description leaves something open, the behaviour of the Ruby program counts;
a differential test asks it.

The way of a text:

1. blocks (:mod:`.blocks`, :mod:`.lists`, :mod:`.tables`, :mod:`.html` …), whose text
   stays raw; definitions of links, footnotes, abbreviations and attributes are
   collected
2. text within blocks (:mod:`.spans`, :mod:`.links`, :mod:`.quotes`)
3. attributes, ids of headings, abbreviations (:mod:`.finishing`)
"""

from __future__ import annotations

from permalink_import.jekyll.kramdown.parsing.document import KramdownDocument, parse
from permalink_import.jekyll.kramdown.parsing.options import KramdownOptions
from permalink_import.jekyll.kramdown.parsing.tree import Element, ElementKind, Model

__all__ = [
    "Element",
    "ElementKind",
    "KramdownDocument",
    "KramdownOptions",
    "Model",
    "parse",
]

"""What a reader sees of a text, as a list that can be compared.

Both a tree of kramdown's and what MyST reads become a list of items: text, elements
within a line, elements that are blocks, and breaks between blocks
(:mod:`.events`). Two texts mean the same if these lists do. What browsers do not show
is left out: white space, comments, the tags of paragraphs, attributes that only have a
meaning for style sheets.
"""

from __future__ import annotations

from blog_import.markup.checking.events import Code, Item, Shown, shown
from blog_import.markup.checking.myst import MystReader
from blog_import.markup.checking.tree import TreeReader

__all__ = ["Code", "Item", "MystReader", "Shown", "TreeReader", "shown"]

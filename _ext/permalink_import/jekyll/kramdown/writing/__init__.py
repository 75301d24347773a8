"""A tree of kramdown's, written as MyST.

Each piece is written as its author wrote it, if MyST reads that as kramdown does.
Where it does not, the piece gets a more explicit form: characters are escaped, then
elements are written in another way, then as HTML. Whether a form will do is never
assumed: it is parsed, and compared with the tree
(:mod:`permalink_import.jekyll.kramdown.checking`).
"""

from __future__ import annotations

"""What kramdown has and CommonMark has not: https://kramdown.gettalong.org/syntax.html.

Jekyll's default is kramdown with its GFM parser and the quirk ``paragraph_end``: lists,
headings, quotations and fences may follow a paragraph without a blank line.
"""

from __future__ import annotations

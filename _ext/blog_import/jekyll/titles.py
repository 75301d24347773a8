"""Titles, which are text for Jekyll and Markdown for MyST."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

_MEANT = frozenset({"code_inline", "em_open", "strong_open"})
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_MARKS = re.compile(r"[\\_<\[\]${]|&(?=#?\w+;)|\*(?=_)|(?<=_)\*|`")


def shown_title(title: str) -> str:
    r"""Escape what MyST would take for markup, and the author has not meant as such.

    Layouts print a title as it is, or run Markdown on it. What does well with both
    stays: code between backticks, emphasis with asterisks. Of all else, such as
    ``__init__``, ``List<T>`` and ``$PATH``, words or signs would be lost.
    """
    if all(_is_harmless(token) for token in _tokens(title)):
        return title
    parts, end = [], 0
    for code in _CODE.finditer(title):
        parts += [_MARKS.sub(r"\\\g<0>", title[end : code.start()]), code[0]]
        end = code.end()
    parts.append(_MARKS.sub(r"\\\g<0>", title[end:]))
    return "".join(parts)


def _tokens(title: str) -> Iterator[Token]:
    parser = MarkdownIt("commonmark").use(dollarmath_plugin).use(myst_role_plugin)
    for token in parser.parseInline(title):
        yield from token.children or ()


def _is_harmless(token: Token) -> bool:
    if token.type in {"text", "softbreak"} or token.type.endswith("_close"):
        return True
    return token.type in _MEANT and not token.markup.startswith("_")

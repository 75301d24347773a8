"""Fenced code, whose language Pygments knows and MyST takes for no directive."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from blog_import.markup.code import code_block, lexer_name
from blog_import.markup.directives import container, indent
from blog_import.markup.kramdown.attributes import parse_attributes
from blog_import.markup.regions import parse_blocks

if TYPE_CHECKING:
    from blog_import.markup.report import Report

_NAME = re.compile(r"[\w+#.-]+")
_OURS = frozenset(
    {"code-block", "contents", "figure", "image", "list-table", "raw", "vimeo"}
    | {"youtube"}
)
"""Directives that the importer writes."""


def convert_fences(text: str, *, report: Report) -> str:
    """Write fences as MyST reads them: ``{.ruby}`` and ``{r}`` are languages."""
    lines = text.split("\n")
    for token in reversed(parse_blocks(text)):
        if token.type != "fence" or token.map is None:
            continue
        info = token.info.strip()
        language = _language(info)
        if language is None:
            continue
        block = code_block(token.content, language)
        plain = f"{token.markup}{info}"
        first, last = token.map
        if block.split("\n", 1)[0].lstrip("`~") == plain.lstrip("`~"):
            continue
        report.count("code")
        prefix, below = container(lines[first].split(token.markup, 1)[0])
        rest = [""] if lines[last - 1].strip(" \t>") == "" else []
        lines[first:last] = [*(prefix + indent(block, below)).split("\n"), *rest]
    return "\n".join(lines)


def _language(info: str) -> str | None:
    """Read the language that follows a fence.

    :return: ``None`` for a directive that is ours already
    """
    braces = re.match(r"\{([^}]*)\}", info)
    if braces is None:
        name = _NAME.match(info)
        return name[0] if name else info.split(maxsplit=1)[0] if info else ""
    inner = braces[1].strip()
    if inner in _OURS:
        return None
    if inner.startswith((".", ":", "#")):
        attributes = parse_attributes(inner.lstrip(":"))
        language = next(iter(attributes.classes), "")
        return re.sub(r"^(?:language|lang)-", "", language)
    word = re.split(r"[\s,]", inner, maxsplit=1)[0]  # R Markdown: {r, echo=FALSE}
    return word if lexer_name(word.lower()) else "text"

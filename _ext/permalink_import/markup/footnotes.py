"""Footnotes as other generators have them, for MyST."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from permalink_import.markup.regions import parse_blocks, replace_in_prose
from permalink_import.markup.shown.pages import with_footnotes_last
from permalink_import.markup.speed import make_faster

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token


_DEFINITION = re.compile(r"^[ ]{0,3}\[\^(?P<label>[^\]\n]+)\]:", re.MULTILINE)
_SPACES = re.compile(r"\s+")


def name_without_spaces(text: str) -> str:
    """Return a text in which no label of a footnote has a space, as MyST wants it.

    :param text: Markdown; references in code stay as they are
    """
    labels = {match["label"] for match in _DEFINITION.finditer(text)}
    spaced = sorted(label for label in labels if _SPACES.search(label))
    if not spaced:
        return text
    names: dict[str, str] = {}
    for label in spaced:
        name = _SPACES.sub("-", label.strip())
        while name in labels or name in names.values():
            name += "-"
        names[label] = name
    pattern = "|".join(map(re.escape, spaced))
    return replace_in_prose(
        text,
        re.compile(rf"\[\^(?P<label>{pattern})\]"),
        lambda match: f"[^{names[match['label']]}]",
    )


def hide_unused(text: str) -> str:
    """Make comments of footnotes that nothing refers to, and that were not shown.

    :param text: MyST without front matter
    """
    if not _DEFINITION.search(text):
        return text
    tokens = _parser().parse(text, {})
    shown = {id(token) for token in with_footnotes_last(tokens, keep_unused=False)}
    lines = text.split("\n")
    for position in range(len(tokens) - 1, -1, -1):
        token = tokens[position]
        if token.type != "footnote_reference_open" or token.level or not token.map:
            continue
        content = tokens[position + 1 : position + 2]
        if content and id(content[0]) in shown:
            continue
        first, last = token.map
        while last > first and not lines[last - 1].strip():
            last -= 1
        hidden = "\n".join(lines[first:last]).replace("-->", "--&gt;")
        lines[first:last] = ["<!--", *hidden.split("\n"), "-->", ""]
    return "\n".join(lines)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    return make_faster(parser.use(footnote_plugin, inline=False, move_to_end=False))


def parse_footnotes(text: str) -> Sequence[Token]:
    """Parse a text with the blocks in its footnotes, but not its lines.

    :param text: Markdown without front matter
    :returns: as :func:`permalink_import.markup.regions.parse_blocks` does
    """
    if not _DEFINITION.search(text):
        return parse_blocks(text)
    return _block_parser().parse(text, {})


@lru_cache(maxsize=1)
def _block_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table").use(deflist_plugin)
    parser.use(footnote_plugin, inline=False, move_to_end=False)
    return make_faster(parser.disable("inline"))

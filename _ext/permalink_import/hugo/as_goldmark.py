"""What Goldmark makes of a text, as items to compare with what is written here.

The parser is markdown-it with the rules in which Goldmark differs from CommonMark. What
both sides have from one function is the business of that function: bare URLs, lines of
attributes, and the terms of definitions. See https://github.com/yuin/goldmark.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.rules_inline.state_inline import Delimiter
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.attrs import attrs_block_plugin
from mdit_py_plugins.attrs.parse import ParseError, parse
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from permalink_import.markup.emoji import emoji_pattern, known_emoji
from permalink_import.markup.shown.events import Code, Item
from permalink_import.markup.shown.myst import MystReader
from permalink_import.markup.shown.pages import with_footnotes_last
from permalink_import.markup.speed import make_faster

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    from permalink_import.hugo.goldmark import Goldmark


_TILDE = 0x7E
_HEADING_ATTRIBUTES = re.compile(r"[ \t]*(?P<attributes>\{[^{}\n]*\})[ \t]*\Z")
_BOX = re.compile(r"\[(?P<box>[ xX])\]\s*")
_TYPOGRAPHIC = re.compile(r"---|--|\.\.\.|<<|>>")
_CHARACTERS = {
    "---": "\N{EM DASH}",
    "--": "\N{EN DASH}",
    "...": "\N{HORIZONTAL ELLIPSIS}",
    "<<": "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}",
    ">>": "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}",
}


class GoldmarkReader(MystReader):
    """Reads texts as Hugo does.

    :param settings: of the site
    """

    def __init__(self, settings: Goldmark) -> None:
        super().__init__(footnotes={}, smart=False, is_external=lambda _: False)
        self._parser = _parser(
            math=settings.dollars or settings.formulas,
            attributes=settings.block_attributes,
            typographer=settings.typographer,
            strikethrough=settings.strikethrough,
        )
        self._settings = settings
        self._is_url = False

    def page(self, text: str) -> list[Item]:
        """Return the items of a text, its footnotes at the end.

        :param text: Markdown without front matter, shortcodes already replaced
        """
        tokens = self.parse_document(text, {})
        return self.of_tokens(with_footnotes_last(tokens, keep_unused=False))

    def _educated(self, text: str) -> str:
        if self._settings.typographer and not self._is_url:
            text = _TYPOGRAPHIC.sub(lambda match: _CHARACTERS[match[0]], text)
        if self._settings.emoji:
            known = known_emoji()
            text = emoji_pattern().sub(lambda match: known[match["name"]], text)
        return text

    def _span(self, token: Token) -> Iterator[Item]:
        if token.type in {"s_open", "s_close"}:
            name = "del" if token.type == "s_open" else "/del"
            yield Item(Code.SPAN, ("tag", name, ()))
        elif token.type == "text_special":
            yield Item(Code.TEXT, token.content)  # no dash is made of it
        else:
            yield from super()._span(token)

    def _link(self, token: Token) -> Iterator[Item]:
        self._is_url = token.type == "link_open" and token.info == "auto"
        yield from super()._link(token)

    def _code(self, token: Token) -> Iterator[Item]:
        yield Item(Code.BLOCK, ("block", "pre", ()))
        yield Item(Code.VERBATIM, token.content.rstrip("\n"))
        yield Item(Code.BLOCK, ("block", "/pre"))


@lru_cache(maxsize=16)
def _parser(
    *, math: bool, attributes: bool, typographer: bool, strikethrough: bool
) -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table").use(deflist_plugin)
    parser.use(footnote_plugin, inline=False, move_to_end=False)
    if math:
        parser.use(dollarmath_plugin, double_inline=True).use(amsmath_plugin)
    if attributes:
        parser.use(attrs_block_plugin)
    if strikethrough:
        parser.inline.ruler.before("emphasis", "tildes", _tildes)
        parser.inline.ruler2.before("emphasis", "tildes", _delete)
    if typographer:
        parser.inline.ruler.push("angles", _angles)
    parser.core.ruler.after("inline", "goldmark", _headings_and_boxes)
    make_faster(parser)
    return parser.disable("text_join")


def _tildes(state: StateInline, silent: bool) -> bool:
    """Enter one or two tildes: they pair as asterisks do."""
    if silent or state.src[state.pos] != "~":
        return False
    scanned = state.scanDelims(state.pos, True)
    for _ in range(scanned.length if scanned.length <= 2 else 0):
        state.push("text", "", 0).content = "~"
        state.delimiters.append(
            Delimiter(
                marker=_TILDE,
                length=scanned.length,
                token=len(state.tokens) - 1,
                end=-1,
                open=scanned.can_open,
                close=scanned.can_close,
            )
        )
    if scanned.length > 2:
        state.push("text", "", 0).content = "~" * scanned.length
    state.pos += scanned.length
    return True


def _angles(state: StateInline, silent: bool) -> bool:
    """Read two angle brackets that begin no HTML as a quotation mark."""
    if not state.src.startswith("<<", state.pos):
        return False
    if not silent:
        state.push("text", "", 0).content = "<<"
    state.pos += 2
    return True


def _delete(state: StateInline) -> None:
    lists: list[list[Delimiter]] = [state.delimiters]
    lists += [meta["delimiters"] for meta in state.tokens_meta if meta]
    for delimiters in lists:
        for opening in delimiters:
            if opening.marker != _TILDE or opening.end < 0:
                continue
            for delimiter, kind in (
                (opening, "s_open"),
                (delimiters[opening.end], "s_close"),
            ):
                token = state.tokens[delimiter.token]
                token.type, token.content = kind, ""


def _headings_and_boxes(state: StateCore) -> None:
    """Remove attributes from headings, and read the boxes of task lists."""
    before: list[Token] = []
    for token in state.tokens:
        if token.type == "inline" and token.children and before:
            if before[-1].type == "heading_open":
                if before[-1].map and _ends_with_brace(state, before[-1].map):
                    _take_attributes(token.children[-1])
            elif [x.type for x in before[-2:]] == ["list_item_open", "paragraph_open"]:
                _take_box(token.children[0], before[-2])
        before = [*before[-1:], token]


def _ends_with_brace(state: StateCore, lines: list[int]) -> bool:
    """Return whether nothing is behind the attributes, not even hashes."""
    return any(x.rstrip().endswith("}") for x in state.src.split("\n")[slice(*lines)])


def _take_attributes(last: Token) -> None:
    match = _HEADING_ATTRIBUTES.search(last.content) if last.type == "text" else None
    if match is None:
        return
    try:
        parse(match["attributes"])
    except ParseError:
        return
    last.content = last.content[: match.start()]


def _take_box(first: Token, item: Token) -> None:
    match = _BOX.match(first.content) if first.type == "text" else None
    if match is not None:
        first.content = first.content[match.end() :]
        item.meta = {**item.meta, "checked": match["box"] != " "}


def read_as_hugo(text: str, settings: Goldmark) -> list[Item]:
    """Return what a reader of the old site sees of a text.

    :param text: without shortcodes
    """
    return GoldmarkReader(settings).page(text)

"""A text, parsed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from permalink_import.jekyll.kramdown.parsing import (
    blocks,
    definition_lists,
    definitions,
    emphasis,
    html,
    links,
    lists,
    quotes,
    span_html,
    spans,
    tables,
)
from permalink_import.jekyll.kramdown.parsing.attribute_lists import apply_list
from permalink_import.jekyll.kramdown.parsing.finishing import (
    AbbreviationFinder,
    BasicIds,
    finish_gfm,
    parse_texts,
)
from permalink_import.jekyll.kramdown.parsing.options import KramdownOptions
from permalink_import.jekyll.kramdown.parsing.patterns import MARKDOWN_OPEN
from permalink_import.jekyll.kramdown.parsing.state import (
    Definitions,
    Parser,
    parse_blocks,
)
from permalink_import.jekyll.kramdown.parsing.tree import Element, ElementKind
from permalink_import.markup.shown.html import MARK_OPEN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from permalink_import.jekyll.kramdown.parsing.state import Rule


_TEXT_ENDS = (tables.table, blocks.paragraph)
_TEXT = (blocks.setext_header, *_TEXT_ENDS)
_BLOCK_RULES = {
    "`": (blocks.fenced_code, *_TEXT),
    "~": (blocks.fenced_code, *_TEXT),
    ">": (blocks.blockquote, *_TEXT),
    "#": (blocks.atx_header, *_TEXT),
    "*": (
        *(blocks.horizontal_rule, lists.list_block, blocks.setext_header, tables.table),
        *(definitions.abbreviation_definition, blocks.paragraph),
    ),
    "-": (blocks.horizontal_rule, lists.list_block, *_TEXT),
    "_": (blocks.horizontal_rule, *_TEXT),
    "+": (lists.list_block, *_TEXT),
    **dict.fromkeys("0123456789", (lists.list_block, *_TEXT)),
    ":": (definition_lists.definition_list, *_TEXT),
    "<": (html.block_html, *_TEXT),
    "$": (blocks.setext_header, blocks.math_block, *_TEXT_ENDS),
    "\\": (blocks.setext_header, blocks.math_block, *_TEXT_ENDS),
    "[": (
        *(blocks.setext_header, tables.table, definitions.footnote_definition),
        *(definitions.link_definition, blocks.paragraph),
    ),
    "{": (
        *(blocks.setext_header, tables.table, definitions.block_extension),
        blocks.paragraph,
    ),
    "^": (blocks.setext_header, tables.table, blocks.end_of_block, blocks.paragraph),
    MARK_OPEN: (html.block_mark, *_TEXT),
    MARKDOWN_OPEN: (html.block_mark, *_TEXT),
}
_WHITE = dict.fromkeys("\n\r\f\v\ufdd6", (blocks.blank_line, *_TEXT)) | dict.fromkeys(
    " \t", (blocks.blank_line, blocks.indented_code)
)


def _block_rules(char: str) -> tuple[Rule, ...]:
    """Return the rules for a block, by the first character behind up to 3 spaces."""
    return _WHITE.get(char) or _BLOCK_RULES.get(char, _TEXT)


_SPAN_RULES = {
    "": (quotes.quote,),
    "*": (emphasis.emphasis,),
    "_": (emphasis.emphasis,),
    "`": (spans.code,),
    "<": (span_html.autolink, span_html.span_html, quotes.quote, spans.symbol),
    "[": (spans.footnote_marker, links.link, quotes.quote),
    "!": (links.link, quotes.quote),
    "$": (quotes.quote, spans.inline_math),
    "{": (quotes.quote, spans.span_extension),
    "&": (quotes.quote, spans.entity),
    "-": (quotes.quote, spans.symbol),
    ".": (quotes.quote, spans.symbol),
    ">": (quotes.quote, spans.symbol),
    " ": (quotes.quote, spans.symbol, spans.line_break),
    "\\": (spans.symbol, spans.line_break, spans.escaped),
    "~": (quotes.quote, emphasis.strikethrough),
    "\ufdd2": (spans.markdown_mark,),
    "\ufdd3": (spans.markdown_mark,),
    "only `": (spans.code,),
    "only <": (span_html.span_html,),
}


@lru_cache(maxsize=4)
def _span_rules(typographic: bool, hard_wrap: bool) -> Mapping[str, tuple[Rule, ...]]:
    left_out = {
        *(() if typographic else (spans.symbol,)),
        *((spans.line_break,) if hard_wrap else ()),
    }
    return {
        char: tuple(rule for rule in rules if rule not in left_out)
        for char, rules in _SPAN_RULES.items()
    }


@dataclass(slots=True)
class KramdownDocument:
    """What a text is.

    :param root: its blocks
    :param options: as the text itself has changed them
    :param is_too_complex: a part of it has more markup than could be tried
    """

    root: Element
    definitions: Definitions
    options: KramdownOptions
    is_too_complex: bool = False


def parse(text: str, options: KramdownOptions | None = None) -> KramdownDocument:
    """Parse a text as kramdown does.

    :param text: Markdown without front matter, Liquid already rendered; any line ends
    :param options: those of ``_config.yml``; kramdown's with the GFM parser if there
        are none
    :raises TooDeepError: if its elements are too deep in each other
    """
    options = options or KramdownOptions()
    parser = Parser(
        options,
        block_rules=_block_rules,
        span_rules=_span_rules(options.typographic, options.hard_wrap),
    )
    for name, (target, title) in options.link_definitions.items():
        links.define(parser, name, target, title)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = f"{text.removesuffix(chr(10))}\n"
    root = Element(ElementKind.ROOT, line=1, raw=text)
    with parser.within(text, root, kind=ElementKind.RAW_TEXT, first_line=1):
        parse_blocks(parser)
    parse_texts(parser, root)
    made = parser.definitions
    for abbreviation in made.abbreviations.values():
        if abbreviation.end.ial is not None:
            apply_list(
                abbreviation.end.attributes, abbreviation.end.ial, made.attribute_lists
            )
    finder = AbbreviationFinder([*made.abbreviations]) if made.abbreviations else None
    if finder:
        finder.replace(root)
    for footnote in [*made.footnotes.values()]:
        parse_texts(parser, footnote.content)
        if finder:
            finder.replace(footnote.content)
    for element in (root, *(x.content for x in made.footnotes.values())):
        _describe(element, made)
    if parser.options.gfm:
        finish_gfm(root, parser.options)
    if parser.options.auto_ids:
        ids = BasicIds(parser.options)
        for element in (root, *(x.content for x in made.footnotes.values())):
            _add_ids(element, ids)
    return KramdownDocument(root, made, parser.options, parser.is_too_complex)


def _add_ids(root: Element, ids: BasicIds) -> None:
    for element in root.walk():
        if element.kind is ElementKind.HEADER and "id" not in element.attributes:
            element.attributes["id"] = ids.make(element)


def _describe(root: Element, made: Definitions) -> None:
    """Add the attributes of their definitions to abbreviations."""
    for element in root.walk() if made.abbreviations else ():
        if element.kind is ElementKind.ABBREVIATION:
            element.attributes |= made.abbreviations[element.value].end.attributes

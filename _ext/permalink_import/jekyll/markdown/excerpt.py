"""How long an excerpt is, in paragraphs, as ABlog counts them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from permalink_import.markup.speed import make_faster

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


_EXTENSIONS = frozenset(
    {"amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath"}
)


def count_paragraphs(text: str, separator: str) -> int | None:
    """Count the paragraphs before the mark that ends the excerpt.

    ABlog counts those of lists and quotations, too.

    :param text: MyST
    :param separator: the mark; Jekyll's default, a blank line, says nothing
    :return: ``None`` if the text has no mark
    """
    if not separator.strip() or separator not in text:
        return None
    before = text.split(separator, 1)[0]
    return sum(token.type == "paragraph_open" for token in _parser().parse(before))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    config = MdParserConfig(enable_extensions=set(_EXTENSIONS))
    return make_faster(create_md_parser(config, RendererHTML))

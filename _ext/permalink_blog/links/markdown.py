"""The placeholders of a source that are targets of links, found by MyST's parser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markdown_it.renderer import RendererHTML
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser
from sphinx.util import get_filetype

from permalink_blog.links.liquid import PLACEHOLDER, LiquidPlaceholder, rewrite

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from markdown_it import MarkdownIt
    from markdown_it.token import Token
    from sphinx.application import Sphinx


_DIRECTIVE = re.compile(r"\{([^}]+)\}")

# Directives whose content is Markdown, of docutils, Sphinx, ABlog and sphinx-design.
# Any other may have code in it, and is left alone.
# fmt: off
_OF_TEXT = frozenset({
    "admonition", "attention", "caution", "danger", "error", "hint", "important",
    "note", "seealso", "tip", "todo", "warning",
    "deprecated", "versionadded", "versionchanged", "versionremoved",
    "compound", "container", "epigraph", "figure", "figure-md", "highlights",
    "list-table", "margin", "only", "pull-quote", "sidebar", "table", "topic",
    "post", "update",
    "card", "div", "dropdown", "grid", "grid-item", "grid-item-card", "tab-item",
    "tab-set",
})
# fmt: on

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(
    rf"""<(?:a|img)\s(?:[^<>]*\s)?(?:href|src)\s*=\s*["']{PLACEHOLDER.pattern}""",
    re.IGNORECASE,
)


def is_read_by_myst(app: Sphinx, docname: str) -> bool:
    """Return whether a document's text is MyST's: Markdown, or cells of a notebook."""
    path = app.env.doc2path(docname)
    filetype = get_filetype(app.config.source_suffix, path)
    return issubclass(app.registry.get_source_parser(filetype), MystParser)


def is_markdown(app: Sphinx, docname: str) -> bool:
    """Return whether the source of a document is Markdown; a notebook may be JSON."""
    formats = (".ipynb", *getattr(app.config, "nb_custom_formats", ()))
    is_text = not str(app.env.doc2path(docname)).endswith(formats)
    return is_text and is_read_by_myst(app, docname)


def rewrite_source(app: Sphinx, docname: str, source: list[str]) -> None:
    """Rewrite the Liquid in a document's links (``source-read``).

    :param source: list of one item, as Sphinx passes it
    """
    if not is_markdown(app, docname):
        return

    def find(text: str) -> Mapping[int, LiquidPlaceholder]:
        # MyST puts it there when the builder is made
        config = app.env.myst_config  # type: ignore[attr-defined]
        parser = create_md_parser(config, RendererHTML)
        return find_places(parser, text)

    source[0] = rewrite(source[0], find)


def find_places(parser: MarkdownIt, text: str) -> dict[int, LiquidPlaceholder]:
    """Find the placeholders of a text that are targets of links.

    :param parser: MyST's, as the project has configured it
    :returns: what kind of target, by number
    """
    return dict(_places(parser, text))


def _places(parser: MarkdownIt, text: str) -> Iterator[tuple[int, LiquidPlaceholder]]:
    env: dict[str, Any] = {}
    yield from _in_tokens(parser, parser.parse(text, env))
    for reference in (
        *env.get("references", {}).values(),
        *env.get("duplicate_refs", ()),
    ):
        yield from _in_target(reference["href"], LiquidPlaceholder.LINK)


def _in_tokens(
    parser: MarkdownIt, tokens: Iterable[Token]
) -> Iterator[tuple[int, LiquidPlaceholder]]:
    for token in tokens:
        yield from _in_tokens(parser, token.children or ())
        if token.type == "link_open" and token.info != "auto":
            yield from _in_target(str(token.attrGet("href")), LiquidPlaceholder.LINK)
        elif token.type == "image":
            yield from _in_target(str(token.attrGet("src")), LiquidPlaceholder.IMAGE)
        elif token.type in {"html_block", "html_inline"}:
            for match in _TAG.finditer(_COMMENT.sub("", token.content)):
                yield int(match[1]), LiquidPlaceholder.HTML
        elif _is_text(token):
            yield from _places(parser, token.content)


def _in_target(
    target: str, place: LiquidPlaceholder
) -> Iterator[tuple[int, LiquidPlaceholder]]:
    if match := PLACEHOLDER.match(target):
        yield int(match[1]), place


def _is_text(token: Token) -> bool:
    """Return whether a fence contains Markdown."""
    if token.type not in {"fence", "colon_fence"}:
        return False
    name = token.info.strip().split(maxsplit=1)[:1]
    directive = _DIRECTIVE.fullmatch(name[0]) if name else None
    if directive is None:
        return token.type == "colon_fence"  # a plain container
    return directive[1].lower() in _OF_TEXT

"""The filters that Jekyll adds to Liquid's: https://jekyllrb.com/docs/liquid/filters/.

Those are left out that need Ruby (``sassify``) or would be another thing next time
(``sample``): a template with one stays as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, quote_plus, urlsplit

from liquid import Undefined
from liquid.builtin.expressions import BooleanExpression, tokenize
from liquid.exceptions import FilterArgumentError
from liquid.filter import with_context
from liquid.stream import TokenStream
from liquid.stringify import to_liquid_string
from liquid.token import TOKEN_EXPRESSION, Token

from blog_import.markup.marks import MARKDOWN_CLOSE, MARKDOWN_OPEN
from blog_import.markup.templates import dates
from permalinks.pattern import slugify as permalink_slug

if TYPE_CHECKING:
    from collections.abc import Iterable

    from liquid import Environment, RenderContext

_CJK = r"\u2e80-\u2fdf\u3005-\u30ff\u31f0-\u9fff\uac00-\ud7af\uf900-\ufaff"
_SLUG_MODES = {"raw", "default", "pretty", "ascii", "latin"}


def add_filters(env: Environment) -> None:
    """Add Jekyll's filters to an environment."""
    for function in (
        *(relative_url, absolute_url, strip_index, markdownify, smartify, slugify),
        *(xml_escape, cgi_escape, uri_escape, normalize_whitespace, number_of_words),
        *(array_to_sentence_string, jsonify, where, where_exp, find, find_exp),
        *(group_by, group_by_exp, sort, to_integer, push, pop, shift, unshift, inspect),
        truncate,
        *dates.FILTERS,
    ):
        env.add_filter(function.__name__, function)


def text_of(value: object) -> str:
    """Write a value as Liquid does."""
    return to_liquid_string(value, autoescape=False)


@with_context
def relative_url(value: object, *, context: RenderContext) -> object:
    """Put the path of the site before a path."""
    if value is None or isinstance(value, Undefined):
        return value
    text = text_of(value)
    if _is_whole(text):
        return text
    baseurl = text_of(context.get(["site", "baseurl"], token=None))
    if not text:
        return baseurl or "/"
    return f"{baseurl}/{text.lstrip('/')}"


@with_context
def absolute_url(value: object, *, context: RenderContext) -> object:
    """Put the address of the site before a path."""
    if value is None or isinstance(value, Undefined) or _is_whole(text_of(value)):
        return value
    url = text_of(context.get(["site", "url"], token=None))
    return f"{url}{relative_url(value, context=context)}"


def _is_whole(text: str) -> bool:
    try:
        return bool(urlsplit(text).scheme)
    except ValueError:
        return False


def strip_index(value: object) -> str:
    """Take "index.html" away at the end."""
    return re.sub(r"/index\.html?$", "/", text_of(value))


def markdownify(value: object) -> str:
    """Leave Markdown to the text that it becomes part of, which may be HTML."""
    text = text_of(value)
    return f"{MARKDOWN_OPEN}{text}{MARKDOWN_CLOSE}" if text else ""


def smartify(value: object) -> str:
    """Leave quotes to Sphinx."""
    return text_of(value)


def slugify(value: object, mode: object = "default") -> str:
    """Make a slug of a text."""
    text = text_of(value)
    if mode not in _SLUG_MODES:
        return text.lower()
    if mode == "latin":
        msg = 'slugify: "latin"'
        raise FilterArgumentError(msg, token=None)
    if mode == "raw":
        return re.sub(r"\s+", "-", text).strip("-").lower()
    if mode == "ascii":
        return re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-").lower()
    return permalink_slug(text, pretty=mode == "pretty")


def xml_escape(value: object) -> str:
    """Escape what XML has a meaning for."""
    text = text_of(value).replace("&", "&amp;").replace("<", "&lt;")
    return text.replace(">", "&gt;").replace('"', "&quot;")


def cgi_escape(value: object) -> str:
    """Escape a text for the query of a URL."""
    return quote_plus(text_of(value), safe="*")


def uri_escape(value: object) -> str:
    """Escape what a URL cannot have."""
    return quote(text_of(value), safe="-._~:/?#[]@!$&'()*+,;=%")


def normalize_whitespace(value: object) -> str:
    """Make runs of white space one space."""
    return " ".join(text_of(value).split())


def number_of_words(value: object, mode: object = None) -> int:
    """Count words; in "cjk" and "auto" each character of these scripts is one."""
    text = text_of(value)
    characters = len(re.findall(rf"[{_CJK}]", text))
    if mode == "cjk" or (mode == "auto" and characters):
        return characters + len(re.findall(rf"[^{_CJK}\s]+", text))
    return len(text.split())


def array_to_sentence_string(value: Iterable[object], connector: str = "and") -> str:
    """Join with commas, and a word before the last."""
    items = [text_of(item) for item in value]
    if len(items) < 3:
        return f" {connector} ".join(items)
    return f"{', '.join(items[:-1])}, {connector} {items[-1]}"


def jsonify(value: object) -> str:
    """Write JSON as Ruby does."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)


def where(value: object, key: str, wanted: object) -> object:
    """Keep the items that have a value."""
    return [item for item in _items(value) if _has(item, key, wanted)]


def find(value: object, key: str, wanted: object) -> object:
    """Give the first item that has a value."""
    return next((item for item in _items(value) if _has(item, key, wanted)), None)


@with_context
def where_exp(
    value: object, name: str, condition: str, *, context: RenderContext
) -> object:
    """Keep the items that a condition holds for."""
    expression = BooleanExpression.parse(context.env, _tokens(condition))
    kept = []
    for item in _items(value):
        with context.extend({name: item}):
            if expression.evaluate(context):
                kept.append(item)
    return kept


@with_context
def find_exp(
    value: object, name: str, condition: str, *, context: RenderContext
) -> object:
    """Give the first item that a condition holds for."""
    found = where_exp(value, name, condition, context=context)
    return next(iter(_items(found)), None)


def group_by(value: object, key: str) -> list[dict[str, object]]:
    """Make groups of items with one value."""
    return _groups((text_of(_get(item, key)), item) for item in _items(value))


@with_context
def group_by_exp(
    value: object, name: str, expression: str, *, context: RenderContext
) -> list[dict[str, object]]:
    """Make groups of items for which an expression is the same."""
    template = context.env.from_string(f"{{{{ {expression} }}}}")
    pairs = []
    for item in _items(value):
        with context.extend({name: item}):
            buffer = context.get_buffer()
            for node in template.nodes:
                node.render(context, buffer)
            pairs.append((buffer.getvalue(), item))
    return _groups(pairs)


def _groups(pairs: Iterable[tuple[str, object]]) -> list[dict[str, object]]:
    groups: dict[str, list[object]] = {}
    for name, item in pairs:
        groups.setdefault(name, []).append(item)
    return [
        {"name": name, "items": items, "size": len(items)}
        for name, items in groups.items()
    ]


def sort(value: object, key: str | None = None, nils: str = "first") -> list[object]:
    """Sort items, by one of their values if a key is given."""
    items = _items(value)
    found = [item if key is None else _get(item, key) for item in items]
    order = -1 if nils == "first" else 1
    indexes = range(len(items))
    is_mixed = len({type(v) for v in found if v is not None}) > 1

    def rank(index: int) -> tuple[int, Any]:
        value = found[index]
        if value is None:
            return order, ""
        return 0, text_of(value) if is_mixed else value

    return [items[index] for index in sorted(indexes, key=rank)]


def to_integer(value: object) -> int:
    """Read a number from the start of a text."""
    if isinstance(value, int | float):
        return int(value)
    match = re.match(r"\s*[+-]?\d+", text_of(value))
    return int(match[0]) if match else 0


def push(value: list[object], item: object) -> list[object]:
    """Add an item at the end."""
    return [*value, item]


def pop(value: list[object], number: int = 1) -> list[object]:
    """Take items away at the end."""
    return value[: max(len(value) - number, 0)]


def shift(value: list[object], number: int = 1) -> list[object]:
    """Take items away at the start."""
    return value[number:]


def unshift(value: list[object], item: object) -> list[object]:
    """Add an item at the start."""
    return [item, *value]


def inspect(value: object) -> str:
    """Show a value as Ruby would, as far as JSON does."""
    return xml_escape(jsonify(value))


def truncate(value: object, length: int = 50, ellipsis: object = "...") -> str:
    """Cut a text (Liquid's own; the library's never gives less than a letter)."""
    text, end = text_of(value), text_of(ellipsis)
    return text if len(text) <= length else text[: max(length - len(end), 0)] + end


def _items(value: object) -> list[object]:
    if isinstance(value, Mapping) and not isinstance(value, Undefined):
        return list(value.values())
    return list(value) if isinstance(value, list | tuple | range) else []


def _get(item: object, key: str) -> object:
    for name in key.split("."):
        item = item.get(name) if isinstance(item, Mapping) else None
    return item


def _has(item: object, key: str, wanted: object) -> bool:
    value = _get(item, key)
    if wanted is None or isinstance(wanted, Undefined):
        return value is None
    values = value if isinstance(value, list | tuple) else [value]
    return any(v is not None and text_of(v) == text_of(wanted) for v in values)


def _tokens(expression: str) -> TokenStream:
    token = Token(TOKEN_EXPRESSION, expression, 0, expression)
    return TokenStream(tokenize(expression, token))

"""Filters of lists that Jekyll adds to Liquid's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from liquid import Undefined
from liquid.builtin.expressions import BooleanExpression, tokenize
from liquid.filter import with_context
from liquid.stream import TokenStream
from liquid.stringify import to_liquid_string
from liquid.token import TOKEN_EXPRESSION, Token

if TYPE_CHECKING:
    from collections.abc import Iterable

    from liquid import RenderContext


def text_of(value: object) -> str:
    """Write a value as Liquid does.

    :param value: of front matter, data or a filter; ``None`` becomes ""
    """
    return to_liquid_string(value, autoescape=False)


def where(value: object, key: str, wanted: object) -> object:
    """Keep the items that have a value.

    :param value: a list, or a mapping whose values are the items
    :param key: of the items
    :param wanted: the value, compared as Liquid writes it; a list has it if an item is
        equal
    """
    return [item for item in _items(value) if _has(item, key, wanted)]


def find(value: object, key: str, wanted: object) -> object:
    """Return the first item with a value.

    :param value: a list, or a mapping whose values are the items
    :param key: of the items
    :param wanted: the value, as for :func:`where`
    :return: ``None`` if there is none
    """
    return next((item for item in _items(value) if _has(item, key, wanted)), None)


@with_context
def where_exp(
    value: object, name: str, condition: str, *, context: RenderContext
) -> object:
    """Keep the items that a condition holds for.

    :param value: a list, or a mapping whose values are the items
    :param name: of the variable that is the item in the condition
    :param condition: in Liquid, as in an ``if`` tag
    :param context: of the template; the variable is set in it for each item
    """
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
    """Return the first item that fulfils a condition.

    :param value: a list, or a mapping whose values are the items
    :param name: of the variable that is the item in the condition
    :param condition: in Liquid, as in an ``if`` tag
    :param context: of the template
    :return: ``None`` if there is none
    """
    found = where_exp(value, name, condition, context=context)
    return next(iter(_items(found)), None)


def group_by(value: object, key: str) -> list[dict[str, object]]:
    """Make groups of items with one value.

    :param value: a list, or a mapping whose values are the items
    :param key: of the items, with dots for keys of keys; items without it have ""
    :return: a mapping with ``name``, ``items`` and ``size`` for each group
    """
    return _groups((text_of(_get(item, key)), item) for item in _items(value))


@with_context
def group_by_exp(
    value: object, name: str, expression: str, *, context: RenderContext
) -> list[dict[str, object]]:
    """Make groups of items for which an expression is the same.

    :param value: a list, or a mapping whose values are the items
    :param name: of the variable that is the item in the expression
    :param expression: in Liquid, with filters, as between ``{{`` and ``}}``
    :param context: of the template; the variable is set in it for each item
    :return: a mapping with ``name``, ``items`` and ``size`` for each group
    """
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
    """Sort items, by one of their values if a key is given.

    :param value: a list, or a mapping whose values are the items
    :param key: of the items; by default they are compared themselves
    :param nils: "first" or "last": where items without a value go
    :return: a new list; values of different types are compared as texts
    """
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


def push(value: list[object], item: object) -> list[object]:
    """Add an item at the end.

    :param value: list, which is not changed
    :param item: to add
    """
    return [*value, item]


def pop(value: list[object], number: int = 1) -> list[object]:
    """Return the list without items at the end.

    :param value: list, which is not changed
    :param number: of items to leave out
    """
    return value[: max(len(value) - number, 0)]


def shift(value: list[object], number: int = 1) -> list[object]:
    """Return the list without items at the start.

    :param value: list, which is not changed
    :param number: of items to leave out
    """
    return value[number:]


def unshift(value: list[object], item: object) -> list[object]:
    """Add an item at the start.

    :param value: list, which is not changed
    :param item: to add
    """
    return [item, *value]


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


FILTERS = (
    *(where, where_exp, find, find_exp, group_by, group_by_exp, sort),
    *(push, pop, shift, unshift),
)

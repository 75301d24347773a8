"""YAML front matter as text: keys are changed, and all the rest stays as written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Mapping


_WIDTH = 2**20  # a value stays on its line
_LINE_ENDS = "\x85\u2028\u2029"  # YAML ends lines with them; PyYAML writes them bare


def write_key(key: str, value: object) -> str:
    """Write a key and its value, a list on one line; ends with a line's end.

    :param key: of a mapping
    :param value: what YAML has a form for: text, numbers, dates, lists and mappings
    """
    if isinstance(value, list) and not any(isinstance(x, list | dict) for x in value):
        flow = _dump(value, flow=True).strip()
        return f"{_dump(key, flow=True).partition(chr(10))[0]}: {flow}\n"
    return _dump({key: value}, flow=False)


def write_mapping(values: Mapping[str, object]) -> str:
    """Write all keys of a mapping, in its order.

    :param values: by key; "" is returned if there are none
    """
    return "".join(write_key(key, value) for key, value in values.items())


def _dump(value: object, *, flow: bool) -> str:
    def dump(*, allow_unicode: bool) -> str:
        text: str = yaml.safe_dump(
            value,
            default_flow_style=flow,
            allow_unicode=allow_unicode,
            sort_keys=False,
            width=_WIDTH,
        )
        return text

    text = dump(allow_unicode=True)
    if any(mark in text for mark in _LINE_ENDS):
        return dump(allow_unicode=False)
    return text


def change_keys(
    text: str, changes: Mapping[str, object], names: Mapping[str, str]
) -> str:
    """Change top-level keys of a YAML mapping.

    A key that is there gets its new value in its place, or becomes a comment for
    ``None``; a new one is put at the end.

    :param text: of a mapping, which can be parsed
    :param changes: key to its new value
    :param names: key as it is written to the name that it gets; its value stays, and
        what ``changes`` says of the new name holds
    """
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if root is not None and root.flow_style:  # {title: …}, on one line perhaps
        loaded = yaml.safe_load(text)
        whole = {names.get(str(k), str(k)): v for k, v in loaded.items()}
        whole |= changes
        return write_mapping({k: v for k, v in whole.items() if v is not None})
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    pairs = root.value if root is not None else []
    starts = [key.start_mark.line for key, _ in pairs] + [len(lines)]
    left = {key: value for key, value in changes.items() if value is not None}
    result = lines[: starts[0]]
    for number, (key, _) in enumerate(pairs):
        span = lines[starts[number] : starts[number + 1]]
        rest: list[str] = []
        while len(span) > 1 and (not span[-1].strip() or span[-1].startswith("#")):
            rest.insert(0, span.pop())
        name = names.get(key.value, key.value)
        if name in changes:
            value = left.pop(name, None)
            span = (
                [f"# {line}" for line in span]
                if value is None
                else [write_key(name, value)]
            )
        elif name != key.value:
            span[0] = name + span[0][key.end_mark.column :]
        result += span + rest
    return "".join(result) + write_mapping(left)

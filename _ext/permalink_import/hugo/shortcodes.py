"""Hugo's shortcodes: found in a text, with their arguments and what they enclose.

See https://gohugo.io/content-management/shortcodes/.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

_TAG = re.compile(
    r"\{\{(?P<open>[<%])(?P<inner>(?:\"(?:\\.|[^\"\\\n])*\"|`[^`]*`|[^\"`])*?)"
    r"(?P<close>[>%])\}\}"
)
_ESCAPED = re.compile(r"\s*/\*(.*)\*/\s*", re.DOTALL)
_ARGUMENT = re.compile(
    r"(?:(?P<key>[\w-]+)=)?(?P<value>\"(?:\\.|[^\"\\])*\"|`[^`]*`|[^\s\"`]+)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A shortcode as it was written.

    :param text: all of it, with what it encloses
    :param offset: in the text of the page
    :param inner: what it encloses, its own shortcodes converted; ``None`` if it has no
        closing tag
    """

    name: str
    arguments: tuple[str, ...] = ()
    named: Mapping[str, str] = field(default_factory=dict)
    inner: str | None = None
    text: str
    offset: int

    def get(self, key: str, position: int | None = None) -> str:
        """Return an argument by its name, or else by its position; "" without one.

        :param key: in lower case
        :param position: from 0, of an argument that may have no name
        """
        if key in self.named:
            return self.named[key]
        if position is not None and position < len(self.arguments):
            return self.arguments[position]
        return ""


@dataclass(frozen=True, slots=True)
class Replacement:
    """What stands in the place of a shortcode.

    :param is_block: it needs lines of its own
    """

    text: str
    is_block: bool = False


Handler: TypeAlias = Callable[[Call], Replacement | None]
"""Converts a shortcode; ``None`` leaves it as it is."""


@dataclass(slots=True)
class _Tag:
    start: int
    end: int
    name: str
    rest: str
    escaped: str | None = None
    is_closing: bool = False
    partner: int | None = None


def replace_shortcodes(text: str, handle: Handler) -> str:
    """Replace all shortcodes of a text, those in code too, as Hugo does.

    :param handle: is asked about each, the inner ones first
    """
    tags = [_read_tag(match) for match in _TAG.finditer(text)]
    tags = [tag for tag in tags if tag is not None]
    _pair(tags)
    return _render(text, 0, len(text), tags, 0, len(tags), handle)


def _read_tag(match: re.Match[str]) -> _Tag:
    inner = match["inner"]
    tag = _Tag(match.start(), match.end(), "", "")
    if found := _ESCAPED.fullmatch(inner):
        tag.escaped = f"{{{{{match['open']}{found[1]}{match['close']}}}}}"
        return tag
    inner = inner.strip()
    tag.is_closing = inner.startswith("/")
    name, _, rest = inner.lstrip("/ ").partition(" ")
    name, newline, more = name.partition("\n")
    tag.name = name.removesuffix("/")
    tag.rest = re.sub(r"(?:^|\s)/$", "", f"{newline}{more} {rest}".strip())
    return tag


def _pair(tags: list[_Tag]) -> None:
    """Link each opening tag to its closing one; most have none."""
    open_tags: list[int] = []
    for index, tag in enumerate(tags):
        if tag.escaped is not None:
            continue
        if not tag.is_closing:
            open_tags.append(index)
            continue
        for position in range(len(open_tags) - 1, -1, -1):
            if tags[open_tags[position]].name == tag.name:
                tags[open_tags[position]].partner = index
                tag.partner = open_tags[position]
                del open_tags[position:]
                break


def _render(
    text: str,
    start: int,
    end: int,
    tags: list[_Tag],
    first: int,
    last: int,
    handle: Handler,
) -> str:
    result, position, index = [], start, first
    while index < last:
        tag = tags[index]
        result.append(text[position : tag.start])
        position, index = tag.end, index + 1
        if tag.escaped is not None:
            result.append(tag.escaped)
            continue
        if tag.is_closing:
            result.append(text[tag.start : tag.end])
            continue
        inner = None
        if tag.partner is not None:
            closing = tags[tag.partner]
            inner = _render(
                text, tag.end, closing.start, tags, index, tag.partner, handle
            )
            position, index = closing.end, tag.partner + 1
        whole = text[tag.start : position]
        call = _call(tag, whole, inner)
        replacement = handle(call)
        if replacement is None:
            if inner is not None:  # what is inside may be converted all the same
                closing_text = text[tags[tag.partner or 0].start : position]
                whole = f"{text[tag.start : tag.end]}{inner}{closing_text}"
            result.append(whole)
        elif replacement.is_block:
            result.append(_as_block("".join(result), replacement.text, text[position:]))
        else:
            result.append(replacement.text)
    return "".join([*result, text[position:end]])


def _call(tag: _Tag, whole: str, inner: str | None) -> Call:
    arguments, named = [], {}
    for match in _ARGUMENT.finditer(tag.rest):
        value = _unquote(match["value"])
        if match["key"]:
            named[match["key"].lower()] = value
        else:
            arguments.append(value)
    return Call(
        name=tag.name,
        arguments=tuple(arguments),
        named=named,
        inner=inner,
        text=whole,
        offset=tag.start,
    )


def _unquote(value: str) -> str:
    if value.startswith("`"):
        return value[1:-1]
    if value.startswith('"'):
        try:
            return str(json.loads(value, strict=False))
        except ValueError:
            return value[1:-1]
    return value


_LEAD = re.compile(r"[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?")


def _as_block(before: str, block: str, after: str) -> str:
    """Return a block on lines of its own, within its list or quotation."""
    line = before.rpartition("\n")[2]
    lead = _LEAD.match(line)
    prefix = lead[0] if lead else ""
    continued = re.sub(r"[^\s>]", " ", prefix)
    body = f"\n{continued}".join(block.split("\n")) if continued else block
    rest = after.partition("\n")[0].strip()
    begin = "" if line == prefix else f"\n\n{continued}"
    end = f"\n\n{continued}" if rest else ""
    return f"{begin}{body}{end}"

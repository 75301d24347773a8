"""Attributes that MyST has for elements, and those that it has not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from permalink_import.markup.code import lexer_name

if TYPE_CHECKING:
    from collections.abc import Mapping


_CLASS = re.compile(r"[\w-][\w:-]*")
_PLAIN_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"language-(.+)")
_STYLE = re.compile(r"\s*(width|height)\s*:\s*([\d.]+(?:px|%|em))\s*")
_FLOAT = re.compile(r"\s*float\s*:\s*(left|right)\s*")
_OF_IMAGES = frozenset({"id", "class", "width", "height", "align", "w", "h", "a"})
_OF_LINKS = frozenset({"id", "class", "target", "rel"})
_NATIVE = frozenset({"id", "class"})


def is_plain_id(name: str) -> bool:
    """Return whether docutils keeps an id as it is.

    :param name: of an element, any characters
    """
    return _PLAIN_ID.fullmatch(name) is not None


def split(
    attributes: Mapping[str, str], names: frozenset[str] = _NATIVE
) -> tuple[dict[str, str], dict[str, str]]:
    """Split attributes into those that MyST has, and others.

    :param attributes: values by name
    :param names: of the attributes that MyST has for the kind of element
    :return: those that MyST has, and all others; an id that docutils would change is
        among these
    """
    native = {key: value for key, value in attributes.items() if key in names and value}
    others = {key: value for key, value in attributes.items() if key not in names}
    if "id" in native and not is_plain_id(native["id"]):
        others["id"] = native.pop("id")
    return native, others


def of_link(attributes: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Return the attributes of a link, and names of those that it cannot have.

    :param attributes: values by name; ``title`` and ``href`` are written elsewhere
    """
    native, others = split(attributes, _OF_LINKS)
    return native, [name for name in others if name not in {"title", "href"}]


def of_image(attributes: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Return the attributes of an image, with the size and place that its style has.

    :param attributes: values by name; ``width``, ``height`` and ``float`` are taken
        from ``style``, other rules stay there
    :return: attributes that MyST has, and names of those that are lost
    """
    values = dict(attributes)
    if "style" in values:
        kept = []
        for rule in filter(str.strip, values.pop("style").split(";")):
            match = _STYLE.fullmatch(rule)
            if match and (match[1] == "width" or not match[2].endswith("%")):
                values[match[1]] = match[2]
            elif side := _FLOAT.fullmatch(rule):
                values["align"] = side[1]
            else:
                kept.append(rule.strip())
        if kept:
            values["style"] = "; ".join(kept)
    native, others = split(values, _OF_IMAGES)
    return native, [name for name in others if name not in {"title", "src", "alt"}]


def of_code(attributes: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the attributes of code in a line, with its language, and others.

    :param attributes: values by name; ``language-…`` among the classes becomes ``l``,
        if Pygments has the language
    :return: attributes that MyST has, and others
    """
    native, others = split(attributes)
    names = native.pop("class", "").split()
    kept = []
    for name in names:
        match = _LANGUAGE.fullmatch(name)
        lexer = lexer_name(match[1].lower()) if match else None
        if lexer:
            native["l"] = lexer
        elif name not in {"highlighter-rouge", "highlight"}:
            kept.append(name)
    if kept:
        native = {"class": " ".join(kept), **native}
    return native, others


def write_list(attributes: Mapping[str, str]) -> str:
    """Write attributes as MyST reads them.

    :param attributes: values by name; the id and plain class names get the short form
    :return: such as ``{#id .class key="value"}``
    """
    if not attributes:
        return "{}"
    values = dict(attributes)
    identifier = values.pop("id", "")
    names = values.pop("class", "").split()
    parts = [f"#{identifier}"] if identifier else []
    parts += [f".{name}" for name in names if _CLASS.fullmatch(name)]
    others = [name for name in names if not _CLASS.fullmatch(name)]
    if others:
        values["class"] = " ".join(others)
    parts += [f'{key}="{_quoted(value)}"' for key, value in values.items()]
    return f"{{{' '.join(parts)}}}"


def _quoted(value: str) -> str:
    return " ".join(value.split()).replace("\\", "").replace('"', "'")

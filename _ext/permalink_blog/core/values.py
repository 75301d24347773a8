"""Typed values of field texts, and lists of labels."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


Scalar: TypeAlias = str | int | float | bool
Value: TypeAlias = "Scalar | list[Value] | dict[str, Value] | None"

_CONSTANTS: dict[str, Value] = {"null": None, "True": True, "False": False}
# What XML 1.0 does not allow (https://www.w3.org/TR/xml/#charsets): an Atom feed with
# such a character cannot be written. Compiling the set of what is allowed takes twenty
# times as long, in every build.
_NOT_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Ruby's String#split knows ASCII white space only: a no-break space separates nothing.
_SPACE = re.compile(r"[ \t\n\r\f\v]+")
# What ends a line for one program or another (Unicode 16, 5.8) is no better in a title.
_SPACE_OR_LINE_END = re.compile(r"[ \t\n\r\f\v\x85\u2028\u2029]+")


def decode(text: str) -> Value:
    """Read a field's text back as the value that the author wrote.

    MyST renders a YAML list or mapping as JSON, a null as "null" and any other
    value with :class:`str`; a field of reStructuredText is text to begin with.

    :param text: text of a docutils field
    """
    if is_plain(text):
        return text.strip()
    text = text.strip()
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    try:
        value: Value = json.loads(text)
    except (ValueError, RecursionError):
        return text  # "[draft] my title"
    return value


def is_plain(text: str) -> bool:
    """Return whether a field's text is its value, apart from surrounding white space.

    :param text: of a docutils field; other values are JSON
    """
    text = text.strip()
    return not text.startswith(("[", "{")) and text not in _CONSTANTS


class FieldTexts(dict[str, str]):
    """Texts of fields by key, of which each is decoded once.

    :ivar known: key to a text and the value that it stands for; texts may have changed
        since
    """

    def __init__(
        self, texts: Mapping[str, str], known: dict[str, tuple[str, Value]]
    ) -> None:
        super().__init__(texts)
        self.known = known

    def value(self, key: str) -> Value:
        """Return the typed value of a field.

        :param key: of the field
        :raises KeyError: if there is none
        """
        text = self[key]
        if is_plain(text):
            return text.strip()
        found = self.known.get(key)
        if found is None or found[0] != text:
            found = self.known[key] = (text, decode(text))
        return found[1]


def field_value(fields: Mapping[str, str], key: str) -> Value:
    """Return the value of a field; ``None`` without one.

    :param fields: texts by key
    """
    if key not in fields:
        return None
    if isinstance(fields, FieldTexts):
        return fields.value(key)
    return decode(fields[key])


def is_json(value: object) -> bool:
    """Return whether a value survives being written and read as JSON.

    :param value: of the front matter
    """
    if isinstance(value, list):
        return all(map(is_json, value))
    if isinstance(value, dict):
        return all(isinstance(x, str) and is_json(value[x]) for x in value)
    return value is None or isinstance(value, str | int)


def clean(text: str) -> str:
    """Return text on one line, without the characters that XML does not allow.

    :param text: of a field
    """
    return _SPACE_OR_LINE_END.sub(" ", _NOT_XML.sub("", text)).strip(" ")


def trim(text: str) -> str:
    """Return text without ASCII white space around it; other characters stay.

    For paths: a control character within one is a mistake to report.

    :param text: of a field
    """
    return text.strip(" \t\n\r\f\v")


def scalar_text(value: Scalar, *, tidy: Callable[[str], str] = clean) -> str:
    """Write a scalar as YAML does: ``true``, not ``True``.

    :param tidy: what to do with text
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    return tidy(str(value))


def flatten(value: Value) -> Iterator[Scalar | dict[str, Value]]:
    """Yield what nested lists hold, in order and without nulls, as Jekyll does."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, list):
            stack.extend(reversed(item))
        elif item is not None:
            yield item


def as_single_value(text: str) -> list[str]:
    """Return text as the only label.

    :param text: of a field
    """
    return [text]


def split_commas(text: str) -> list[str]:
    """Return the labels of a text that commas separate, as ABlog does.

    :param text: of a field
    """
    return text.split(",")


def split_words(text: str) -> list[str]:
    """Return the labels of a text, separated by commas or else by white space.

    Jekyll splits at white space alone and makes "a, b" the tags "a," and "b".

    :param text: of a field
    """
    return text.split(",") if "," in text else _SPACE.split(text)


def labels(
    value: Value,
    split: Callable[[str], list[str]] = as_single_value,
    *,
    tidy: Callable[[str], str] = clean,
) -> tuple[str, ...]:
    """Read a list of labels, such as tags.

    :param value: a list is taken as it is, text is split
    :param split: how to split text
    :param tidy: what to do with each label
    :return: each label once, in the author's order; mappings are left out
    """
    if value is False:
        found = []  # "tags: false" asks for none
    elif isinstance(value, str):
        found = [tidy(part) for part in split(value)]
    else:
        items = (item for item in flatten(value) if not isinstance(item, dict))
        found = [scalar_text(item, tidy=tidy) for item in items]
    return tuple(dict.fromkeys(label for label in found if label))

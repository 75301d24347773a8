r"""Attribute lists: ``{:.class #id key="value" name}``.

https://kramdown.gettalong.org/syntax.html#attribute-list-definitions
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


WHITE = r"[ \t\r\n\f\v]"
"""What Ruby takes for white space."""

_ITEM = re.compile(
    rf"(?:(?P<key>\w[\w-]*)=(?P<quote>[\"'])|(?P<name>\w[\w-]*)(?={WHITE}|\Z)"
    rf"|(?P<marks>(?:\#[A-Za-z][\w:-]*|\.[^ \t\r\n\f\v.\#]+)+)(?={WHITE}|\Z))",
    re.ASCII,
)
_MARK = re.compile(r"\#([A-Za-z][\w:-]*)|\.([^ \t\r\n\f\v.\#]+)", re.ASCII)
_SPACE = re.compile(rf"{WHITE}+")


@dataclass(slots=True)
class AttributeList:
    """What an attribute list says.

    :param attributes: "id", "class" and others
    :param references: names of lists that are defined elsewhere
    """

    attributes: dict[str, str] = field(default_factory=dict)
    references: list[str] = field(default_factory=list)

    def add_class(self, name: str) -> None:
        """Add a class, or some with spaces between.

        :param name: without the dot
        """
        self.attributes["class"] = f"{self.attributes.get('class', '')} {name}".lstrip()

    def update(self, other: AttributeList) -> None:
        """Add what a later list says."""
        self.references += other.references
        for key, value in other.attributes.items():
            if key == "class":
                self.add_class(value)
            else:
                self.attributes[key] = value

    def parse(self, text: str) -> None:
        """Add what is written in a list, without its braces and its colon.

        :param text: such as ``.class #id key="value" name``; items that kramdown cannot
            read are skipped
        """
        position, end = 0, len(text)
        while position < end:
            # an item is at the start, or behind white space
            match = _ITEM.match(text, position)
            after = self._take(match, text) if match else None
            if after is None:
                space = _SPACE.search(text, position)
                if space is None:
                    return
                position = space.start() + 1
                continue
            if not (space := _SPACE.match(text, after)):
                return
            position = space.end()

    def _take(self, match: re.Match[str], text: str) -> int | None:
        """Read one item; return where it ends, or ``None`` if it is none."""
        if match["name"]:
            self.references.append(match["name"])
        elif match["marks"]:
            for name_id, name_class in _MARK.findall(match["marks"]):
                if name_class:
                    self.add_class(name_class)
                else:
                    self.attributes["id"] = name_id
        else:
            end = _closing_quote(text, match.end(), match["quote"])
            if end is None:
                return None
            value = text[match.end() : end]
            value = re.sub(rf"\\([}}{match['quote']}])", r"\1", value)
            self.attributes[match["key"]] = value
            return end + 1
        return match.end()


def _closing_quote(text: str, start: int, quote: str) -> int | None:
    """Find the quotation mark that ends a value: white space or the end follows."""
    escaped: int | None = None
    position = text.find(quote, start)
    while position >= 0:
        following = text[position + 1 : position + 2]
        if not following or following in " \t\r\n\f\v":
            if text[position - 1] != "\\" or position == start:
                return position
            escaped = position
        position = text.find(quote, position + 1)
    return escaped


def apply_list(
    attributes: dict[str, str],
    said: AttributeList,
    definitions: Mapping[str, AttributeList],
) -> None:
    """Add the attributes of a list, and of the lists that it refers to.

    :param definitions: attribute lists by name
    """
    _apply(attributes, said, definitions, frozenset())


def _apply(
    attributes: dict[str, str],
    said: AttributeList,
    definitions: Mapping[str, AttributeList],
    seen: frozenset[str],
) -> None:
    for name in said.references:
        if name in definitions and name not in seen:  # Ruby would not return
            _apply(attributes, definitions[name], definitions, seen | {name})
    for key, value in said.attributes.items():
        if key == "class":
            attributes[key] = f"{attributes.get(key, '')} {value}".lstrip()
        else:
            attributes[key] = value

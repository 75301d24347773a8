"""Attribute lists, as kramdown reads them and MyST writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# Kramdown::Parser::Kramdown::ALD_TYPE_ANY
_ANY = re.compile(
    r"(?:\A|(?<=\s))(?:(?P<key>\w[\w-]*)=(?P<quote>[\"'])"
    r"(?P<value>(?:\\\}|\\(?P=quote)|(?!(?P=quote))[^}])*)(?P=quote)"
    r"|(?P<reference>\w[\w-]*)|(?P<names>(?:#[A-Za-z][\w:-]*|\.[^\s.#]+)+))(?=\s|\Z)"
)
_NAME = re.compile(r"#([A-Za-z][\w:-]*)|\.([^\s.#]+)")
_MYST_CLASS = re.compile(r"[\w-][\w:-]*")


@dataclass(frozen=True, slots=True)
class Attributes:
    """What an attribute list says.

    :param references: names of lists that are defined elsewhere
    """

    id: str = ""
    classes: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    references: tuple[str, ...] = ()

    def __or__(self, other: Attributes) -> Attributes:
        """Add those of a list that comes later; of two ids its own counts."""
        return Attributes(
            other.id or self.id,
            (*self.classes, *other.classes),
            {**self.values, **other.values},
            (*self.references, *other.references),
        )

    def resolve(self, definitions: Mapping[str, Attributes]) -> Attributes:
        """Put in what references stand for; names without a definition stay."""
        result = Attributes()
        for name in self.references:
            result |= definitions.get(name, Attributes(references=(name,)))
        own = replace(self, references=())
        return result | own

    def without(self, *names: str) -> Attributes:
        """Take references and classes away."""
        return replace(
            self,
            classes=tuple(name for name in self.classes if name not in names),
            references=tuple(name for name in self.references if name not in names),
        )

    def __bool__(self) -> bool:
        """Say whether there is anything for MyST to write."""
        return bool(self.id or self.classes or self.values)

    def myst(self) -> str:
        """Write them as MyST's ``attrs_block`` and ``attrs_inline`` read them."""
        classes = [f".{c}" for c in self.classes if _MYST_CLASS.fullmatch(c)]
        others = [c for c in self.classes if not _MYST_CLASS.fullmatch(c)]
        values = dict(self.values)
        if others:
            values["class"] = " ".join(others)
        pairs = [
            f'{key}="{value.replace(chr(34), chr(39))}"'
            for key, value in values.items()
        ]
        identifier = [f"#{self.id}"] if self.id else []
        return f"{{{' '.join([*identifier, *classes, *pairs])}}}"


def parse_attributes(text: str) -> Attributes:
    """Read an attribute list, without its braces and its first colon."""
    result = Attributes()
    for match in _ANY.finditer(text):
        if match["reference"]:
            result |= Attributes(references=(match["reference"],))
        elif match["names"]:
            for name_id, name_class in _NAME.findall(match["names"]):
                classes = (name_class,) if name_class else ()
                result |= Attributes(name_id, classes)
        elif match["key"] == "class":
            result |= Attributes(classes=tuple(match["value"].split()))
        elif match["key"] == "id":
            result |= Attributes(match["value"])
        else:
            value = re.sub(r"\\([}\"'])", r"\1", match["value"])
            result |= Attributes(values={match["key"]: value})
    return result

"""The types of front matter values, for the schema and for messages.

Front matter is read by PyYAML here and by YAML 1.2 in editors, which disagree about
``yes`` and ``2018-08-01``: a kind takes what either makes of a good value. An empty
value is good anywhere: in Jekyll's templates it is as if the key were not there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from permalink_blog.core.dates import EXPECTED_DATE
from permalink_blog.core.front_matter import NO, YES

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class ValueKind:
    """A type of value: its JSON Schema, and its name in messages.

    :param schema: JSON Schema, draft 7
    :param expected: completes "expected ..."
    """

    schema: Mapping[str, object]
    expected: str


def _any_case(words: frozenset[str]) -> str:
    """Make a pattern of JSON Schema, which has no flag for that (ECMA 262)."""
    each = ("".join(_either(char) for char in word) for word in sorted(words))
    return f"^({'|'.join(each)})$"


def _either(char: str) -> str:
    return f"[{char.upper()}{char}]" if char.isalpha() else char


_NAMED = {"type": "object", "required": ["name"]}
_PERSON = {"anyOf": [{"type": ["string", "number"]}, _NAMED]}

ANY = ValueKind({}, "anything")
TEXT = ValueKind(
    {"type": ["string", "number", "null"]},
    "text (in quotes, where YAML takes it for something else)",
)
PATH = ValueKind(
    {"type": ["string", "number", "boolean", "null"]}, "a path, such as /my-post/"
)
FLAG = ValueKind(
    {
        "anyOf": [
            {"type": ["boolean", "null"]},
            {"enum": [0, 1]},
            {"type": "string", "pattern": _any_case(NO | YES)},
        ]
    },
    "true or false",
)
MARK = ValueKind(
    {"enum": [True, "", None]},
    "true, or that the key is left out: Sphinx looks only whether it is there",
)
WHOLE = ValueKind(
    {"type": ["integer", "string", "null"], "pattern": "^-?[0-9]+$"}, "1 or 2"
)
DATE = ValueKind({"type": ["string", "integer", "null"]}, EXPECTED_DATE)
LABELS = ValueKind(
    {
        "type": ["string", "number", "boolean", "array", "null"],
        "items": {"type": ["string", "number", "boolean", "array", "null"]},
    },
    "text or a list of texts",
)
PEOPLE = ValueKind(
    {
        "anyOf": [
            {"type": ["string", "number", "null"]},
            _NAMED,
            {"type": "array", "items": _PERSON},
        ]
    },
    'a name, a list of names, or mappings with a "name"',
)
IMAGE = ValueKind(
    {
        "anyOf": [
            {"type": ["string", "integer", "boolean", "null"]},
            {
                "type": "object",
                "required": ["path"],
                "properties": {
                    "path": {"type": "string"},
                    "alt": {"type": ["string", "null"]},
                },
            },
        ]
    },
    'a path, a URL, a number, or a mapping with a "path"',
)
LAYOUT = ValueKind({"type": ["string", "boolean", "null"]}, "the name of a template")
MAPPING = ValueKind({"type": ["object", "null"]}, "a mapping")

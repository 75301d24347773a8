"""JSON Schema of front matter, for editors and other tools, made of :mod:`.keys`.

It is draft 7: yaml-language-server, which editors use, knows later ones since its
version 1.20, fastjsonschema does not, and nothing here needs them. There is no ``$id``:
the schema is at home wherever it is published.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from permalink_blog.checks.keys import PROPERTIES

if TYPE_CHECKING:
    from collections.abc import Callable


FILE = Path(__file__).parent / "front-matter.schema.json"
"""The schema as it is published; ``tools/front_matter_schema.py`` writes it."""


def schema() -> dict[str, object]:
    """Make the schema of the whole front matter."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Front matter",
        "description": "What may stand at the top of a post or page. Other keys are "
        "the author's own, and are kept.",
        "type": ["object", "null"],
        "properties": {name: property_schema(name) for name in sorted(PROPERTIES)},
        "additionalProperties": True,
    }


def property_schema(name: str) -> dict[str, object]:
    """Return the JSON Schema of one key's values.

    :param name: of a known key
    """
    known = PROPERTIES[name]
    made = {"description": known.description, **known.kind.schema}
    return {**made, "examples": list(known.examples)} if known.examples else made


def schema_text() -> str:
    """Write the schema as its file has it."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def is_of_kind(name: str, value: object) -> bool:
    """Return whether a value of a known key is valid.

    :param name: of a known key
    :param value: typed
    """
    from fastjsonschema import JsonSchemaValueException

    try:
        _validator(name)(value)
    except JsonSchemaValueException:
        return False
    return True


@cache  # a key is compiled when it is first met: few are, in a build after an edit
def _validator(name: str) -> Callable[[object], Any]:
    import fastjsonschema  # not before a document is read

    validate: Callable[[object], Any] = fastjsonschema.compile(
        dict(PROPERTIES[name].kind.schema)
    )
    return validate

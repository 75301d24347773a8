"""Front matter of notebooks, as MyST-NB reads them.

A text notebook is Markdown with front matter, which MyST-NB makes the metadata of a
notebook: JSON, which has no dates. In an ``.ipynb`` file authors write front matter as
the first cell, since their editors do not show the metadata.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

import yaml  # type: ignore[import-untyped]

from permalink_blog.core.front_matter_source import parse_front_matter, repaired
from permalink_blog.core.parsed_yaml import TIMESTAMP, JsonConstructor, ParsedYaml
from permalink_blog.core.yaml_nodes import FRONT_MATTER, YamlProblem, scalars

NOTEBOOK_KEYS = re.compile(r"file_format|jupytext|\\")
"""What is in the YAML of every text notebook; a key may be written with escapes."""

_CELLS_WITH_TEXT = ("raw", "markdown")


def quote_dates(text: str) -> str:
    """Quote the dates in the front matter of a text notebook.

    :param text: source of a document
    :return: the source with the same lines
    """
    match = FRONT_MATTER.match(text)
    if match is None or not NOTEBOOK_KEYS.search(match["yaml"]):
        return text
    start, end = match.span("yaml")
    return text[:start] + _without_dates(match["yaml"]) + text[end:]


def _without_dates(block: str) -> str:
    try:
        dates = [
            x
            for x in scalars(yaml.compose(block, yaml.SafeLoader))
            if x.tag == TIMESTAMP
        ]
    except (yaml.YAMLError, RecursionError):
        return block
    return repaired(block, dates)


@dataclass(frozen=True, slots=True)
class MovedFrontMatter:
    """A notebook whose first cell was front matter, or tried to be.

    :ivar text: of the notebook, JSON
    :ivar problems: with the YAML, whose lines are those of the cell
    """

    text: str
    problems: tuple[YamlProblem, ...] = ()


def first_cell(notebook: Any) -> str:
    """Return the text of the first cell of a notebook, which may be front matter.

    :param notebook: as it is read from JSON
    :raises LookupError: if it has none
    :raises TypeError: if it is no notebook
    """
    source = notebook["cells"][0]["source"]
    return source if isinstance(source, str) else "".join(source)


def move_front_matter(text: str) -> MovedFrontMatter | None:
    """Make metadata of the front matter in the first cell of a notebook.

    It goes before metadata of the same names. The cell is left out.

    :param text: of an ``.ipynb`` file
    :return: ``None`` if the first cell is no front matter
    """
    if "---" not in text:
        return None
    try:
        notebook = json.loads(text)
        source = first_cell(notebook)
        has_text = notebook["cells"][0]["cell_type"] in _CELLS_WITH_TEXT
        metadata = notebook.setdefault("metadata", {})
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        return None  # no notebook: MyST-NB reports it
    match = FRONT_MATTER.match(source)
    if match is None or not has_text or source[match.end() :].strip():
        return None
    prepared = parse_front_matter(source)
    metadata |= _json_values(prepared.yaml) if prepared.yaml else {}
    del notebook["cells"][0]
    text = json.dumps(notebook, ensure_ascii=False)
    return MovedFrontMatter(text, prepared.problems)


def _json_values(parsed: ParsedYaml) -> dict[str, Any]:
    """Return front matter as what JSON can have; nothing, if it cannot."""
    try:
        data = JsonConstructor().construct_document(parsed.root)
        return dict(json.loads(json.dumps(data)))
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):
        return {}

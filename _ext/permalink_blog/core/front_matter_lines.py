"""The lines of front matter keys and of the labels in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from permalink_blog.core.values import clean
from permalink_blog.core.yaml_nodes import FIRST_LINE, scalars

if TYPE_CHECKING:
    from permalink_blog.core.parsed_yaml import ParsedYaml


LABELS = frozenset({"tag", "tags", "category", "categories"})
"""Keys that have labels, each of which a message may be about."""

# A key of YAML; a field of reStructuredText, or an option of a directive
_KEY = re.compile(r"[\"']?([^\s\"':][^\"':]*?)[\"']?[ \t]*:|[ \t]*:([^:]+):")
_JSON_KEY = re.compile(r"\s*\"([^\"]+)\"\s*:")


def all_lines(text: str) -> dict[str, int]:
    """Find keys of YAML front matter, a field list, directives or a notebook.

    What only looks like one, below the front matter, is found as well.

    :param text: source of a document
    :returns: the lines of the first of each key, from 1; of the last one in a notebook,
        whose metadata are below its cells
    """
    found: dict[str, int] = {}
    is_notebook = text.startswith("{")
    pattern = _JSON_KEY if is_notebook else _KEY
    for number, line in enumerate(text.split("\n"), start=1):
        if match := pattern.match(line):
            key = match[match.lastindex or 0]
            if is_notebook or key not in found:
                found[key] = number
    return found


def line_of_key(text: str, key: str) -> int | None:
    """Find a key of YAML front matter, a field list, a directive or a notebook.

    :param text: source of a document
    :return: line number, from 1
    """
    return all_lines(text).get(key)


def lines_of_items(parsed: ParsedYaml) -> dict[str, dict[str, int]]:
    """Return the lines of labels, by key, where they are not all on that of the key."""
    found: dict[str, dict[str, int]] = {}
    for key, value in parsed.pairs:
        if key.value not in LABELS:
            continue
        items = {
            clean(str(node.value)): node.start_mark.line + FIRST_LINE
            for node in reversed([*scalars(value)])
        }
        if {*items.values()} - {key.start_mark.line + FIRST_LINE}:
            found[str(key.value)] = dict(reversed(items.items()))
    return found

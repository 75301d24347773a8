"""Front matter with its lines, as values that a JSON Schema can judge."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml  # type: ignore[import-untyped]

from permalink_blog.core.parsed_yaml import (
    JsonConstructor,
    ParsedYaml,
    parse_yaml,
    yaml_of,
)
from permalink_blog.core.values import clean
from permalink_blog.core.yaml_nodes import FIRST_LINE, scalars

_TEXT = "tag:yaml.org,2002:str"


@dataclass(frozen=True)
class FrontMatterEntry:
    """A key of front matter, where it is, and its value.

    :param line: in the file, from 1
    """

    name: str
    line: int
    node: yaml.Node

    @cached_property
    def value(self) -> Any:
        """The value, in which text is what JSON does not have, or YAML cannot make.

        JSON has no dates; YAML takes too long for very long numbers.

        :raises yaml.YAMLError: for a tag of another program
        """
        try:
            return JsonConstructor().construct_object(self.node, deep=True)
        except ValueError:  # "0o9"
            return getattr(self.node, "value", None)

    def find(self, label: str) -> int | None:
        """Return the line of a label: of an item that equals it, or contains it.

        :param label: tag, category or author
        """
        texts = [(clean(str(x.value)), x) for x in scalars(self.node)]
        having = [x for text, x in texts if text == label]
        having += [x for text, x in texts if label in text]
        return having[0].start_mark.line + FIRST_LINE if having else None


def read_entries(text: str) -> tuple[FrontMatterEntry, ...]:
    """Read the front matter of a document.

    :param text: its source
    :returns: nothing, if it is not YAML, or too large: whoever parses the document
        warns of it
    """
    block = yaml_of(text)
    parsed = None if block is None else parse_yaml(block)
    return () if parsed is None else entries_of(parsed)


def entries_of(parsed: ParsedYaml) -> tuple[FrontMatterEntry, ...]:
    """Return the keys of front matter that are text, in its order."""
    return tuple(
        FrontMatterEntry(str(key.value), key.start_mark.line + FIRST_LINE, value)
        for key, value in parsed.pairs
        if isinstance(key, yaml.ScalarNode) and key.tag == _TEXT
    )

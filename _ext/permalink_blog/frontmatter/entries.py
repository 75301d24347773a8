"""Front matter with its lines, as values that a JSON Schema can judge."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml  # type: ignore[import-untyped]

from permalink_blog.core.untrusted.yaml_limits import check_yaml, is_long_number
from permalink_blog.core.values import clean
from permalink_blog.core.yaml_loader import loader_for
from permalink_blog.core.yaml_nodes import FRONT_MATTER, scalars

_DATE, _TEXT = "tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:str"
_FIRST = 2  # line of the file on which YAML begins


@dataclass(frozen=True)
class Entry:
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
        for node in scalars(self.node):
            if node.tag == _DATE or is_long_number(node):
                node.tag = _TEXT
        try:
            return yaml.constructor.SafeConstructor().construct_object(
                self.node, deep=True
            )
        except ValueError:  # "0o9"
            return getattr(self.node, "value", None)

    def find(self, label: str) -> int | None:
        """Find the line of a label: of an item that is it, or a text that has it."""
        texts = [(clean(str(x.value)), x) for x in scalars(self.node)]
        having = [x for text, x in texts if text == label]
        having += [x for text, x in texts if label in text]
        return having[0].start_mark.line + _FIRST if having else None


def read_entries(text: str) -> tuple[Entry, ...]:
    """Read the front matter of a document.

    :param text: its source
    :returns: nothing, if it is not YAML, or too large: whoever parses the document
        warns of it
    """
    match = FRONT_MATTER.match(text)
    if match is None:
        return ()
    try:
        root = yaml.compose(match["yaml"], Loader=loader_for(match["yaml"]))
        check_yaml(root)
    except (yaml.YAMLError, ValueError, RecursionError):
        return ()
    if not isinstance(root, yaml.MappingNode):
        return ()
    return tuple(
        Entry(str(key.value), key.start_mark.line + _FIRST, value)
        for key, value in root.value
        if isinstance(key, yaml.ScalarNode) and key.tag == _TEXT
    )

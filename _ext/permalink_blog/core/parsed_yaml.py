"""Front matter that is parsed once: the nodes of its keys, and their values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml  # type: ignore[import-untyped]

from permalink_blog.core.untrusted.yaml_limits import (
    YamlTooLargeError,
    check_yaml,
    is_long_number,
)
from permalink_blog.core.yaml_loader import loader_for
from permalink_blog.core.yaml_nodes import (
    FIRST_LINE,
    FRONT_MATTER,
    NO_SCALAR,
    YamlProblem,
    scalars,
)

TIMESTAMP = "tag:yaml.org,2002:timestamp"
"""The tag of dates, with or without a time."""


@dataclass(frozen=True, kw_only=True)
class ParsedYaml:
    """YAML that is a mapping.

    :ivar text: of which it was composed
    :ivar root: its node; the values of a mapping with "<<" are merged into it when they
        are asked for
    :ivar pairs: the nodes of its keys and their values, as they are written
    """

    text: str
    root: yaml.MappingNode
    pairs: tuple[tuple[yaml.Node, yaml.Node], ...]

    @cached_property
    def values(self) -> dict[Any, Any] | None:
        """Return the mapping of ``yaml.safe_load``; ``None`` if that fails."""
        try:
            values = yaml.constructor.SafeConstructor().construct_document(self.root)
        except (yaml.YAMLError, RecursionError, TypeError, *NO_SCALAR):
            return None
        return values if isinstance(values, dict) else None

    @cached_property
    def lines(self) -> dict[str, int]:
        """The line of each key in the file, from 1; the first of two."""
        found: dict[str, int] = {}
        for key, _ in self.pairs:
            if isinstance(key, yaml.ScalarNode):
                found.setdefault(str(key.value), key.start_mark.line + FIRST_LINE)
        return found

    @property
    def ends_with_block(self) -> bool:
        """Return whether the last value is a block scalar (``|`` or ``>``).

        The line end after the YAML, if there is one, is a part of such a text.
        """
        found = [*scalars(self.root)]
        last = max(found, key=lambda node: node.end_mark.index, default=None)
        return last is not None and last.style in ("|", ">")


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedSource:
    """A source whose front matter MyST can read.

    :ivar text: the source, with the same lines as its file
    :ivar problems: what is wrong with the front matter
    :ivar yaml: the front matter in *text*; ``None`` if there is none
    """

    text: str
    problems: tuple[YamlProblem, ...] = ()
    yaml: ParsedYaml | None = None


class JsonConstructor(yaml.constructor.SafeConstructor):  # type: ignore[misc]
    """Construct text for values that JSON does not have or that are slow to read.

    These are dates, and very long numbers.
    """

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """Return the value of a node; dates and very long numbers stay text.

        :param node: of the front matter
        :param deep: whether values inside are constructed at once, as PyYAML passes it
        """
        if isinstance(node, yaml.ScalarNode) and (
            node.tag == TIMESTAMP or is_long_number(node)
        ):
            return node.value
        return super().construct_object(node, deep)


def parse_yaml(text: str) -> ParsedYaml | None:
    """Parse the YAML of front matter.

    :param text: without the line end after it, as MyST has it
    :returns: ``None`` if it is no mapping, no YAML, or beyond a limit of
        :mod:`permalink_blog.core.untrusted.limits`
    """
    try:
        return parse_within_limits(text)
    except (YamlTooLargeError, RecursionError):
        return None


def parse_within_limits(text: str) -> ParsedYaml | None:
    """Parse the YAML of front matter, as :func:`parse_yaml` does.

    :param text: YAML, without the lines ``---``
    :returns: ``None`` if it is not a mapping, or invalid
    :raises YamlTooLargeError: if it is beyond a limit
    :raises RecursionError: if it is nested too deeply
    """
    try:
        root = yaml.compose(text, Loader=loader_for(text))
    except (yaml.YAMLError, ValueError):
        return None
    check_yaml(root)
    if not isinstance(root, yaml.MappingNode):
        return None
    return ParsedYaml(text=text, root=root, pairs=tuple(root.value))


def yaml_of(source: str) -> str | None:
    """Return the YAML of a document's source as MyST has it; ``None`` without any.

    :param source: of the document
    """
    match = FRONT_MATTER.match(source)
    return match["yaml"].removesuffix("\n") if match else None

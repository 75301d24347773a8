"""Front matter as composed YAML: its nodes, and its mistakes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml  # type: ignore[import-untyped]

from permalink_blog.core.untrusted.yaml_limits import is_long_number

if TYPE_CHECKING:
    from collections.abc import Iterator


# Jekyll::Document::YAML_FRONT_MATTER_REGEXP
FRONT_MATTER = re.compile(
    r"\A---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE
)
"""A document's YAML, between its two lines."""

FIRST_LINE = 2
"""The line of the file on which YAML begins."""

MERGE = "tag:yaml.org,2002:merge"
"""The tag of the key "<<", which may be there several times."""

NO_SCALAR = (ValueError, KeyError, AttributeError, IndexError)
"""What PyYAML's constructors raise for "2018-02-30", "!!bool x", "!!timestamp x" and
"!!int -"."""


_RESOLVED = frozenset({MERGE, "tag:yaml.org,2002:value"})  # the keys "<<" and "="


@dataclass(frozen=True, slots=True)
class YamlProblem:
    """A mistake in front matter, with its line in the file.

    :ivar message: with what to do about it
    :ivar is_too_large: whether it is YAML, beyond a limit of
        :mod:`permalink_blog.core.untrusted.limits`
    :ivar is_ignored: whether the front matter is, as a whole
    """

    message: str
    line: int
    is_too_large: bool = False
    is_ignored: bool = True


class TolerantConstructor(yaml.constructor.SafeConstructor):  # type: ignore[misc]
    """Construct text for scalars that cannot be converted; others report them."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """Return the value of a node; text for a scalar that cannot be converted.

        :param node: of the front matter
        :param deep: whether values inside are constructed at once, as PyYAML passes it
        :raises yaml.constructor.ConstructorError: for an unknown type
        """
        if node.tag not in self.yaml_constructors and node.tag not in _RESOLVED:
            raise yaml.constructor.ConstructorError(
                problem=f"there is no type {node.tag!r}", problem_mark=node.start_mark
            )
        if isinstance(node, yaml.ScalarNode) and is_long_number(node):
            return node.value
        try:
            return super().construct_object(node, deep)
        except NO_SCALAR:
            self.recursive_objects.pop(node, None)
            return str(node.value)


def all_nodes(root: yaml.Node | None) -> Iterator[yaml.Node]:
    """Yield all nodes, in order and each once: an alias is a node again.

    :param root: of composed YAML
    """
    stack, seen = [root], set()
    while stack:
        node = stack.pop()
        if node is None or id(node) in seen:
            continue
        seen.add(id(node))
        yield node
        if isinstance(node, yaml.SequenceNode):
            stack.extend(reversed(node.value))
        elif isinstance(node, yaml.MappingNode):
            stack.extend(part for pair in reversed(node.value) for part in pair[::-1])


def scalars(root: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    """Yield all scalars of a value, in order and each once.

    :param root: of composed YAML
    """
    return (node for node in all_nodes(root) if isinstance(node, yaml.ScalarNode))


def duplicate_keys(root: yaml.Node | None) -> Iterator[tuple[yaml.Node, yaml.Node]]:
    """Yield the keys that a mapping has twice: the first node, and the other.

    :param root: of composed YAML
    """
    for mapping in all_nodes(root):
        if not isinstance(mapping, yaml.MappingNode):
            continue
        known: dict[tuple[str, str], yaml.Node] = {}
        for key, _ in mapping.value:
            if isinstance(key, yaml.ScalarNode) and key.tag != MERGE:
                first = known.setdefault((key.tag, key.value), key)
                if first is not key:
                    yield first, key

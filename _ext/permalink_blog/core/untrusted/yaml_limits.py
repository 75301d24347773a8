"""YAML that would take all time and memory: aliases of aliases, and deep nesting.

It is measured where each alias is still one node, before values are made of the nodes:
``a9: [*a8, *a8]`` is small then, and has 2^10 values later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml  # type: ignore[import-untyped]

from permalink_blog.core.untrusted import limits

if TYPE_CHECKING:
    from collections.abc import Iterator


TOO_DEEP = f"more than {limits.YAML_DEPTH} lists and mappings in each other"
"""A problem, which PyYAML has found if it raises :class:`RecursionError`."""

_NUMBERS = frozenset({"tag:yaml.org,2002:int", "tag:yaml.org,2002:float"})


class YamlTooLargeError(ValueError):
    """YAML beyond a limit.

    :ivar problem: which, for people
    :ivar line: of the text, from 0
    """

    def __init__(self, problem: str, line: int) -> None:
        super().__init__(problem)
        self.problem = problem
        self.line = line


def is_long_number(node: yaml.ScalarNode) -> bool:
    """Return whether a value is a number that takes too long to read."""
    return node.tag in _NUMBERS and len(node.value) > limits.YAML_NUMBER


def check_yaml(root: yaml.Node | None) -> None:
    """Refuse YAML that is too large, too deep, or within itself.

    :param root: what :func:`yaml.compose` gives
    :raises YamlTooLargeError: for the first limit that it passes
    """
    if root is None:
        return
    size: dict[int, int] = {}
    depth: dict[int, int] = {}
    for node, children in _inside_out(root):
        if isinstance(node, yaml.ScalarNode):
            size[id(node)], depth[id(node)] = 1 + len(node.value), 0
            continue
        size[id(node)] = 1 + sum(size[id(child)] for child in children)
        depth[id(node)] = 1 + max((depth[id(child)] for child in children), default=0)
        if size[id(node)] > limits.YAML_SIZE:
            message = f"more than {limits.YAML_SIZE:,} characters, with its aliases"
            raise YamlTooLargeError(message, node.start_mark.line)
        if depth[id(node)] > limits.YAML_DEPTH:
            raise YamlTooLargeError(TOO_DEEP, node.start_mark.line)


def _inside_out(root: yaml.Node) -> Iterator[tuple[yaml.Node, list[yaml.Node]]]:
    """Yield each node once, after those that it has.

    :raises YamlTooLargeError: for a node that has itself
    """
    done: set[int] = set()
    open_nodes: set[int] = set()
    stack: list[tuple[yaml.Node, bool]] = [(root, False)]
    while stack:
        node, is_complete = stack.pop()
        children = _children(node)
        if is_complete:
            open_nodes.discard(id(node))
            done.add(id(node))
            yield node, children
        elif id(node) in open_nodes:
            message = "an alias within its own value"
            raise YamlTooLargeError(message, node.start_mark.line)
        elif id(node) not in done:
            open_nodes.add(id(node))
            stack.append((node, True))
            stack += [(child, False) for child in children if id(child) not in done]


def _children(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [part for pair in node.value for part in pair]
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []

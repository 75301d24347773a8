"""Parts of a document that are shown elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_LEFT_OUT = (
    *(nodes.Invisible, nodes.title, nodes.subtitle, nodes.docinfo, nodes.decoration),
    *(nodes.footnote, nodes.citation, nodes.system_message, nodes.meta),
    *(addnodes.index, addnodes.toctree),
)


def blocks_before(root: nodes.Element, end: nodes.Node) -> list[nodes.Element]:
    """Return copies of the blocks of a document before one of its nodes.

    Headings are left out, and so are captions, which have numbers on their own page.

    :param root: a document or a section
    :param end: a node in it; a block that it is in is cut there
    """
    path = [end]
    while path[-1] is not root:
        path.append(path[-1].parent)
    found = list(_blocks(root, path))
    for block in found:
        _drop_captions(block)
    return found


def _blocks(
    parent: nodes.Element, path: Sequence[nodes.Node]
) -> Iterator[nodes.Element]:
    for node in parent.children:
        if node is path[0]:
            return
        if isinstance(node, nodes.section):
            yield from _blocks(node, path)
        elif node in path and isinstance(node, nodes.Element):
            part = _cut(node, path)
            if part.children:
                yield part
        elif isinstance(node, nodes.Element) and not isinstance(node, _LEFT_OUT):
            yield node.deepcopy()
        if node in path:
            return


def _cut(node: nodes.Element, path: Sequence[nodes.Node]) -> nodes.Element:
    """Return a copy of a node up to the first node of a path."""
    copy = node.copy()
    for child in node.children:
        if child is path[0]:
            break
        if child in path and isinstance(child, nodes.Element):
            part = _cut(child, path)
            if part.children:
                copy.append(part)
            break
        copy.append(child.deepcopy())
    return copy


def _drop_captions(block: nodes.Element) -> None:
    for node in list(block.findall(nodes.Element)):
        is_title = isinstance(node, nodes.title)
        if isinstance(node, nodes.caption | nodes.legend) or (
            is_title and isinstance(node.parent, nodes.table)
        ):
            node.parent.remove(node)

"""Images without alt text (WCAG 2.2, 1.1.1)."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator


# "<img alt="">" and ":alt:" without a text say that the image is but decoration.
_HAS_ALT_OPTION = re.compile(r"\balt\s*=|:alt:")


_EXPECTED = "expected alt text"
_IN_OUTPUT = (
    "an image in the output of a cell has no alt text; add "
    '{"mystnb": {"image": {"alt": "…"}}} to the metadata of the cell'
)


def images_without_text(document: nodes.document) -> Iterator[tuple[nodes.Node, str]]:
    """Yield the images without alt text.

    An empty text that was written on purpose is one (WCAG technique H67); Markdown's
    ``![](a.png)`` is none, as there it is what people leave out.

    :param document: that was read
    :returns: a node that has a line, with a message about its image
    """
    for node in document.findall():
        if isinstance(node, nodes.image):
            text = node.get("alt", "").strip()
            if not text and not _HAS_ALT_OPTION.search(node.rawsource):
                is_output = _is_output(node)
                message = _IN_OUTPUT if is_output else f"{node['uri']}: {_EXPECTED}"
                yield _with_line(node), message
        elif isinstance(node, nodes.raw) and "html" in node.get("format", "").split():
            for source in _bare_images(node.astext()):
                yield node, f"{source}: {_EXPECTED}"


def _with_line(node: nodes.Node) -> nodes.Node:
    """Return the node, or the nearest ancestor with a line number."""
    around = node
    while not around.line and around.parent is not None:
        around = around.parent
    return around if around.line else node


def _is_output(node: nodes.Node) -> bool:
    """Return whether MyST-NB made a node of what a cell of a notebook showed."""
    around = node.parent
    while around is not None:
        if isinstance(around, nodes.container) and "nb_element" in around:
            return True
        around = around.parent
    return False


class _Images(HTMLParser):
    """Collects the images of pasted HTML that have no ``alt`` at all."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect the sources of images without ``alt``.

        :param tag: name in lower case
        :param attrs: names and values
        """
        values = dict(attrs)
        if tag == "img" and "alt" not in values:
            self.found.append(values.get("src") or "")


def _bare_images(html: str) -> list[str]:
    if "<img" not in html.lower():
        return []
    parser = _Images()
    parser.feed(html)
    parser.close()
    return parser.found

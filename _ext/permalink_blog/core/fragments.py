"""Documents made of a part of a page, such as the excerpt of a post.

References in such a part are resolved by Sphinx's post-transforms, which get a document
and may ask anything of it: where its source is, its settings, what its ids are.
"""

from __future__ import annotations

from collections.abc import MutableMapping, MutableSequence, MutableSet
from copy import copy
from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.builders.html import StandaloneHTMLBuilder


_FRAGMENT = "fragment"  # attribute of such a document
_OF_ITS_OWN = frozenset(
    ("_document", "attributes", "children", "decoration", "parent", "transformer")
)


def fragment_of(
    document: nodes.document, content: Iterable[nodes.Node]
) -> nodes.document:
    """Return a document of its own for a part of another.

    It offers all that the other one does: attributes, settings, ids and names. What is
    noted in it stays in it.

    :param document: that the part is from
    :param content: nodes that are in no document yet
    """
    attributes = {**document.attributes, _FRAGMENT: True}
    fragment = nodes.document(document.settings, document.reporter, **attributes)
    for name, value in vars(document).items():
        if name not in _OF_ITS_OWN:
            vars(fragment)[name] = _own(value)
    fragment.extend(content)
    return fragment


def _own(value: object) -> object:
    """Return a copy of a collection, and anything else as it is."""
    is_collection = isinstance(value, MutableMapping | MutableSequence | MutableSet)
    return copy(value) if is_collection and not isinstance(value, nodes.Node) else value


def fragment_html(builder: StandaloneHTMLBuilder, fragment: nodes.document) -> str:
    """Return the HTML of a document made of a part of a page.

    :param builder: which writes that page
    :param fragment: with resolved references; its images are processed
    """
    visitor: Any = builder.create_translator(fragment, builder)
    fragment.walkabout(visitor)
    return "".join(visitor.fragment)


def is_page(document: nodes.Element) -> bool:
    """Return whether a document is that of a page, and not made of a part of one.

    ABlog's documents for archives and feeds have no source.
    """
    return bool(document.get("source")) and not document.get(_FRAGMENT)

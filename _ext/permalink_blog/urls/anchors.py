"""The anchors of documents: what a reader may link to with a fragment.

These are the ids of headings, labels, figures, equations, terms and objects of domains.
Ids that docutils or Sphinx number are not among them, since they change with the text
above them, nor are those of footnotes.
"""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.environment.collectors import EnvironmentCollector

from permalink_blog.core.store import encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from permalink_blog.core.store import Store


_SECTION = ("anchors", 1)  # and its version
_NUMBERED = re.compile(r"(?:id|index-|term-)\d+")
_ID = re.compile(
    r"""<[a-z][^<>]*?\sid\s*=\s*["']?([^"'\s<>]+)"""
    r"""|<a\s[^<>]*?\bname\s*=\s*["']?([^"'\s<>]+)""",
    re.IGNORECASE,
)
_NOT_LINKED = (
    *(nodes.footnote, nodes.footnote_reference, nodes.citation_reference),
    *(nodes.problematic, nodes.system_message),
)


def anchors_in(doctree: nodes.document) -> tuple[str, ...]:
    """Return the ids that readers may link to, sorted.

    :param doctree: that was read
    """
    return tuple(
        sorted(
            node_id
            for node_id, node in doctree.ids.items()
            if not isinstance(node, _NOT_LINKED) and not _is_numbered(node_id, node)
        )
    )


def _is_numbered(node_id: str, node: nodes.Element) -> bool:
    """Return whether an id has a number in place of a name that the author wrote."""
    if not _NUMBERED.fullmatch(node_id):
        return False
    return node_id not in map(nodes.make_id, node.get("names", ()))


def ids_of_html(html: str) -> frozenset[str]:
    """Return the ids of elements, and the names of anchors.

    :param html: of a page
    """
    return frozenset(unescape(x or y) for x, y in _ID.findall(html))


def _kept(env: BuildEnvironment) -> dict[str, tuple[str, ...]]:
    if not hasattr(env, "permalink_anchors"):
        env.permalink_anchors = {}  # type: ignore[attr-defined]
    kept: dict[str, tuple[str, ...]] = env.permalink_anchors  # type: ignore[attr-defined]
    return kept


class AnchorCollector(EnvironmentCollector):
    """Keep the anchors of each document in the environment."""

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Drop what is kept of a document that is removed or read again."""
        _kept(env).pop(docname, None)

    def merge_other(
        self,
        app: Sphinx,
        env: BuildEnvironment,
        docnames: AbstractSet[str],
        other: BuildEnvironment,
    ) -> None:
        """Add the anchors of the documents that a worker process has read."""
        theirs = _kept(other)
        _kept(env).update({name: theirs[name] for name in docnames if name in theirs})

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Keep the anchors of a document (``doctree-read``)."""
        if found := anchors_in(doctree):
            _kept(app.env)[app.env.docname] = found


def note_anchors(env: BuildEnvironment, docname: str, anchors: Iterable[str]) -> None:
    """Add anchors to those of a document.

    :param anchors: that it gets after :class:`AnchorCollector` has read it
    """
    known = _kept(env).get(docname, ())
    _kept(env)[docname] = tuple(sorted({*known, *anchors}))


def put_anchors(store: Store, env: BuildEnvironment) -> None:
    """Store the anchors of all documents, for ``permalink-blog record-urls``.

    :param store: of the output folder
    """
    kept = _kept(env)
    found = {name: " ".join(kept[name]) for name in sorted(kept)}
    store.put(*_SECTION, encode(found))


def read_anchors(store: Store) -> Mapping[str, tuple[str, ...]]:
    """Return docname to anchors, as the last build stored them.

    :param store: of the output folder
    """
    try:
        data = json.loads(store.get(*_SECTION) or b"{}")
        return {str(name): tuple(ids.split()) for name, ids in data.items()}
    except (ValueError, AttributeError):
        return {}

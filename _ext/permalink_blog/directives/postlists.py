"""``postlist`` directives with labels that no post has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from permalink_blog.directives.options import LABELS, nearest
from permalink_blog.directives.report import warn
from permalink_blog.posts.blog import PostList, blog_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from docutils import nodes
    from sphinx.application import Sphinx


NAMES = {"tags": "tag"}


def empty_unknown(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Empty a ``postlist`` that names an unknown label (``doctree-resolved``).

    ABlog leaves such a label out, and lists all posts.
    """
    if not (found := list(doctree.findall(PostList))):
        return
    blog = blog_of(app)
    for node in found:
        for kind in LABELS:
            known = blog.catalogs[kind].collections
            for label in node[kind]:
                if label in known:
                    continue
                node["length"] = 0
                message = (
                    f"postlist: {kind}: {label!r} is the {NAMES.get(kind, kind)} of no "
                    f"post, and the list is empty; {_remedy(label, known)}"
                )
                warn("label", message, node)


def _remedy(label: str, known: Collection[str]) -> str:
    if near := nearest(label, known):
        return f"did you mean {near[0]!r}?"
    if not known:
        return "remove it: there is none"
    some = nearest(label, known, count=3, similarity=0)
    return f"write one that posts have, such as {', '.join(map(repr, some))}"

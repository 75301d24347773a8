"""The summary of a post: the text of its excerpt, as the page of the post shows it.

It is made of the resolved document, in which ``{ref}`` and ``[](other.md)`` have the
titles of what they lead to. Lists of posts, feeds and the descriptions of a page show
the same text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.util import logging

from permalink_blog.core.fragments import fragment_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.builders import Builder


_SUMMARIES = "blog_summaries"  # of a resolved doctree: number of a post -> summary
_NO_TEXT = (
    *(nodes.raw, nodes.comment, nodes.footnote_reference, nodes.system_message),
    nodes.image,  # of which astext() gives the alternative text
)
_LATE = (addnodes.pending_xref, addnodes.only, nodes.pending)
"""Nodes that stand for something else, until the document is resolved."""


def excerpt_text(blocks: Iterable[nodes.Node]) -> str:
    """Return the text of an excerpt, with single spaces between words.

    :param blocks: what it is made of
    """
    words: list[str] = []
    for block in blocks:
        texts = [text for text in block.findall(nodes.Text) if _is_shown(text)]
        words += "".join(texts).split()
    return " ".join(words)


def _is_shown(text: nodes.Node) -> bool:
    parent = text.parent
    while parent is not None:
        if isinstance(parent, _NO_TEXT) or _is_mark_of_footnote(parent):
            return False
        parent = parent.parent
    return True


def _is_mark_of_footnote(node: nodes.Node) -> bool:
    """Return whether a node is what stands for a footnote in an excerpt."""
    return isinstance(node, nodes.superscript) and any(
        isinstance(child, nodes.reference) for child in node.children
    )


def is_resolved(blocks: Iterable[nodes.Node]) -> bool:
    """Return whether the text of an excerpt is independent of other documents.

    :param blocks: nodes of the excerpt
    """
    return not any(
        isinstance(node, _LATE) for block in blocks for node in block.findall()
    )


def resolve_excerpt(
    app: Sphinx,
    builder: Builder,
    docname: str,
    page: nodes.document,
    blocks: Iterable[nodes.Node],
) -> nodes.document:
    """Return a document of a post's excerpt, its references resolved.

    What is wrong with a reference is reported when the page itself is resolved.

    :param docname: of the post
    :param page: its document
    :param blocks: what the excerpt is made of, as ABlog has it
    """
    document = fragment_of(page, [node.deepcopy() for node in blocks])
    for reference in document.findall(addnodes.pending_xref):
        reference["refdoc"] = docname
    with logging.suppress_logging():
        app.env.resolve_references(document, docname, builder)
    return document


def keep_summary(
    page: nodes.document, order: int, blocks: Iterable[nodes.Node]
) -> None:
    """Keep the summary of a post with the resolved document of its page.

    :param order: of the post among those of its document, from 1
    :param blocks: what its excerpt is made of, resolved
    """
    kept: dict[int, str] = {**getattr(page, _SUMMARIES, {})}
    kept[order] = excerpt_text(blocks)
    setattr(page, _SUMMARIES, kept)


def kept_summaries(page: nodes.document) -> dict[int, str]:
    """Return the summaries that were kept with a resolved document.

    :param page: the document
    """
    found: dict[int, str] = getattr(page, _SUMMARIES, {})
    return found


def summary_of(
    app: Sphinx, builder: Builder, post: dict[str, Any], page: nodes.document
) -> str:
    """Return the summary of a post, which is made once and kept with its page.

    :param post: as ABlog has it in the environment
    :param page: the document of the post, resolved or not
    """
    order = post.get("order", 1)
    if order not in kept_summaries(page):
        blocks = list(post.get("excerpt") or ())
        if not is_resolved(blocks):
            name = post["docname"]
            blocks = resolve_excerpt(app, builder, name, page, blocks).children
        keep_summary(page, order, blocks)
    return kept_summaries(page)[order]

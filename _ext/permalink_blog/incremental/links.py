"""Links between documents, noted as what a page shows of others."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin

from docutils import nodes

from permalink_blog.incremental.dependencies import DOCUMENTS, LABELS, REFERENCES
from permalink_blog.incremental.pages import pages_of
from permalink_blog.posts.blog import PostList

if TYPE_CHECKING:
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


_ROOT = "http://site/"  # stands for the site's root while links are joined


_UNRESOLVED = {"xref", "myst"}  # the classes that MyST gives to links that it gives up


class PageLinks:
    """Record the documents that a page links to."""

    def __init__(self) -> None:
        self._docnames: dict[str, str] = {}

    def settle(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Index the documents by their URIs (``env-updated``, last)."""
        self._docnames = (
            {app.builder.get_target_uri(docname): docname for docname in env.all_docs}
            if pages_of(app)
            else {}
        )

    def note(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Note what a resolved document links to (``doctree-resolved``)."""
        pages = pages_of(app)
        if pages is None or not doctree.get("source"):
            return
        for kind in (nodes.inline, nodes.literal):
            if any(_UNRESOLVED.issubset(x["classes"]) for x in doctree.findall(kind)):
                pages.seen(docname, DOCUMENTS)
        here = _ROOT + app.builder.get_target_uri(docname)
        for link in doctree.findall(nodes.reference):
            target = _target(here, link.get("refuri", ""))
            if target is None:
                continue
            if target not in self._docnames:
                pages.seen(docname, REFERENCES)
            elif self._docnames[target] != docname:
                pages.seen(docname, ("document", self._docnames[target]))


def _target(here: str, uri: str) -> str | None:
    """Return the URI of the page that a link leads to; ``None`` for another site."""
    try:
        url = urldefrag(urljoin(here, uri)).url
    except ValueError:  # "//[", which is no URL
        return None
    return url.removeprefix(_ROOT) if uri and url.startswith(_ROOT) else None


def note_postlists(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Note that a page lists posts (``doctree-resolved``, before ABlog does)."""
    if (pages := pages_of(app)) is None:
        return
    for node in doctree.findall(PostList):
        asked = {key: node[key] for key in (*LABELS, "length", "sort", "excerpts")}
        options = json.dumps(asked, ensure_ascii=False)
        pages.seen(docname, ("postlist", docname, options), REFERENCES)


def note_missing(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: nodes.Node
) -> None:
    """Note that a reference leads nowhere yet (``missing-reference``, last)."""
    pages, docname = pages_of(app), node.get("refdoc")
    if pages is not None and docname:
        pages.seen(docname, DOCUMENTS)

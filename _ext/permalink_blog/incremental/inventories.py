"""Inventories of other projects (intersphinx), noted as what a page shows.

Sphinx loads those that are files in each build, and others after some days, and does
not write a page again that links to what has moved in them. Links that are resolved
while a document is read, as MyST's ``inv:``, need it to be read again.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from permalink_blog.core.files import string_digest
from permalink_blog.core.priorities import DoctreeResolved, MissingReference
from permalink_blog.core.tracker import note_shown, register_dependency_values

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


DEPENDENCY = "inventories"
_EXTENSION = "sphinx.ext.intersphinx"
_XREF = addnodes.pending_xref
_OF_MYST = {"iref", "xref"}  # classes of a link to another project, and to nothing
_AT_READING = "inv:"  # in the source: a link that MyST resolves while it reads


class Inventories:
    """The inventories in one build.

    :param app: its application
    """

    def __init__(self, app: Sphinx) -> None:
        self._app = app

    def connect(self) -> None:
        """Follow the build."""
        app = self._app
        app.connect("source-read", self.note_source)
        app.connect("doctree-read", self.note_document)
        app.connect("env-purge-doc", self.forget_document)
        app.connect("env-merge-info", self.merge_documents)
        app.connect("env-get-outdated", self.documents_to_reread)
        app.connect(
            "missing-reference", self.note_page, priority=MissingReference.FIRST
        )
        app.connect("doctree-resolved", self.note_links, priority=DoctreeResolved.LINKS)
        register_dependency_values(app, DEPENDENCY, lambda _app: self.digest)

    @cached_property
    def digest(self) -> str:
        """A digest of all inventories, in the order in which they are searched."""
        found: dict[str, object] = getattr(
            self._app.env, "intersphinx_named_inventory", {}
        )
        if not found:
            return ""
        return string_digest(repr([*found.items()]))

    def note_source(self, app: Sphinx, docname: str, source: list[str]) -> None:
        """Record a document that may contain a link to resolve (``source-read``).

        :param source: list of one item, as Sphinx passes it
        """
        if _AT_READING in source[0]:
            _documents(app.env).add(docname)

    def note_document(self, app: Sphinx, doctree: nodes.document) -> None:
        """Note a document that names an inventory (``doctree-read``).

        Those of the roles ``external`` are resolved without an event.
        """
        for kind, key in ((nodes.reference, "inv_match"), (_XREF, "intersphinx")):
            if any(key in node for node in doctree.findall(kind)):
                _documents(app.env).add(app.env.docname)

    def forget_document(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Forget a document (``env-purge-doc``)."""
        _documents(env).discard(docname)

    def merge_documents(
        self,
        app: Sphinx,
        env: BuildEnvironment,
        docnames: list[str],
        other: BuildEnvironment,
    ) -> None:
        """Add what another process has read (``env-merge-info``)."""
        _documents(env).update(_documents(other).intersection(docnames))

    def documents_to_reread(
        self,
        app: Sphinx,
        env: BuildEnvironment,
        added: set[str],
        changed: set[str],
        removed: set[str],
    ) -> set[str]:
        """Return what to read again if an inventory changed (``env-get-outdated``)."""
        last: str = getattr(env, "blog_inventories_digest", self.digest)
        env.blog_inventories_digest = self.digest  # type: ignore[attr-defined]
        return set() if last == self.digest else _documents(env) - added - removed

    def note_page(
        self,
        app: Sphinx,
        env: BuildEnvironment,
        node: addnodes.pending_xref,
        contnode: nodes.Node,
    ) -> None:
        """Note a reference that leads to no document (``missing-reference``)."""
        if _EXTENSION in app.extensions and (docname := node.get("refdoc")):
            note_shown(app, docname, DEPENDENCY)

    def note_links(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Note links of MyST's, which resolves them itself (``doctree-resolved``)."""
        if _EXTENSION in app.extensions and any(
            "myst" in node["classes"] and not _OF_MYST.isdisjoint(node["classes"])
            for node in doctree.findall(nodes.inline)
        ):
            note_shown(app, docname, DEPENDENCY)


def _documents(env: BuildEnvironment) -> set[str]:
    """Return the documents that are read again when an inventory has changed."""
    if not hasattr(env, "blog_inventories"):
        env.blog_inventories = set()  # type: ignore[attr-defined]
    found: set[str] = env.blog_inventories  # type: ignore[attr-defined]
    return found

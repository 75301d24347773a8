"""Names that more than one document defines, such as a label or a function.

Sphinx warns about them, and its domains keep one of the definitions, depending on the
order in which documents are read: nearly always the last. In an incremental build that
is another one than in a full build, and if it is removed, none is left. So whenever a
document is read, those that define one of its names are read again, too, in the order
of a full build.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from permalink_blog.core.priorities import (
    DoctreeRead,
    EnvBeforeReadDocs,
    EnvGetOutdated,
    EnvUpdated,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


_WITH_IDS = (addnodes.desc_signature, nodes.term, addnodes.production)


class RepeatedNames:
    """The names that documents define, in one build; the environment keeps them."""

    def __init__(self) -> None:
        self._read: set[str] = set()

    def connect(self, app: Sphinx) -> None:
        """Follow what is read."""
        app.connect("doctree-read", note_names, priority=DoctreeRead.LAST)
        app.connect("env-purge-doc", forget_names)
        app.connect("env-merge-info", merge_names)
        app.connect(
            "env-get-outdated", documents_to_reread, priority=EnvGetOutdated.LAST
        )
        app.connect(
            "env-before-read-docs", self.add_documents, priority=EnvBeforeReadDocs.FIRST
        )
        app.connect("env-updated", self.read_again, priority=EnvUpdated.FIRST)

    def add_documents(
        self, app: Sphinx, env: BuildEnvironment, docnames: list[str]
    ) -> None:
        """Add those that define what others defined (``env-before-read-docs``).

        Other extensions may read documents again whose sources have not changed.

        Sphinx purges each document right before it is read. Of some kinds of objects
        the first definition wins: it must not be one that is purged later.
        """
        found = sharing(names_of(env), docnames) & env.all_docs.keys()
        docnames[:] = sorted({*docnames, *found})
        self._read.update(docnames)
        for docname in sorted(found):
            app.events.emit("env-purge-doc", env, docname)
            env.clear_doc(docname)

    def read_again(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Read documents that have a name in common since now (``env-updated``).

        :returns: the documents to write again
        """
        read_serially = getattr(app.builder, "_read_serial", None)
        found = sharing(names_of(env), self._read) & env.all_docs.keys()
        if read_serially is None or self._read.issuperset(found):
            return []
        docnames = sorted(found)
        app.events.emit("env-before-read-docs", env, docnames)
        read_serially(docnames)
        return docnames


def names_of(env: BuildEnvironment) -> dict[str, frozenset[str]]:
    """Return what each document defines, by docname."""
    if not hasattr(env, "blog_names"):
        env.blog_names = {}  # type: ignore[attr-defined]
    names: dict[str, frozenset[str]] = env.blog_names  # type: ignore[attr-defined]
    return names


def sharing(names: Mapping[str, AbstractSet[str]], docnames: Iterable[str]) -> set[str]:
    """Return the documents that share names with one of some, or with each other.

    :param names: what each document defines, by docname
    :param docnames: some documents; of them, those that share no name are left out
    """
    holders: dict[str, list[str]] = defaultdict(list)
    for docname, found in names.items():
        for name in found:
            holders[name].append(docname)
    asked, shared = [name for name in docnames if name in names], set[str]()
    while asked:
        for name in names[asked.pop()]:
            if len(holders[name]) > 1:
                new = {*holders[name]} - shared
                shared |= new
                asked += new
    return shared


def note_names(app: Sphinx, doctree: nodes.document) -> None:
    """Note what a document defines (``doctree-read``)."""
    names = {*_labels(doctree), *_objects(doctree)}
    if "sphinx.ext.autosectionlabel" in app.extensions:
        names |= {x[0].astext().lower() for x in doctree.findall(nodes.section)}
    if names:
        names_of(app.env)[app.env.docname] = frozenset(names)


def _labels(doctree: nodes.document) -> Iterator[str]:
    """Yield the names that Sphinx makes labels of, not those of links and footnotes."""
    for name, explicit in doctree.nametypes.items():
        node = doctree.ids.get(doctree.nameids.get(name) or "")
        if not explicit or node is None or isinstance(node, nodes.footnote):
            continue
        if "refuri" not in node:
            yield name


def _objects(doctree: nodes.document) -> Iterator[str]:
    for node in doctree.findall(nodes.Element):
        if isinstance(node, _WITH_IDS):
            yield from (f"{node.tagname} {name}" for name in node["ids"])
        elif isinstance(node, addnodes.index):
            yield from (x[2] for x in node["entries"] if x[2].startswith("module-"))
        elif isinstance(node, nodes.citation):
            yield f"citation {node[0].astext()}"
        elif isinstance(node, nodes.math_block) and node.get("label"):
            yield f"equation {node['label']}"


def forget_names(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget a document (``env-purge-doc``)."""
    names_of(env).pop(docname, None)


def merge_names(
    app: Sphinx, env: BuildEnvironment, docnames: list[str], other: BuildEnvironment
) -> None:
    """Add what another process has read (``env-merge-info``)."""
    found = names_of(other)
    names_of(env).update({name: found[name] for name in docnames if name in found})


def documents_to_reread(
    app: Sphinx,
    env: BuildEnvironment,
    added: set[str],
    changed: set[str],
    removed: set[str],
) -> set[str]:
    """Return those that define what removed documents defined (``env-get-outdated``).

    Of those another one is kept now.
    """
    found = sharing(names_of(env), removed) & env.all_docs.keys()
    return found - added - removed

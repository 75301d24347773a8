"""Posts without copies of their documents.

ABlog keeps with each post a copy of its whole document and of its excerpt, in the
environment: nodes that hold on to everything they were made of. Here the environment
keeps what lists of posts show, as text; the excerpt goes with the document's doctree to
the disk, and comes back when somebody asks for it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, overload

from docutils import nodes
from sphinx import addnodes
from sphinx.util import logging
from sphinx.util.nodes import process_only_nodes

from permalink_blog.posts.copied_nodes import link_home
from permalink_blog.posts.ref_labels import set_labels_aside
from permalink_blog.posts.summaries import excerpt_text, is_resolved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.tags import Tags


_EXCERPTS = "blog_excerpts"  # of a doctree: the number of a post -> its excerpt
_EXCERPT_OF = "blog_excerpt_of"  # of a node in it: the posts whose excerpt it is in
OF_TEXT = frozenset(
    ("doctree", "excerpt", "excerpt_digest", "excerpt_refers", "summary")
)
"""What is kept of a post that depends on its text alone."""


class _Stored:
    """A part of a document that is read from the disk when it is used."""

    def __init__(self, *place: Any) -> None:
        self._place = place
        self._env: BuildEnvironment | None = None
        self._tags: Tags | None = None

    def bind(self, env: BuildEnvironment, tags: Tags) -> None:
        """Set which environment reads doctrees, and the tags of the build."""
        self._env, self._tags = env, tags

    def __reduce__(self) -> tuple[type[_Stored], tuple[Any, ...]]:
        """Leave the environment out: it is not light."""
        return type(self), self._place

    def _doctree(self) -> nodes.document | None:
        if self._env is None:
            return None
        docname = self._place[0]
        doctree = self._env.get_doctree(docname)
        # Sphinx keeps the files that it reads in memory, for the same build.
        self._env._pickled_doctree_cache.pop(docname, None)
        return doctree


class LazyExcerpt(_Stored, Sequence[nodes.Node]):
    """The excerpt of a post, read from the disk when it is used.

    :param docname: of the post
    :param order: of the post among those of its document, from 1
    """

    def __init__(self, docname: str, order: int) -> None:
        super().__init__(docname, order)

    def _nodes(self) -> list[nodes.Node]:
        doctree = self._doctree()
        if doctree is None or self._tags is None:
            return []
        return _of_this_build(excerpts_of(doctree).get(self._place[1], []), self._tags)

    @overload
    def __getitem__(self, index: int) -> nodes.Node: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[nodes.Node]: ...
    def __getitem__(self, index: int | slice) -> nodes.Node | Sequence[nodes.Node]:
        """Return a part of the excerpt."""
        return self._nodes()[index]

    def __iter__(self) -> Iterator[nodes.Node]:
        """Iterate over its nodes, with references that are not resolved."""
        return iter(self._nodes())

    def __len__(self) -> int:
        """Count its nodes."""
        return len(self._nodes())


class LazyDocument(_Stored):
    """The document of a post, or the section that the post is, read when it is used.

    :param docname: of the document
    :param section: id of the section; empty for the whole document
    """

    def __init__(self, docname: str, section: str) -> None:
        super().__init__(docname, section)

    def deepcopy(self) -> nodes.Element:
        """Return the copy that ABlog would have made."""
        docname, name = self._place
        tree: nodes.Element | None = self._doctree()
        if tree is None:
            return nodes.section()
        for section in tree.findall(nodes.section) if name else ():
            if name in section["ids"]:
                tree = section
                break
        link_home(tree, docname)
        return tree


def _of_this_build(excerpt: list[nodes.Node], tags: Tags) -> list[nodes.Node]:
    """Return the nodes of an excerpt that the directives ``only`` leave in a build.

    ABlog puts each node into the document of a list as it is, so a directive itself
    would be written there. A condition that is wrong is reported with its page.

    :param excerpt: of a document that nothing else uses
    """
    if not any(isinstance(node, addnodes.only) for node in excerpt):
        return excerpt
    box = nodes.Element("", *excerpt)
    with logging.suppress_logging():
        process_only_nodes(box, tags)
    return [node for node in box.children if not isinstance(node, nodes.comment)]


def excerpts_of(doctree: nodes.document) -> dict[int, list[nodes.Node]]:
    """Return the excerpts of the posts in a document, by their numbers."""
    found: dict[int, list[nodes.Node]] = getattr(doctree, _EXCERPTS, {})
    return found


def shown_excerpts(doctree: nodes.document) -> dict[int, list[nodes.Element]]:
    """Find the nodes of a document that are in the excerpts of its posts."""
    found: dict[int, list[nodes.Element]] = {}
    for node in doctree.findall(nodes.Element):
        for order in getattr(node, _EXCERPT_OF, ()):
            found.setdefault(order, []).append(node)
    return found


def mark_excerpts(app: Sphinx, doctree: nodes.document) -> None:
    """Find what ABlog made excerpts of (``doctree-read``, right after ABlog).

    References in the text are then resolved once, in the document, and not again in
    each copy of it.
    """
    known = _Originals(doctree)
    for post in _posts(app.env, app.env.docname):
        wanted = list(post["excerpt"])
        post["summary"] = excerpt_text(wanted)
        originals = []
        for copy in wanted:
            original = known.find(copy)
            if original is None:
                break  # an excerpt that the page does not show
            originals.append(original)
        else:
            pairs = zip(originals, wanted, strict=True)
            post["excerpt"] = [_with_conditions(*pair) for pair in pairs]
            for original in originals:
                orders = (*getattr(original, _EXCERPT_OF, ()), post["order"])
                setattr(original, _EXCERPT_OF, orders)


def _with_conditions(original: nodes.Node, copy: nodes.Element) -> nodes.Element:
    """Wrap a copy into the directives ``only`` that the original is in.

    ABlog takes paragraphs out of them, and would show those of other formats.
    """
    around, wrapped = original.parent, copy
    while around is not None:
        if isinstance(around, addnodes.only):
            wrapped = addnodes.only("", wrapped, **around.attributes)
        around = around.parent
    return wrapped


class _Originals:
    """The nodes of a document, by what copies of them have in common with them.

    A document is walked once for each kind of node, and a node is written as text once,
    however many copies are looked for.
    """

    def __init__(self, doctree: nodes.document) -> None:
        self._doctree = doctree
        self._by_source: dict[type, dict[str, list[nodes.Element]]] = {}
        self._by_text: dict[tuple[type, str], dict[str, nodes.Element]] = {}

    def find(self, copy: nodes.Element) -> nodes.Element | None:
        """Return the first node that is like a copy, or ``None``."""
        kind, source = type(copy), copy.rawsource
        if kind not in self._by_source:
            found: dict[str, list[nodes.Element]] = {}
            self._by_source[kind] = found
            for node in self._doctree.findall(kind):
                found.setdefault(node.rawsource, []).append(node)
        if (kind, source) not in self._by_text:
            alike = self._by_source[kind].get(source, [])
            texts = {node.pformat(): node for node in reversed(alike)}
            self._by_text[kind, source] = texts
        return self._by_text[kind, source].get(copy.pformat())


def lighten_posts(app: Sphinx, doctree: nodes.document) -> None:
    """Remove the nodes from ABlog's notes (``doctree-read``, after all changes)."""
    docname = app.env.docname
    excerpts = {}
    for post in _posts(app.env, docname):
        excerpt = list(post["excerpt"])
        source = "".join(node.pformat() for node in excerpt)
        excerpts[post["order"]] = excerpt
        set_labels_aside(app.env, post)
        post.update(
            excerpt=LazyExcerpt(docname, post["order"]),
            doctree=LazyDocument(docname, post["section"]),
            excerpt_digest=hashlib.sha256(source.encode()).hexdigest()[:16],
            excerpt_refers=not is_resolved(excerpt),
        )
    if excerpts:
        setattr(doctree, _EXCERPTS, excerpts)


def _posts(env: BuildEnvironment, docname: str) -> list[dict[str, Any]]:
    posts: list[dict[str, Any]] = getattr(env, "ablog_posts", {}).get(docname, [])
    return posts


def merge_posts(
    app: Sphinx, env: BuildEnvironment, docnames: set[str], other: BuildEnvironment
) -> None:
    """Add the posts that a worker has read (``env-merge-info``)."""
    posts = getattr(env, "ablog_posts", None)
    if posts is None:
        env.ablog_posts = posts = {}  # type: ignore[attr-defined]
    for docname in docnames:
        if docname in (read := getattr(other, "ablog_posts", {})):
            posts[docname] = read[docname]


def purge_posts(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget the posts of a document (``env-purge-doc``)."""
    getattr(env, "ablog_posts", {}).pop(docname, None)

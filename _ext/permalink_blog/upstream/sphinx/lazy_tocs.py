"""Tables of contents that stay pickled until they are used.

Sphinx keeps one of each document, as nodes: half of the environment. A build that reads
and writes a few documents would take all of them apart, and put them together again.
"""

from __future__ import annotations

import pickle
from collections.abc import MutableMapping
from typing import TYPE_CHECKING

from permalink_blog.core.files import node_digest
from permalink_blog.upstream.change import UpstreamChange
from permalink_blog.upstream.sphinx.names import environment_lacks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class LightTocs(MutableMapping[str, "nodes.bullet_list"]):
    """A replacement of ``env.tocs``.

    :param tocs: by docname
    """

    def __init__(self, tocs: Mapping[str, nodes.bullet_list]) -> None:
        self._tocs: dict[str, nodes.bullet_list | bytes] = dict(tocs)
        self._digests: dict[str, str] = {}  # of those that are pickled

    def __getitem__(self, docname: str) -> nodes.bullet_list:
        """Return one as it is; what is changed in it stays."""
        toc = self._tocs[docname]
        if isinstance(toc, bytes):
            self._tocs[docname] = toc = pickle.loads(toc)  # noqa: S301 - of Sphinx's own environment
            self._digests.pop(docname, None)
        return toc

    def __setitem__(self, docname: str, toc: nodes.bullet_list) -> None:
        """Keep one."""
        self._tocs[docname] = toc
        self._digests.pop(docname, None)

    def __delitem__(self, docname: str) -> None:
        """Forget one."""
        del self._tocs[docname]
        self._digests.pop(docname, None)

    def digest(self, docname: str) -> str:
        """Return a digest of one, without unpickling it."""
        known = self._digests.get(docname)
        return node_digest(self[docname]) if known is None else known

    def convert(self, function: Callable[[bytes], bytes]) -> None:
        """Convert those that are pickled.

        :param function: returns a pickle of a table of contents with the same digest
        """
        for docname, toc in self._tocs.items():
            if isinstance(toc, bytes):
                self._tocs[docname] = function(toc)

    def __contains__(self, docname: object) -> bool:
        """Return whether a document has a table of contents."""
        return docname in self._tocs

    def __iter__(self) -> Iterator[str]:
        """Iterate over the docnames."""
        return iter(self._tocs)

    def __len__(self) -> int:
        """Count them."""
        return len(self._tocs)

    def __getstate__(self) -> dict[str, tuple[bytes, str]]:
        """Pickle those that are not, each with its digest."""
        return {docname: self._state(docname) for docname in self._tocs}

    def _state(self, docname: str) -> tuple[bytes, str]:
        toc = self._tocs[docname]
        if isinstance(toc, bytes):
            return toc, self._digests[docname]
        return pickle.dumps(toc, protocol=5), node_digest(toc)

    def __setstate__(self, state: dict[str, tuple[bytes, str]]) -> None:
        """Leave them pickled."""
        self._tocs = {docname: toc for docname, (toc, _digest) in state.items()}
        self._digests = {docname: digest for docname, (_toc, digest) in state.items()}


def lighten_tocs(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Keep them so from now on (``env-before-read-docs``)."""
    if not isinstance(env.tocs, LightTocs):
        env.tocs = LightTocs(env.tocs)  # type: ignore[assignment]


def _lighten(app: Sphinx) -> None:
    app.connect("env-before-read-docs", lighten_tocs)


LAZY_TOCS = UpstreamChange(
    name="sphinx.lazy-tocs",
    issue="https://www.sphinx-doc.org/en/master/extdev/envapi.html",
    versions={"sphinx": ">=8.2,<10"},
    why="leave tables of contents pickled until one is looked at",
    correct=False,
    misfit=lambda: environment_lacks("tocs"),
    apply=_lighten,
)

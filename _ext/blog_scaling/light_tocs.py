"""Tables of contents that stay pickled until somebody looks at them.

Sphinx keeps one of each document, as nodes: half of the environment. A build that reads
and writes a few documents would take all of them apart, and put them together again.
"""

from __future__ import annotations

import pickle
from collections.abc import MutableMapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class LightTocs(MutableMapping[str, "nodes.bullet_list"]):
    """In place of ``env.tocs``.

    :param tocs: by docname
    """

    def __init__(self, tocs: Mapping[str, nodes.bullet_list]) -> None:
        self._tocs: dict[str, nodes.bullet_list | bytes] = dict(tocs)

    def __getitem__(self, docname: str) -> nodes.bullet_list:
        """Give one as it is; what is changed in it stays."""
        toc = self._tocs[docname]
        if isinstance(toc, bytes):
            self._tocs[docname] = toc = pickle.loads(toc)  # noqa: S301 - of Sphinx's own environment
        return toc

    def __setitem__(self, docname: str, toc: nodes.bullet_list) -> None:
        """Keep one."""
        self._tocs[docname] = toc

    def __delitem__(self, docname: str) -> None:
        """Forget one."""
        del self._tocs[docname]

    def __contains__(self, docname: object) -> bool:
        """Say whether there is one."""
        return docname in self._tocs

    def __iter__(self) -> Iterator[str]:
        """Give the docnames."""
        return iter(self._tocs)

    def __len__(self) -> int:
        """Count them."""
        return len(self._tocs)

    def __getstate__(self) -> dict[str, bytes]:
        """Pickle those that are not."""
        return {
            docname: toc if isinstance(toc, bytes) else pickle.dumps(toc, protocol=5)
            for docname, toc in self._tocs.items()
        }

    def __setstate__(self, state: dict[str, bytes]) -> None:
        """Leave them pickled."""
        self._tocs = {**state}


def lighten_tocs(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Keep them so from now on (``env-before-read-docs``)."""
    if not isinstance(env.tocs, LightTocs):
        env.tocs = LightTocs(env.tocs)  # type: ignore[assignment]

"""Changed sources, whatever their modification times are.

Sphinx reads a document again if its file is newer than the last reading. After a clock
was set back, or a file was restored with its old time, it is older: the edit would
never be seen. Here a file is another one if its time or its size is.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


Stamp: TypeAlias = tuple[int, int]
"""Time of the last change in nanoseconds, and size in bytes."""


class SourceStamps:
    """The files that documents of the environment were made of.

    The environment keeps them, so that they are always those of its documents.
    """

    def __init__(self) -> None:
        self._read: list[str] = []

    def connect(self, app: Sphinx) -> None:
        """Follow one build."""
        app.connect("env-get-outdated", self.changed_documents)
        app.connect("env-before-read-docs", self.note_sources)
        app.connect("env-updated", self.note_dependencies)

    def changed_documents(
        self,
        app: Sphinx,
        env: BuildEnvironment,
        added: set[str],
        changed: set[str],
        removed: set[str],
    ) -> set[str]:
        """Return the documents with changed sources (``env-get-outdated``)."""
        known = _known(env)
        other = {path for path, stamp in known.items() if _stamp(env, path) != stamp}
        if not other:
            return set()
        documents = env.all_docs.keys() - removed
        return {name for name in documents if not other.isdisjoint(_files(env, name))}

    def note_sources(
        self, app: Sphinx, env: BuildEnvironment, docnames: list[str]
    ) -> None:
        """Note what is about to be read (``env-before-read-docs``).

        Not after it: what is edited meanwhile would be taken for what was read.
        """
        self._read += docnames
        _note(env, (_source(env, docname) for docname in docnames))

    def note_dependencies(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Note what was read with documents, such as images (``env-updated``)."""
        _note(env, (path for name in self._read for path in _dependencies(env, name)))
        if self._read:
            known = _known(env)
            used = {path for name in env.all_docs for path in _files(env, name)}
            for path in known.keys() - used:
                del known[path]


def _known(env: BuildEnvironment) -> dict[str, Stamp]:
    if not hasattr(env, "blog_sources"):
        env.blog_sources = {}  # type: ignore[attr-defined]
    known: dict[str, Stamp] = env.blog_sources  # type: ignore[attr-defined]
    return known


def _note(env: BuildEnvironment, paths: Iterable[str]) -> None:
    known = _known(env)
    for path in {*paths}:
        if stamp := _stamp(env, path):
            known[path] = stamp


def _stamp(env: BuildEnvironment, path: str) -> Stamp | None:
    try:
        status = os.stat(os.path.join(env.srcdir, path))  # noqa: PTH116, PTH118 - text
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _files(env: BuildEnvironment, docname: str) -> Iterator[str]:
    yield _source(env, docname)
    yield from _dependencies(env, docname)


def _source(env: BuildEnvironment, docname: str) -> str:
    return os.fspath(env.doc2path(docname, base=False))


def _dependencies(env: BuildEnvironment, docname: str) -> Iterator[str]:
    return map(os.fspath, env.dependencies.get(docname, ()))

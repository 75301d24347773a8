"""Changed sources, by their content: their modification times only save reading them.

Sphinx reads a document again if its file is newer than the last reading. In a checkout
all files are new, and after a clock was set back, or a file was restored with its old
time, an edit would never be seen. Here a file is another one if its content is. One
with the time and the size that it had is not looked at.

A build that is killed may leave a doctree of a text that is no more: the documents that
it was reading are read again, whatever their content.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from permalink_blog.core.build import build_of
from permalink_blog.core.files import digest
from permalink_blog.core.priorities import EnvCheckConsistency, EnvGetOutdated
from permalink_blog.core.store import encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


Stamp: TypeAlias = tuple[int, int]
"""Time of the last change in nanoseconds, and size in bytes."""

_READING = "reading"  # a section of the doctrees' store
_VERSION = 1
_CLOCK = 20_000_000  # nanoseconds that the clock of a file system may be late


class FileVersion(NamedTuple):
    """A file as it was read.

    :param stamp: of the file
    :param digest: of its content
    :param is_sure: whether it cannot have changed between the reading and the digest
    """

    stamp: Stamp
    digest: str
    is_sure: bool


@dataclass
class _Comparison:
    """The files of an environment, compared with those that are there now."""

    env: BuildEnvironment

    def __post_init__(self) -> None:
        self._same: dict[str, bool] = {}

    def is_same(self, path: str) -> bool:
        """Return whether a file that is known has the content that was read.

        :param path: of the file, as :func:`files_of` has it
        """
        if path not in self._same:
            self._same[path] = self._compare(path)
        return self._same[path]

    def is_known_to_be_same(self, path: str) -> bool:
        """Return whether nothing but a file's time can have changed.

        :param path: of the file, as :func:`files_of` has it
        """
        version = _known(self.env).get(path)
        return version is not None and version.is_sure and self.is_same(path)

    def _compare(self, path: str) -> bool:
        known = _known(self.env)
        version = known[path]
        stamp = _stamp(self.env, path)
        if stamp == version.stamp:
            return True
        if stamp is None or stamp[1] != version.stamp[1] or not version.is_sure:
            return False
        now = _version(self.env, path)
        if now is None or now.digest != version.digest:
            return False
        known[path] = now
        return True


class SourceStamps:
    """The files that documents of the environment were made of.

    The environment keeps them, so that they are always those of its documents.
    """

    def __init__(self) -> None:
        self._read: list[str] = []
        self._begin = 0  # of reading, in nanoseconds

    def connect(self, app: Sphinx) -> None:
        """Follow one build."""
        app.connect(
            "env-get-outdated", self.changed_documents, priority=EnvGetOutdated.CONTENT
        )
        app.connect("env-before-read-docs", self.note_sources)
        app.connect("env-updated", self.note_dependencies)
        app.connect(
            "env-check-consistency",
            self.end_reading,
            priority=EnvCheckConsistency.FIRST,
        )

    def changed_documents(
        self,
        app: Sphinx,
        env: BuildEnvironment,
        added: set[str],
        changed: set[str],
        removed: set[str],
    ) -> set[str]:
        """Return the documents with changed sources (``env-get-outdated``).

        Those with nothing but other times are taken out of the changed ones.
        """
        files = _Comparison(env)
        changed -= {name for name in changed if _has_only_other_times(files, name)}
        other = {path for path in _known(env) if not files.is_same(path)}
        begun = _begun(app)
        if not (other or begun):
            return set()
        return {
            name
            for name in env.all_docs.keys() - removed
            if name in begun or not other.isdisjoint(files_of(env, name))
        }

    def note_sources(
        self, app: Sphinx, env: BuildEnvironment, docnames: list[str]
    ) -> None:
        """Note what is about to be read (``env-before-read-docs``).

        Not after it: what is edited meanwhile would be taken for what was read.
        """
        self._read += docnames
        self._begin = time.time_ns() - _CLOCK
        _note(env, (_source(env, docname) for docname in docnames))
        if docnames:
            store = build_of(app).doctrees
            begun = sorted(_begun(app).union(docnames))
            store.put(_READING, _VERSION, encode(begun))
            store.commit()

    def note_dependencies(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Note what was read with documents, such as images (``env-updated``)."""
        sources = {_source(env, name) for name in self._read}
        paths = {path for name in self._read for path in _dependencies(env, name)}
        _note(env, paths - sources, since=self._begin)
        if self._read:
            known = _known(env)
            used = {path for name in env.all_docs for path in files_of(env, name)}
            for path in known.keys() - used:
                del known[path]

    def end_reading(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Record that all is read (``env-check-consistency``: it has been pickled)."""
        store = build_of(app).doctrees
        store.put(_READING, _VERSION, None)
        store.commit()


def content_of_document(env: BuildEnvironment, docname: str) -> list[str]:
    """Return digests of the files that a document was made of."""
    known = _known(env)
    return [known[x].digest for x in sorted({*files_of(env, docname)}) if x in known]


def _begun(app: Sphinx) -> set[str]:
    """Return the documents that a build was reading when it was killed."""
    try:
        found = json.loads(build_of(app).doctrees.get(_READING, _VERSION) or b"[]")
        return {*map(str, found)}
    except (ValueError, TypeError):
        return set()


def _has_only_other_times(files: _Comparison, docname: str) -> bool:
    env = files.env
    if docname in env.reread_always or docname not in env.all_docs:
        return False
    doctree = f"{os.fspath(env.doctreedir)}/{docname}.doctree"
    return os.path.isfile(doctree) and all(  # noqa: PTH113 - text
        files.is_known_to_be_same(path) for path in files_of(env, docname)
    )


def _known(env: BuildEnvironment) -> dict[str, FileVersion]:
    if not hasattr(env, "blog_sources"):
        env.blog_sources = {}  # type: ignore[attr-defined]
    known: dict[str, FileVersion] = env.blog_sources  # type: ignore[attr-defined]
    return known


def _note(env: BuildEnvironment, paths: Iterable[str], *, since: int = 0) -> None:
    """Note files as they are now.

    :param since: a time in nanoseconds; what has changed after it may not be what was
        read. 0: nothing was read yet
    """
    known = _known(env)
    for path in {*paths}:
        version = _version(env, path, since=since)
        if version is not None:
            known[path] = version
        else:
            known.pop(path, None)  # it was there when it was read before


def _version(env: BuildEnvironment, path: str, *, since: int = 0) -> FileVersion | None:
    """Return a file as it is now; ``None`` if there is none."""
    name = os.path.join(env.srcdir, path)  # noqa: PTH118 - text
    try:
        with open(name, "rb") as file:  # noqa: PTH123 - hundreds
            before = os.fstat(file.fileno())
            content = digest(file.read())
        after = os.stat(name)  # noqa: PTH116
    except OSError:
        return None
    stamp = (before.st_mtime_ns, before.st_size)
    is_sure = stamp == (after.st_mtime_ns, after.st_size)
    if since:  # nobody sets this time, but where it is that of the creation
        is_sure = is_sure and after.st_ctime_ns < since
    return FileVersion(stamp, content, is_sure)


def _stamp(env: BuildEnvironment, path: str) -> Stamp | None:
    try:
        status = os.stat(os.path.join(env.srcdir, path))  # noqa: PTH116, PTH118 - text
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def files_of(env: BuildEnvironment, docname: str) -> Iterator[str]:
    """Yield the files that a document was made of, relative to the source folder."""
    yield _source(env, docname)
    yield from _dependencies(env, docname)


def _source(env: BuildEnvironment, docname: str) -> str:
    return os.fspath(env.doc2path(docname, base=False))


def _dependencies(env: BuildEnvironment, docname: str) -> Iterator[str]:
    return map(os.fspath, env.dependencies.get(docname, ()))

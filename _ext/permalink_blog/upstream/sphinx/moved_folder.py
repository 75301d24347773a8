"""Go on with what was built in another folder, as in another checkout.

Sphinx discards an environment whose source folder is another one: it has absolute
paths in it, and so have the doctrees. Here all paths below that folder are replaced, in
whichever attribute they are: in the environment when it is loaded, and in a doctree
when it is needed.

A text that begins with such a path is no path. It comes from the document's files, so
that the documents with one in their files are read again
(:mod:`permalink_blog.incremental.moved_folder`).
"""

from __future__ import annotations

import io
import os
import pickle
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from sphinx.environment import BuildEnvironment

from permalink_blog.upstream.change import (
    UpstreamChange,
    lacks,
    replace_attribute,
    undo_all,
)
from permalink_blog.upstream.sphinx.lazy_tocs import LightTocs
from permalink_blog.upstream.sphinx.names import environment_lacks

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

    from permalink_blog.upstream.change import Undo


class Move:
    """A folder that is somewhere else now.

    :param old: where it was, absolute
    :param new: where it is, absolute
    """

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new
        self._below = old + os.sep
        self._bytes = os.fsencode(old)

    def path(self, path: str) -> str:
        """Return where a file of the folder is now.

        :param path: absolute; other texts are returned as they are
        """
        if path.startswith(self._below) or path == self._old:
            return self._new + path[len(self._old) :]
        return path

    def value(self, value: Any, *, owner: object = None) -> Any:
        """Return a copy of a value that can be pickled, with the paths of now.

        :param owner: an object that the value may refer to, which is not copied
        """
        file = io.BytesIO()
        pickler = _Pickler(file, self, owner)
        pickler.dump(value)
        file.seek(0)
        return _Unpickler(file, pickler.found).load()

    def pickled(self, content: bytes) -> bytes:
        """Return the pickle of a value, with the paths of now.

        :param content: a pickle of a doctree or a part of one, trusted as by Sphinx
        """
        if self._bytes not in content:
            return content
        value = self.value(pickle.loads(content))  # noqa: S301 - the owner's, as to Sphinx
        return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


class _Pickler(pickle.Pickler):
    """Puts paths aside that are others now."""

    def __init__(self, file: io.BytesIO, move: Move, owner: object) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._move = move
        self.found: list[object] = [owner]

    def persistent_id(self, value: Any) -> int | None:
        """Return the number of what was put aside; ``None`` for other values.

        :param value: any that is pickled
        """
        if type(value) is str:
            return self._moved(value, value)
        if isinstance(value, PurePath):
            return self._moved(value, str(value))
        return 0 if value is self.found[0] and value is not None else None

    def _moved(self, value: str | PurePath, path: str) -> int | None:
        moved = self._move.path(path)
        if moved is path:
            return None
        self.found.append(type(value)(moved))
        return len(self.found) - 1


class _Unpickler(pickle.Unpickler):
    """Takes paths from where they were put aside."""

    def __init__(self, file: io.BytesIO, found: list[object]) -> None:
        super().__init__(file)
        self._found = found

    def persistent_load(self, pid: int) -> object:
        """Return what was put aside.

        :param pid: its number
        """
        return self._found[pid]


def moved_from(env: BuildEnvironment) -> str:
    """Return the folder that an environment was loaded from; "" if it is this one."""
    return str(getattr(env, "blog_moved_from", ""))


def forget_moved(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Note that a doctree is made again (``env-purge-doc``)."""
    _folders(env).pop(docname, None)


def _folders(env: BuildEnvironment) -> dict[str, str]:
    """Return the folders of the doctrees from elsewhere, by docname."""
    if not hasattr(env, "blog_moved"):
        env.blog_moved = {}  # type: ignore[attr-defined]
    folders: dict[str, str] = env.blog_moved  # type: ignore[attr-defined]
    return folders


def _move_environment(env: BuildEnvironment, app: Sphinx) -> None:
    old, new = str(env.srcdir), str(app.srcdir)
    folders = dict.fromkeys(env.all_docs, old) | _folders(env)
    env.blog_moved = {}  # type: ignore[attr-defined]
    move = Move(old, new)
    if isinstance(env.tocs, LightTocs):
        env.tocs.convert(move.pickled)
    vars(env).update(move.value(vars(env), owner=env))
    kept = {name: folder for name, folder in folders.items() if folder != new}
    env.blog_moved = kept  # type: ignore[attr-defined]
    env.blog_moved_from = old  # type: ignore[attr-defined]


def _has_moved_along(env: BuildEnvironment, app: Sphinx) -> bool:
    """Return whether the doctrees are where they were, seen from the source folder."""
    old = os.path.relpath(env.doctreedir, env.srcdir)
    return old == os.path.relpath(app.doctreedir, app.srcdir)


_setup = BuildEnvironment.setup
_get_doctree = BuildEnvironment.get_doctree


def setup(self: BuildEnvironment, app: Sphinx) -> None:
    """Set up an environment as ``BuildEnvironment.setup`` does, wherever it is from."""
    self.blog_moved_from = ""  # type: ignore[attr-defined]
    is_moved = self.srcdir and self.srcdir != app.srcdir
    if is_moved and _has_moved_along(self, app):
        _move_environment(self, app)
    _setup(self, app)


def get_doctree(self: BuildEnvironment, docname: str) -> nodes.document:
    """Return a doctree, as ``BuildEnvironment.get_doctree`` does, with paths of now."""
    folder = _folders(self).get(docname)
    if folder is not None and docname not in self._pickled_doctree_cache:
        content = Path(self.doctreedir, f"{docname}.doctree").read_bytes()
        moved = Move(folder, str(self.srcdir)).pickled(content)
        self._pickled_doctree_cache[docname] = moved
    return _get_doctree(self, docname)


def _misfit() -> str:
    return lacks(BuildEnvironment, "setup", "get_doctree") or environment_lacks(
        "_pickled_doctree_cache"
    )


def _follow(app: Sphinx) -> Undo:
    app.connect("env-purge-doc", forget_moved)
    return undo_all(
        replace_attribute(BuildEnvironment, function.__name__, function)
        for function in (setup, get_doctree)
    )


MOVED_FOLDER = UpstreamChange(
    name="sphinx.moved-folder",
    issue="sphinx-doc/sphinx#11556",
    versions={"sphinx": ">=8.2,<10"},
    why="go on with what was built in another folder, as CI does; else everything is "
    "read again",
    correct=False,
    misfit=_misfit,
    apply=_follow,
)

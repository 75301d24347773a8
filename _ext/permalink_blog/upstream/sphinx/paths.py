"""Conversion between docnames and paths without ``Path`` objects.

Sphinx asks for each document several times a build, and makes two or three paths each
time; with thousands of posts that is a good part of finding out what has changed.
"""

from __future__ import annotations

import re
from inspect import signature
from typing import TYPE_CHECKING

from sphinx.project import Project
from sphinx.util._pathlib import _StrPath

from permalink_blog.upstream.change import (
    Undo,
    UpstreamChange,
    replace_attribute,
    undo_all,
)

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from sphinx.application import Sphinx


_SIMPLE = re.compile(r"(?:[\w-][\w.-]*/)*[\w-][\w.-]*", re.ASCII)
"""A path that is the same however it is normalised."""

_path2doc: Callable[[Project, str | os.PathLike[str]], str | None] = Project.path2doc
_doc2path: Callable[[Project, str, bool], _StrPath] = Project.doc2path


def path2doc(self: Project, filename: str | os.PathLike[str]) -> str | None:
    """Return the docname of a file, as ``Project.path2doc`` does."""
    if isinstance(filename, str) and _SIMPLE.fullmatch(filename):
        for suffix in self.source_suffix:
            if filename.endswith(suffix):
                return filename.removesuffix(suffix)
        return None
    return _path2doc(self, filename)


def doc2path(self: Project, docname: str, absolute: bool) -> _StrPath:
    """Return the file of a document, as ``Project.doc2path`` does.

    :param absolute: whether the path begins with the source folder
    """
    path = getattr(self, "_docname_to_path", {}).get(docname)
    if path is None or not absolute:
        return _doc2path(self, docname, absolute)
    return _StrPath(f"{self.srcdir}/{path}")


_PARAMETERS = {
    "path2doc": ["self", "filename"],
    "doc2path": ["self", "docname", "absolute"],
}


def _misfit() -> str:
    for name, wanted in _PARAMETERS.items():
        if [*signature(getattr(Project, name, print)).parameters] != wanted:
            return f"Project.{name} takes other arguments"
    return ""


def _make_fewer_paths(_app: Sphinx) -> Undo:
    return undo_all(
        replace_attribute(Project, function.__name__, function)
        for function in (path2doc, doc2path)
    )


FEWER_PATHS = UpstreamChange(
    name="sphinx.fewer-paths",
    issue="sphinx-doc/sphinx#14277",
    versions={"sphinx": ">=8.2,<10"},
    why="find documents and their files with fewer path objects",
    correct=False,
    misfit=_misfit,
    apply=_make_fewer_paths,
)

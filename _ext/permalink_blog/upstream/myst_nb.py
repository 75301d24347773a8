"""Run-time changes of MyST-NB.

It is loaded without what runs notebooks, until one is read. ``myst_nb.core.execute``
imports jupyter-cache, nbclient and SQLAlchemy: most of the time that MyST-NB takes to
load, in each build, although few builds read a notebook.
Here the package is loaded when somebody asks for one of its names that is not in its
light module ``base``. It is the package itself, so nothing in it behaves in another
way. MyST-NB has no setting for that; where it has no such package, nothing is changed.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import TYPE_CHECKING, Any

from permalink_blog.upstream.change import UpstreamChange, lacks, replace_attribute

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from permalink_blog.upstream.change import Undo


PACKAGE = "myst_nb.core.execute"
_BASE = ("ExecutionError", "ExecutionResult", "NotebookClientBase")
_FUNCTION = "create_client"


class _LazyPackage(ModuleType):
    """The package, before its own code has run."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # as the import system asks
            raise AttributeError(name)
        _load(self)
        return getattr(self, name)


def _load(package: ModuleType) -> None:
    """Run the code of the package in the module that stands for it."""
    package.__class__ = ModuleType
    assert package.__spec__ is not None  # noqa: S101 - it was found by it
    assert package.__spec__.loader is not None  # noqa: S101
    package.__spec__.loader.exec_module(package)


def load_execution_lazily(_app: Sphinx) -> None:
    """Replace the package by one that is loaded when it is used."""
    if PACKAGE in sys.modules:
        return
    spec = find_spec(PACKAGE)  # loads myst_nb, which is light, and myst_nb.core
    if spec is None or spec.submodule_search_locations is None:
        return
    package = module_from_spec(spec)
    package.__class__ = _LazyPackage
    sys.modules[PACKAGE] = package
    setattr(import_module("myst_nb.core"), "execute", package)  # noqa: B010
    try:
        base = import_module(f"{PACKAGE}.base")
        for name in _BASE:
            setattr(package, name, getattr(base, name))
    except (ImportError, AttributeError):  # another version: it loads as it comes
        del sys.modules[PACKAGE]
        return

    def create_client(*args: Any, **options: Any) -> Any:
        if package.__dict__[_FUNCTION] is create_client:
            _load(package)
        return package.__dict__[_FUNCTION](*args, **options)

    setattr(package, _FUNCTION, create_client)


LAZY_EXECUTION = UpstreamChange(
    name="myst_nb.lazy-execution",
    issue="https://myst-nb.readthedocs.io/en/latest/computation/execute.html",
    versions={"myst-nb": ">=1.2,<2"},
    why="load what runs notebooks when a notebook is read, and not in every build",
    correct=False,
    apply=load_execution_lazily,
)

_PARSER = "myst_nb.sphinx_"
_RENDERER = "SphinxNbRenderer"


def replace_renderer(renderer: type) -> Undo:
    """Make MyST-NB's parser use another renderer.

    It names its renderer itself, and has no hook for another one (tested with its
    versions 1.2 to 1.4).

    :param renderer: subclass of MyST-NB's
    """
    return replace_attribute(import_module(_PARSER), _RENDERER, renderer)


GUARDED_RENDERER = UpstreamChange(
    name="myst_nb.guarded-renderer",
    issue="https://myst-nb.readthedocs.io/en/latest/render/format_code_cells.html",
    versions={"myst-nb": ">=1.2"},
    why="show a cell that cannot be rendered as it is written, not the page without it",
    correct=True,
    misfit=lambda: lacks(import_module(_PARSER), _RENDERER),
)

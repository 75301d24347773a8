"""Run-time changes of MyST-Parser."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import jinja2
from myst_parser.mdit_to_docutils import base

from permalink_blog.upstream.change import (
    UpstreamChange,
    lacks,
    replace_attribute,
    undo_all,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from permalink_blog.upstream.change import Undo


# These apply to any version that has the names: to leave them out is no safe way
# to deal with one that nobody has looked at.


def replace_jinja(make_environment: Callable[..., Any]) -> Undo:
    """Make MyST create the environments of substitutions with another function.

    MyST has no option for it (``render_substitution``): it makes one of
    ``jinja2.Environment``, whose name in its module is replaced.

    :param make_environment: called as ``jinja2.Environment``
    """
    stand_in = SimpleNamespace(
        Environment=make_environment,
        StrictUndefined=jinja2.StrictUndefined,
        nodes=jinja2.nodes,
    )
    return replace_attribute(base, "jinja2", stand_in)


SUBSTITUTIONS = UpstreamChange(
    name="myst.substitutions",
    issue="https://myst-parser.readthedocs.io/en/latest/syntax/optional.html",
    versions={"myst-parser": ">=5.2"},
    why="evaluate substitutions of contributors without access to Python",
    correct=True,
    misfit=lambda: lacks(base, "jinja2"),
)

_PARSERS = ("myst_nb.sphinx_", "myst_parser.parsers.sphinx_")
_MERGE = "merge_file_level"


def _lacks_merge() -> str:
    found = [sys.modules[name] for name in _PARSERS if name in sys.modules]
    return next(filter(None, (lacks(module, _MERGE) for module in found)), "")


def replace_merge(merge: Callable[[Any, Any, Any], Any]) -> Undo:
    """Merge the settings of a page and of the site with another function.

    MyST and MyST-NB do so in a function of MyST's. They have no option for it, so its
    name in their modules is replaced.

    :param merge: called as MyST's ``merge_file_level``
    """
    return undo_all(
        replace_attribute(sys.modules[name], _MERGE, merge)
        for name in _PARSERS
        if name in sys.modules
    )


PAGE_SETTINGS = UpstreamChange(
    name="myst.page-settings",
    issue="https://myst-parser.readthedocs.io/en/latest/configuration.html",
    versions={"myst-parser": ">=5.2"},
    why="take from the front matter of contributors the settings that are harmless",
    correct=True,
    misfit=_lacks_merge,
)
"""The user calls :func:`replace_merge` for each document."""

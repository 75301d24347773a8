"""A run-time change of another project, as a value (:mod:`.apply` applies it)."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from packaging.specifiers import SpecifierSet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sphinx.application import Sphinx


Undo: TypeAlias = "Callable[[], None]"


def _as_expected() -> str:
    return ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class UpstreamChange:
    """A run-time change of another project.

    :ivar name: project and topic: "sphinx.parallel-writing"
    :ivar issue: upstream's, as "sphinx-doc/sphinx#11448"; else the URL of the
        documentation, or the name of the function that has no option for it
    :ivar versions: that it was written for: version specifiers by distribution
    :ivar why: one line, in the imperative
    :ivar correct: whether pages are wrong, or unsafe, without it; else it is for speed
    :ivar misfit: returns what is not as expected in the installed version, or ""
    :ivar apply: changes what it is about, and returns how to undo that, if it is a
        change of the whole process; ``None`` if its user does so itself
    :ivar when: "setup" for at once, or the event of Sphinx at which to apply it
    :ivar priority: of the handler of that event
    """

    name: str
    issue: str
    versions: Mapping[str, str]
    why: str
    correct: bool
    misfit: Callable[[], str] = _as_expected
    apply: Callable[[Sphinx], Undo | None] | None = None
    when: Literal["setup", "config-inited", "builder-inited"] = "setup"
    priority: int = 500

    def problem(self) -> str:
        """Return why it does not fit what is installed; empty if it does."""
        for distribution, known in self.versions.items():
            version = _version_of(distribution)
            if version is None:
                return f"{distribution} is not installed"
            if not SpecifierSet(known).contains(version, prereleases=True):
                return f"{distribution} {version} is not one of {known}"
        return self.misfit()


def _version_of(distribution: str) -> str | None:
    """Return the version that is in use; ``None`` if there is none."""
    module = sys.modules.get(distribution.replace("-", "_"))
    version: str | None = getattr(module, "__version__", None)
    if version is None:
        try:
            version = metadata.version(distribution)
        except metadata.PackageNotFoundError:
            return None
    return version


def lacks(owner: Any, *names: str) -> str:
    """Return which names are missing in a module or class; "" if none is.

    :param owner: module or class of the other project
    :param names: of attributes
    """
    missing = [name for name in names if not hasattr(owner, name)]
    return f"{owner.__name__} has no {', '.join(missing)}" if missing else ""


def replace_attribute(owner: Any, name: str, value: object) -> Undo:
    """Replace an attribute of a module or class.

    :param owner: module or class of the other project
    :param name: of the attribute
    :param value: to set
    :returns: a function that restores the former value, unless it was replaced again
    """
    before = getattr(owner, name)
    setattr(owner, name, value)

    def undo() -> None:
        if getattr(owner, name) is value:
            setattr(owner, name, before)

    return undo


def undo_all(undone: Iterable[Undo]) -> Undo:
    """Return a function that undoes several replacements, in their order.

    :param undone: as :func:`replace_attribute` returns them
    """
    functions = [*undone]  # they are replaced now, and not when they are undone

    def undo() -> None:
        for function in functions:
            function()

    return undo

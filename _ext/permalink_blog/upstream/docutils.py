"""docutils' settings, made once and copied for each document."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from docutils.utils import DependencyList

from permalink_blog.upstream.change import replace_attribute

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils.frontend import Values

    from permalink_blog.upstream.change import Undo


@dataclass(frozen=True)
class KeptSettings:
    """A function that makes settings, with its results cached by arguments.

    docutils declares all options of a command line to make settings, and reads its
    configuration files: a millisecond for each document.

    :ivar make: takes docutils components, and options by name
    """

    make: Callable[..., Values]
    _kept: dict[object, tuple[dict[str, Any], Values]] = field(default_factory=dict)

    def __call__(self, *components: Any, **options: Any) -> Values:
        """Return a copy of the settings, for one document."""
        kinds = tuple(x if isinstance(x, type) else type(x) for x in components)
        kept = self._kept.get(kinds)
        if kept is None or kept[0] != options:
            kept = (_copied(options), self.make(*components, **options))
            self._kept[kinds] = kept
        made = kept[1].copy()
        vars(made).update(_copied(vars(made)))
        if kept[1].record_dependencies.file is None:
            made.record_dependencies = DependencyList()
        return made


def _copied(values: dict[str, Any]) -> dict[str, Any]:
    """Copy values, and those of them that others may change in place."""
    return {
        name: value.copy() if type(value) in (dict, list) else value
        for name, value in values.items()
    }


def keep_settings(module: Any, name: str) -> Undo:
    """Replace a function that makes settings by :class:`KeptSettings`.

    :param module: that contains the function
    :param name: of the function
    """
    return replace_attribute(module, name, KeptSettings(getattr(module, name)))

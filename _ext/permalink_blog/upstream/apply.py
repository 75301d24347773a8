"""The loop that applies run-time changes of other projects, and undoes them.

An extension calls :func:`use` with the changes that it needs, in its ``setup()``. A
change that does not fit what is installed is left out, with one warning for all of
them; the owner leaves out others with ``permalink_upstream_without``, to find out which
of them is the cause of something. What a change does to the whole process is undone at
the end of the build: after the last, if several applications have it. (Not for one that
is never built: a process whose ``setup()`` fails ends, as a rule.)

``python -m permalink_blog.upstream`` lists all changes (:mod:`.catalog`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import wraps
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sphinx.errors import ConfigError
from sphinx.util import logging

from permalink_blog.core.priorities import (
    BuilderInited,
    BuildFinished,
    EnvGetOutdated,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.application import Sphinx

    from permalink_blog.upstream.change import Undo, UpstreamChange


logger = logging.getLogger(__name__)

WITHOUT = "permalink_upstream_without"
"""The configuration value with the names of changes to leave out."""


def use(app: Sphinx, *changes: UpstreamChange) -> None:
    """Apply changes at their moments, unless they do not fit or are not wanted."""
    used = _used_by(app)
    for change in changes:
        if change.name not in used.on and used.decide(change):
            used.schedule(app, change)


def is_on(app: Sphinx, change: UpstreamChange) -> bool:
    """Return whether a change fits and is wanted; for those without ``apply``."""
    used = _used_by(app)
    known = used.on.get(change.name)
    return used.decide(change) if known is None else known


@dataclass(slots=True)
class ChangesInUse:
    """The changes that an application uses.

    :ivar without: names of those to leave out
    :ivar on: whether a change fits and is wanted, by name
    :ivar process_wide: those that were undone at the end of a build, or will be
    """

    without: frozenset[str]
    on: dict[str, bool] = field(default_factory=dict)
    misfits: dict[UpstreamChange, str] = field(default_factory=dict)
    process_wide: list[UpstreamChange] = field(default_factory=list)
    has_ended: bool = False

    def decide(self, change: UpstreamChange) -> bool:
        """Return whether a change is wanted and fits; note what does not."""
        wanted = change.name not in self.without
        problem = change.problem() if wanted else ""
        if problem:
            self.misfits[change] = problem
        self.on[change.name] = wanted and not problem
        return self.on[change.name]

    def schedule(self, app: Sphinx, change: UpstreamChange) -> None:
        """Apply a change now, or at its event."""
        if change.when == "setup":
            self.apply(app, change)
            return

        assert change.apply is not None, change.name  # noqa: S101 - see is_on()

        @wraps(change.apply)  # so that lists of handlers have its name
        def apply_now(app: Sphinx, *_arguments: object) -> None:
            self.apply(app, change)

        app.connect(change.when, apply_now, priority=change.priority)

    def apply(self, app: Sphinx, change: UpstreamChange) -> None:
        """Apply a change."""
        if _enter(app, change) and change not in self.process_wide:
            self.process_wide.append(change)

    def check(self, app: Sphinx, *_arguments: object) -> None:
        """Refuse names of no change (``config-inited``).

        :raises ConfigError: for them
        """
        try:
            _check_names(self.without - self.on.keys())
        except ConfigError:
            _leave(id(app))
            raise

    def warn(self, _app: Sphinx) -> None:
        """Warn about what does not fit, when all is decided (``builder-inited``)."""
        if self.misfits:
            _warn(self.misfits)

    def begin_again(self, app: Sphinx, *_arguments: object) -> set[str]:
        """Apply again what the last build of this application has undone."""
        if self.has_ended:
            self.has_ended = False
            for change in self.process_wide:
                _enter(app, change)
        return set()

    def end(self, app: Sphinx, _exception: Exception | None) -> None:
        """Undo what the whole process has of this application (``build-finished``)."""
        self.has_ended = True
        _leave(id(app))


_applications: WeakKeyDictionary[Sphinx, ChangesInUse] = WeakKeyDictionary()


def _used_by(app: Sphinx) -> ChangesInUse:
    used = _applications.get(app)
    if used is None:
        app.add_config_value(WITHOUT, [], "env", types=frozenset({list, tuple}))
        used = ChangesInUse(_names_of(app.config[WITHOUT]))
        _applications[app] = used
        app.connect("config-inited", used.check)
        app.connect("builder-inited", used.warn, priority=BuilderInited.LAST)
        app.connect("env-get-outdated", used.begin_again, priority=EnvGetOutdated.FIRST)
        app.connect("build-finished", used.end, priority=BuildFinished.UNDO)
    return used


@dataclass(frozen=True, slots=True)
class _InEffect:
    """A change of the process.

    :ivar users: ``id()`` of the applications that are built with it
    """

    undo: Undo
    users: set[int]


_in_effect: dict[str, _InEffect] = {}


def _enter(app: Sphinx, change: UpstreamChange) -> bool:
    """Apply a change, again if another application of this process has it.

    :returns: whether it is a change of the process
    """
    assert change.apply is not None, change.name  # noqa: S101 - see is_on()
    before = _in_effect.pop(change.name, None)
    if before is not None:
        before.undo()
    undo = change.apply(app)
    if undo is not None:
        users = before.users if before is not None else set()
        _in_effect[change.name] = _InEffect(undo, users | {id(app)})
    return undo is not None


def _leave(user: int) -> None:
    """Undo changes that no other application needs, the last one first."""
    for name in reversed([*_in_effect]):
        change = _in_effect[name]
        change.users.discard(user)
        if not change.users:
            del _in_effect[name]
            change.undo()


def _names_of(value: object) -> frozenset[str]:
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list | tuple):
        msg = (
            f"conf.py: {WITHOUT}: {value!r} is not a list. Write a list of names of "
            "changes"
        )
        raise ConfigError(msg)
    return frozenset(map(str, names))


def _check_names(names: Iterable[str]) -> None:
    if not names:
        return
    # It imports all of upstream's projects.
    from permalink_blog.upstream.catalog import all_changes

    known = sorted(change.name for change in all_changes())
    if unknown := sorted(set(names) - set(known)):
        msg = (
            f"conf.py: {WITHOUT}: {', '.join(unknown)}: no change of that name. Remove "
            f"it, or use one of {', '.join(known)}"
        )
        raise ConfigError(msg)


def _warn(misfits: Mapping[UpstreamChange, str]) -> None:
    found = "; ".join(f"{change.name}: {why}" for change, why in misfits.items())
    wrong = sorted(change.name for change in misfits if change.correct)
    effect = (
        f"Pages may be wrong without {', '.join(wrong)}"
        if wrong
        else "Builds are slower without them"
    )
    logger.warning(
        "run-time changes are left out, since the installed versions differ from those "
        "expected (%s). %s: install supported versions, or list the changes in %s",
        found,
        effect,
        WITHOUT,
        type="permalink_blog",
        subtype="version",
    )

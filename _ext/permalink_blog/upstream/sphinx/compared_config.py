"""Keep the configuration that Sphinx compared, so that an unchanged one is equal.

Themes and extensions set values when the builder exists (pydata-sphinx-theme its
options, ABlog its style sheets). Sphinx pickles the values as they are after reading,
and compares them in the next build with those of ``conf.py`` before any extension has
changed them: it finds another configuration each time, and reads every document again.

Here the environment keeps the compared values, whatever extensions set later.
"""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

from sphinx.config import Config

from permalink_blog.core.priorities import (
    ConfigInited,
    EnvCheckConsistency,
    EnvGetUpdated,
    WriteStarted,
)
from permalink_blog.upstream.change import UpstreamChange
from permalink_blog.upstream.sphinx.names import environment_lacks

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class ConfigMemory:
    """The configuration as it was when Sphinx compared it."""

    def __init__(self) -> None:
        self._values: dict[str, Any] = {}
        self._current: Config | None = None

    def connect(self, app: Sphinx) -> None:
        """Follow one build."""
        app.connect("config-inited", self.remember, priority=ConfigInited.LAST)
        # The environment is pickled between these two, if it is.
        app.connect(
            "env-get-updated", self.swap_in_compared_config, priority=EnvGetUpdated.LAST
        )
        app.connect(
            "env-check-consistency",
            self.restore_live_config,
            priority=EnvCheckConsistency.FIRST,
        )
        app.connect(
            "write-started", self.restore_live_config, priority=WriteStarted.FIRST
        )

    def remember(self, app: Sphinx, config: Config) -> None:
        """Copy all values, after the last extension has set its own."""
        for option in config:
            try:  # what cannot be pickled, Sphinx does not compare either
                self._values[option.name] = pickle.loads(pickle.dumps(option.value))  # noqa: S301
            except Exception:  # noqa: S112 - a value may raise anything
                continue

    def swap_in_compared_config(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Set the environment's configuration to the compared one, for the pickle."""
        if self._values:
            self._current = env.config
            env.config = Config.__new__(Config)
            vars(env.config).update(vars(self._current), **self._values)
        return []

    def restore_live_config(self, app: Sphinx, *_args: Any) -> None:
        """Set the environment's configuration to the one in use."""
        if self._current is not None:
            app.env.config = self._current
            self._current = None


def _remember(app: Sphinx) -> None:
    ConfigMemory().connect(app)


COMPARED_CONFIG = UpstreamChange(
    name="sphinx.compared-config",
    issue="https://www.sphinx-doc.org/en/master/extdev/event_callbacks.html",
    versions={"sphinx": ">=8.2,<10"},
    why="keep the configuration that was compared; else themes that set values have "
    "all documents read in every build",
    correct=False,
    misfit=lambda: environment_lacks("config"),
    apply=_remember,
)

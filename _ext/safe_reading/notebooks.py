"""Notebooks of contributors: they are shown, and never run.

MyST-NB runs a notebook without outputs while it reads it, and takes its settings from
the notebook as well. For a document of a contributor it gets settings of the owner,
with execution off.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from safe_reading.front_matter import allowed_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.environment import BuildEnvironment

_NO_KEY = "\0"  # of a notebook's metadata: none has it


def safe_settings(settings: Any) -> Any:
    """Return settings of MyST-NB with which nothing of a notebook is run.

    :param settings: ``env.mystnb_config``
    """
    return replace(settings, execution_mode="off", metadata_key=_NO_KEY)


def enter(env: BuildEnvironment) -> Callable[[], None]:
    """Read a document without running it.

    :param env: the environment that reads it
    :returns: what ends it
    """
    before: Any = getattr(env, "mystnb_config", None)
    module: Any = sys.modules.get("myst_nb.sphinx_")
    if before is None or module is None:
        return lambda: None
    merge = module.merge_file_level

    def merge_allowed(config: Any, metadata: Any, warning: Any) -> Any:
        return merge(config, allowed_settings(env, "", dict(metadata)), warning)

    env.mystnb_config = safe_settings(before)  # type: ignore[attr-defined]
    module.merge_file_level = merge_allowed  # it has no option for it

    def leave() -> None:
        env.mystnb_config = before  # type: ignore[attr-defined]
        module.merge_file_level = merge

    return leave

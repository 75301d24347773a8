"""Notebooks of contributors: they are shown, and never run.

MyST-NB runs a notebook without outputs while it reads it, and takes its settings from
the notebook as well. For a document of a contributor it gets settings of the owner,
with execution off.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from myst_parser.config.main import merge_file_level

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


def output_folders(env: BuildEnvironment) -> list[Path]:
    """Return the folder to which MyST-NB writes images and notebooks, if it does."""
    folder: object = getattr(getattr(env, "mystnb_config", None), "output_folder", None)
    return [Path(folder)] if isinstance(folder, str) and folder else []


def enter(env: BuildEnvironment) -> Callable[[], None]:
    """Read a document with settings of the owner, and without running it.

    MyST and MyST-NB merge the settings of a page in a function of MyST's. They have no
    option for it, so its name in their modules is replaced. Where SafeMystParser reads
    Markdown, it does the same.

    :param env: the environment that reads the document
    :returns: what ends it
    """
    names = ("myst_nb.sphinx_", "myst_parser.parsers.sphinx_")
    modules: list[Any] = [sys.modules[name] for name in names if name in sys.modules]
    functions = [module.merge_file_level for module in modules]
    settings: Any = getattr(env, "mystnb_config", None)

    def merge_allowed(config: Any, metadata: Any, warning: Any) -> Any:
        allowed = allowed_settings(env, "", dict(metadata))
        return merge_file_level(config, allowed, warning)

    for module in modules:
        module.merge_file_level = merge_allowed
    if settings is not None:
        env.mystnb_config = safe_settings(settings)  # type: ignore[attr-defined]

    def leave() -> None:
        for module, function in zip(modules, functions, strict=True):
            module.merge_file_level = function
        if settings is not None:
            env.mystnb_config = settings  # type: ignore[attr-defined]

    return leave

"""Notebooks of contributors: they are shown, and never run.

MyST-NB runs a notebook without outputs while it reads it, and takes its settings from
the notebook as well. For a document of a contributor it gets settings of the owner,
with execution off, of which the notebook can change how its cells look.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from myst_parser.config.main import merge_file_level

from permalink_blog.safe_reading.front_matter import allowed_settings
from permalink_blog.safe_reading.report import warn
from permalink_blog.safe_reading.trust import trusts
from permalink_blog.upstream.myst import replace_merge

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


KEYS = frozenset(
    {"cell_metadata_key", "merge_streams", "remove_code_source", "remove_code_outputs"}
    | {"scroll_outputs", "code_prompt_show", "code_prompt_hide", "number_source_lines"}
    | {"output_stderr", "render_text_lexer", "render_error_lexer"}
    | {"render_image_options", "render_figure_options", "render_markdown_format"}
)
"""Settings of MyST-NB that change how cells look, and not what is run or read."""

_OFF = "off"


@cache
def _settings_class() -> Any:
    from myst_nb.core.config import NbParserConfig

    class ContributorSettings(NbParserConfig):  # type: ignore[misc]
        """The owner's settings, of which a notebook can change :data:`KEYS`."""

        env: ClassVar[BuildEnvironment]  # set on each, and no field

        def copy(self, **changes: Any) -> Any:
            """Return the settings with what one notebook asks for, if it may."""
            return super().copy(**_allowed(changes, self.env.docname))

    return ContributorSettings


def _allowed(changes: dict[str, Any], docname: str) -> dict[str, Any]:
    """Leave out what a notebook of a contributor may not ask for, with a warning."""
    refused = sorted(changes.keys() - KEYS)
    if changes.get("execution_mode") == _OFF:
        refused.remove("execution_mode")  # it is so
    if refused:
        message = (
            f"mystnb: {', '.join(refused)}: this is for conf.py (nb_{refused[0]}), "
            "since it changes what a notebook runs or reads; it is ignored. Remove it, "
            "or trust the author (blog_trust_authors)"
        )
        warn("untrusted", message, (docname, 1))
    return {key: value for key, value in changes.items() if key in KEYS}


def safe_settings(env: BuildEnvironment, settings: Any) -> Any:
    """Return settings of MyST-NB with which nothing of a notebook is run.

    :param env: that reads the notebook
    :param settings: ``env.mystnb_config``
    """
    values = {name: getattr(settings, name) for name in settings.__dataclass_fields__}
    made = _settings_class()(**{**values, "execution_mode": _OFF})
    made.env = env
    return made


def output_folders(app: Sphinx) -> list[Path]:
    """Return the folder to which MyST-NB writes images and notebooks, if it does.

    It chooses the folder when the builder is there (``builder-inited``); this is asked
    before.
    """
    if "myst_nb" not in app.extensions:
        return []
    return [Path(app.outdir).parent / "jupyter_execute"]


def leave_out_scripts(app: Sphinx, _doctree: nodes.document) -> None:
    """Leave out the scripts that a notebook adds to its page (``doctree-read``).

    For widgets, MyST-NB loads a script that in turn loads the packages that the
    notebook names, from npm.
    """
    env: Any = app.env
    kept: dict[str, Any] = getattr(env, "nb_metadata", {}).get(env.docname, {})
    if "js_files" in kept and not trusts(app.config, env.docname):
        del kept["js_files"]
        message = (
            "the widgets of the notebook are left out, since they load scripts. Show a "
            "picture of them, or trust the author (blog_trust_authors)"
        )
        warn("untrusted", message, (env.docname, 1))


def enter(env: BuildEnvironment) -> Callable[[], None]:
    """Read a document with settings of the owner, and without running it.

    Where SafeMystParser reads Markdown, it does the same.

    :param env: the environment that reads the document
    :returns: what ends it
    """
    settings: Any = getattr(env, "mystnb_config", None)

    def merge_allowed(config: Any, metadata: Any, warning: Any) -> Any:
        allowed = allowed_settings(env, "", dict(metadata))
        return merge_file_level(config, allowed, warning)

    undo = replace_merge(merge_allowed)
    if settings is not None:
        env.mystnb_config = safe_settings(env, settings)  # type: ignore[attr-defined]

    def leave() -> None:
        undo()
        if settings is not None:
            env.mystnb_config = settings  # type: ignore[attr-defined]

    return leave

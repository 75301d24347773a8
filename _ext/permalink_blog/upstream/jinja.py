"""Templates compiled once, and not again in each build."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import FileSystemBytecodeCache

if TYPE_CHECKING:
    from sphinx.application import Sphinx


_FOLDER = "templates-escaped"
"""Named anew when Jinja is to make something else of the same templates."""


def keep_compiled_templates(app: Sphinx) -> None:
    """Keep what Jinja makes of templates below the doctrees.

    Jinja knows its files by the text of the template, so a changed one is compiled
    again (https://jinja.palletsprojects.com/en/stable/api/#bytecode-cache).
    """
    templates = getattr(app.builder, "templates", None)
    environment = getattr(templates, "environment", None)
    if environment is None:
        return
    environment.auto_reload = False  # no template changes while it is built
    if environment.bytecode_cache is None:
        folder = Path(app.doctreedir, "blog_scaling", _FOLDER)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return  # nothing is kept, as without this
        environment.bytecode_cache = FileSystemBytecodeCache(str(folder))

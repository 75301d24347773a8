"""Templates compiled once, and not again in each build."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import FileSystemBytecodeCache

from permalink_blog.core.priorities import BuilderInited
from permalink_blog.upstream.change import UpstreamChange

if TYPE_CHECKING:
    from sphinx.application import Sphinx


_ESCAPED, _AS_THEY_ARE = "templates-escaped", "templates"
"""Folders for what Jinja makes of the same templates, with ``ablog.escape`` or not."""


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
        name = _ESCAPED if callable(environment.autoescape) else _AS_THEY_ARE
        folder = Path(app.doctreedir, "blog_scaling", name)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return  # nothing is kept, as without this
        environment.bytecode_cache = FileSystemBytecodeCache(str(folder))


COMPILED_TEMPLATES = UpstreamChange(
    name="jinja.compiled-templates",
    issue="https://jinja.palletsprojects.com/en/stable/api/#bytecode-cache",
    versions={"jinja2": ">=3,<4"},
    why="keep compiled templates for the next build",
    correct=False,
    apply=keep_compiled_templates,
    when="builder-inited",
    priority=BuilderInited.LAST,
)

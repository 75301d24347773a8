"""Autoescaping in ABlog's templates.

They print titles and names of labels as they are, as if these were HTML. In those that
show nothing but text, Jinja escapes all of it: in sidebars, and below a post.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from ablog import get_html_templates_path
from jinja2 import TemplateNotFound
from sphinx.jinja2glue import BuiltinTemplateLoader, SphinxFileSystemLoader

from permalink_blog.core.priorities import BuilderInited
from permalink_blog.upstream.change import UpstreamChange

if TYPE_CHECKING:
    from sphinx.application import Sphinx


TEMPLATES = frozenset(
    f"ablog/{name}.html"
    for name in (
        *("archives", "authors", "categories", "languages", "locations", "postcard"),
        *("postcard2", "postnavy", "recentposts", "redirect", "tagcloud"),
    )
)
"""Those that get no HTML in their context."""


def escape_texts(app: Sphinx) -> None:
    """Enable autoescaping of ABlog's templates (``builder-inited``).

    A site's own template of such a name stays as its author wrote it.
    """
    loader = getattr(app.builder, "templates", None)
    if not isinstance(loader, BuiltinTemplateLoader):
        return
    escaped = {name for name in TEMPLATES if _is_of_ablog(loader, name)}
    loader.environment.autoescape = lambda name: name in escaped


def place_of_ablog(templates: BuiltinTemplateLoader) -> int | None:
    """Return the index of the loader of ABlog's templates; ``None`` without one."""
    folder = os.path.realpath(get_html_templates_path())
    for place, loader in enumerate(templates.loaders):
        if folder in map(os.path.realpath, loader.searchpath):
            return place
    return None


def insert_before_ablog(templates: BuiltinTemplateLoader, folder: Path) -> None:
    """Insert templates of ours right before ABlog's, if those are used.

    So those of the site win, and those of a theme that asks for that
    (``ablog_inject_templates_after_theme``).

    :param folder: of our templates
    """
    place = place_of_ablog(templates)
    if place is not None:
        templates.loaders.insert(place, SphinxFileSystemLoader(folder))
        if place < templates.templatepathlen:  # conf.py names ABlog's itself
            templates.templatepathlen += 1


def _is_of_ablog(loader: BuiltinTemplateLoader, name: str) -> bool:
    try:
        _source, path, _is_fresh = loader.get_source(loader.environment, name)
    except TemplateNotFound:
        return False
    folder = Path(os.path.realpath(get_html_templates_path()))
    return Path(os.path.realpath(path)).is_relative_to(folder)


ESCAPE = UpstreamChange(
    name="ablog.escape",
    issue="https://jinja.palletsprojects.com/en/stable/api/#autoescaping",
    versions={"ablog": ">=0.11.13,<0.12"},
    why="escape titles and labels in ABlog's own templates",
    correct=True,
    apply=escape_texts,
    when="builder-inited",
    priority=BuilderInited.TEMPLATES_KNOWN,
)

"""Templates of the site that cannot be read: reported by file and line.

Without this a build names the page that it was making, or of the theme.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import TemplateSyntaxError
from sphinx.errors import SphinxError
from sphinx.jinja2glue import BuiltinTemplateLoader

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class TemplateError(SphinxError):
    """A template of the site cannot be read."""

    category = "Template error"


def check_templates(app: Sphinx) -> None:
    """Read the templates of the site, before any page is made.

    :raises TemplateError: naming the first that cannot be read
    """
    loader = getattr(app.builder, "templates", None)
    if not isinstance(loader, BuiltinTemplateLoader):
        return
    confdir = Path(app.confdir)
    folders = [confdir / name for name in app.config.templates_path]
    for folder in folders:
        for path in sorted(folder.rglob("*.html")):
            if not path.is_relative_to(confdir):
                continue  # an extension's
            try:
                loader.environment.parse(path.read_text(encoding="utf-8"))
            except TemplateSyntaxError as error:
                where = path.relative_to(confdir).as_posix()
                msg = f"{where}:{error.lineno}: {error.message}"
                raise TemplateError(msg) from None

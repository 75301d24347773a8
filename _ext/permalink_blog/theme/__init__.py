"""The theme: ``html_theme = "permalink_blog"``.

A child of pydata-sphinx-theme. With ``extensions = ["permalink_blog"]`` it is there;
without these, Sphinx finds it by the entry point ``sphinx.html_themes``. Templates and
styles are in the folder ``permalink_blog/``, as are the options (``theme.toml``);
here are the parts of a theme that need Python.

- options that are wrong: :mod:`.options`
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import ThemeError

from permalink_blog.core.extras import how_to_install
from permalink_blog.core.priorities import AssetPriority
from permalink_blog.core.version import extension_metadata
from permalink_blog.theme.options import check_links, check_options

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata


NAME = "permalink_blog"
"""The value of ``html_theme``."""

SCRIPT = "permalink-blog.js"
NOTES = "permalink-notes.js"
STYLE = "permalink-blog.css"

_FOLDER = Path(__file__).parent / NAME
_PARENT = "pydata_sphinx_theme"


def check_parent(_app: Sphinx, config: Config) -> None:
    """Check that the theme can be used (``config-inited``).

    :raises ThemeError: if pydata-sphinx-theme is not installed
    """
    if config.html_theme == NAME and find_spec(_PARENT) is None:
        msg = f'html_theme = "{NAME}" needs: {how_to_install(_PARENT)}'
        raise ThemeError(msg)


def uses_theme(app: Sphinx) -> bool:
    """Return whether pages have this theme, or one that inherits from it."""
    theme: Any = getattr(app.builder, "theme", None)
    return theme is not None and _FOLDER in map(Path, theme.get_theme_dirs())


def prepare(app: Sphinx) -> None:
    """Check the options, add style and script to all pages (``builder-inited``)."""
    if uses_theme(app):
        check_options(app)
        app.connect("env-check-consistency", check_links)
        app.add_css_file(STYLE, priority=AssetPriority.THEME)
        app.add_js_file(SCRIPT, priority=AssetPriority.THEME, loading_method="defer")
        app.connect("html-page-context", add_script_of_notes)


def add_script_of_notes(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add the script of footnotes to a page that has one (``html-page-context``)."""
    if doctree is not None and "footnote-reference" in context.get("body", ""):
        app.add_js_file(NOTES, priority=AssetPriority.THEME, loading_method="defer")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the theme with Sphinx."""
    app.add_html_theme(NAME, str(_FOLDER))
    app.connect("config-inited", check_parent)
    app.connect("builder-inited", prepare)
    return extension_metadata()

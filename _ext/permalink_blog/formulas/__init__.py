"""Formulas as MathML, made when the site is built.

Pages need no script to show them, and ask no other site for one. Chosen with
``html_math_renderer = "mathml"``; equations keep the numbers, labels and links that
Sphinx gives them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from permalink_blog.core.version import extension_metadata
from permalink_blog.formulas.macros import OPTION, check_macros
from permalink_blog.formulas.rendering import NAME, visit_block, visit_inline

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata


_STYLE = "mathml-formulas.css"
_STATIC_DIR = Path(__file__).parent / "static"


def _add_static_dir(_app: Sphinx, config: Config) -> None:
    # A new list: the old one may be the default, or belong to conf.py.
    config.html_static_path = [*config.html_static_path, str(_STATIC_DIR)]


def _add_style(app: Sphinx) -> None:
    # On every page: an excerpt that a template shows may have a formula.
    if getattr(app.builder, "math_renderer_name", None) == NAME:
        app.add_css_file(_STYLE)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set the extension up; the order in ``extensions`` does not matter."""
    app.add_config_value(OPTION, {}, "env", frozenset({dict}))
    app.add_html_math_renderer(
        NAME,
        inline_renderers=(visit_inline, None),
        block_renderers=(visit_block, None),
    )
    app.connect("config-inited", check_macros)
    app.connect("config-inited", _add_static_dir)
    app.connect("builder-inited", _add_style)
    return extension_metadata()

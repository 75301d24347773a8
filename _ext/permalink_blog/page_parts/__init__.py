"""Byline, tags, citation and related posts on the posts of any theme.

A theme or a site that shows them in its own templates does not get them twice: see
:mod:`.choice`. They are templates, ``blog/byline.html`` and so on, which those of the
site (``templates_path``) replace.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.jinja2glue import BuiltinTemplateLoader
from sphinx.util import logging

from permalink_blog.core.priorities import BuilderInited, HtmlPageContext
from permalink_blog.core.version import extension_metadata
from permalink_blog.page_parts.choice import (
    AFTER,
    AUTO,
    BEFORE,
    chosen_parts,
    parts_beside,
    with_parts,
)
from permalink_blog.upstream.ablog_templates import insert_before_ablog

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata


logger = logging.getLogger(__name__)

_HERE = Path(__file__).parent
_TEMPLATES, _STATIC = _HERE / "templates", _HERE / "static"
_STYLE = "blog-parts.css"
_BUILDERS = ("html", "dirhtml")


class PageParts:
    """The parts that one build adds to posts."""

    def __init__(self) -> None:
        self._parts: frozenset[str] = frozenset()

    def choose(self, app: Sphinx) -> None:
        """Choose the parts, when the theme is known (``builder-inited``)."""
        builder = app.builder
        if not isinstance(builder, StandaloneHTMLBuilder) or builder.embedded:
            return
        if builder.name not in _BUILDERS:
            return
        theme = {} if builder.theme is None else builder.theme.get_options({})
        options = {**theme, **app.config.html_theme_options}
        parts = chosen_parts(app.config.blog_parts, options)
        if not parts:
            return
        if not isinstance(builder.templates, BuiltinTemplateLoader):
            logger.warning(
                "conf.py: blog_parts: %s cannot be shown, since template_bridge is not "
                "Sphinx's own; set blog_parts = False",
                ", ".join(sorted(parts)),
                type="blog_parts",
                subtype="theme",
            )
            return
        self._parts = parts
        insert_before_ablog(builder.templates, _TEMPLATES)
        app.config.html_static_path = [*app.config.html_static_path, str(_STATIC)]
        app.add_css_file(_STYLE)

    def add(
        self,
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Add the parts to the text of a post (``html-page-context``).

        Feeds have taken the text by then.
        """
        if not self._parts or doctree is None or "ablog" not in context:
            return
        if pagename not in context["ablog"]:
            return
        parts = self._parts
        if app.config.blog_parts == AUTO:
            parts -= parts_beside(context.get("sidebars") or ())
        before, after = (
            "".join(self._render(app, name, context) for name in names if name in parts)
            for names in (BEFORE, AFTER)
        )
        context["body"] = with_parts(str(context.get("body", "")), before, after)

    def _render(self, app: Sphinx, name: str, context: dict[str, Any]) -> str:
        if name == "cite" and "citation" not in context:
            return ""
        templates = app.builder.templates
        part = templates.render(f"blog/{name}.html", context).strip()
        return f"{part}\n" if part else ""


def check_parts(app: Sphinx, config: Config) -> None:
    """Replace an invalid ``blog_parts`` by the default (``config-inited``)."""
    value, names = config.blog_parts, (*BEFORE, *AFTER)
    if isinstance(value, bool) or value == AUTO:
        return
    if isinstance(value, list | tuple) and all(name in names for name in value):
        return
    logger.warning(
        "conf.py: blog_parts: %r is unknown; %r is used. Write %r, True, False, or a "
        "list of %s",
        value,
        AUTO,
        AUTO,
        ", ".join(map(repr, names)),
        type="blog_parts",
        subtype="config",
    )
    config.blog_parts = AUTO


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    app.setup_extension("ablog")
    types = frozenset({str, bool, list, tuple})
    app.add_config_value("blog_parts", AUTO, "html", types)
    parts = PageParts()
    app.connect("config-inited", check_parts)
    app.connect("builder-inited", parts.choose, priority=BuilderInited.AFTER_ABLOG)
    app.connect("html-page-context", parts.add, priority=HtmlPageContext.PARTS)
    return extension_metadata()

"""ABlog's pages with themes that have a page of their own, such as Furo and Shibuya.

ABlog puts its ``page.html`` before the theme's. It inherits from ``layout.html``, and
shows the text of a page in the block ``body`` of that. Furo has a ``layout.html`` that
says ERROR and nothing else; every page of the site would be that one. Shibuya has its
contents and navigation in a ``page.html`` of its own. With such themes
ABlog's templates stand behind the theme's. What they add to a page is rendered on its
own, with the templates that they were written for, and becomes part of the text and the
head of the page.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import BaseLoader, Environment, TemplateNotFound, nodes
from sphinx.jinja2glue import BuiltinTemplateLoader, SphinxFileSystemLoader

from permalink_blog.core.priorities import BuilderInited, HtmlPageContext
from permalink_blog.upstream.ablog_templates import place_of_ablog
from permalink_blog.upstream.change import UpstreamChange

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx.application import Sphinx


_BODY = "body"
_PAGE, _LAYOUT = "page.html", "layout.html"
_BETWEEN = "\0"  # no page contains it
_BARE_LAYOUT = (
    "{% block extrahead %}{% endblock %}" + _BETWEEN + "{% block body %}{% endblock %}"
)


def use_pages_of_theme(app: Sphinx) -> None:
    """Move ABlog's templates behind those of some themes (``builder-inited``).

    ABlog does so for a theme that has ``ablog_inject_templates_after_theme``.
    """
    templates = getattr(app.builder, "templates", None)
    if not isinstance(templates, BuiltinTemplateLoader):
        return
    place = place_of_ablog(templates)
    if place != templates.templatepathlen:  # not where ABlog puts its own
        return
    ablog = templates.loaders[place]
    if _has_body(templates, without=ablog) and not _has_page(app):
        return
    templates.loaders.remove(ablog)
    templates.loaders.append(ablog)
    pages = _PagesOfAblog(templates, ablog)
    app.connect("html-page-context", pages.add, priority=HtmlPageContext.ABLOG_PAGES)


def _has_body(
    templates: BuiltinTemplateLoader, *, without: SphinxFileSystemLoader
) -> bool:
    """Return whether the theme's ``layout.html`` has the block ``body``.

    It may inherit it. A template that inherits from an expression may have any block.
    """
    loaders = [
        loader
        for loader in templates.loaders[templates.templatepathlen :]
        if loader is not without
    ]
    name, seen = _LAYOUT, set[str]()
    while name not in seen:
        seen.add(name)
        template = _parsed(templates.environment, loaders, name)
        if template is None:
            return False
        if any(block.name == _BODY for block in template.find_all(nodes.Block)):
            return True
        extends = template.find(nodes.Extends)
        if extends is None:
            return False
        if not isinstance(extends.template, nodes.Const):
            return True
        name = str(extends.template.value).removeprefix("!")
    return False


def _has_page(app: Sphinx) -> bool:
    """Return whether the theme has a ``page.html`` besides that of ``basic``."""
    theme = getattr(app.builder, "theme", None)
    folders = [Path(each) for each in theme.get_theme_dirs()] if theme else []
    return any((each / _PAGE).is_file() for each in folders if each.name != "basic")


def _parsed(
    environment: Environment, loaders: Sequence[SphinxFileSystemLoader], name: str
) -> nodes.Template | None:
    for loader in loaders:
        try:
            source, _path, _is_fresh = loader.get_source(environment, name)
        except TemplateNotFound:
            continue
        return environment.parse(source, name)
    return None


class _TemplatesOfAblog(BaseLoader):
    """Templates as ABlog's expect them: its ``page.html``, and a bare layout."""

    def __init__(
        self, templates: BuiltinTemplateLoader, ablog: SphinxFileSystemLoader
    ) -> None:
        self._templates = templates
        self._ablog = ablog

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Return source, file, and a function that returns whether it is fresh.

        :param template: name of the file
        """
        if template == _LAYOUT:
            return _BARE_LAYOUT, None, lambda: True
        loader = self._ablog if template == _PAGE else self._templates
        return loader.get_source(environment, template)


class _PagesOfAblog:
    """What ABlog's templates add to pages.

    :param templates: of the builder, with ABlog's behind the theme's
    :param ablog: of these, ABlog's
    """

    def __init__(
        self, templates: BuiltinTemplateLoader, ablog: SphinxFileSystemLoader
    ) -> None:
        self._templates = templates
        self._loader = _TemplatesOfAblog(templates, ablog)

    @cached_property
    def _environment(self) -> Environment:
        """Jinja's, with all that other handlers of ``builder-inited`` have set."""
        return self._templates.environment.overlay(loader=self._loader)

    def add(
        self,
        _app: Sphinx,
        _pagename: str,
        templatename: str,
        context: dict[str, Any],
        _doctree: object,
    ) -> str | None:
        """Add the parts to the context of a page (``html-page-context``).

        :returns: the theme's template, for an archive of ABlog's
        """
        is_archive = templatename.startswith("ablog/")
        if "ablog" not in context or not (is_archive or templatename == _PAGE):
            return None
        template = self._environment.get_template(templatename)
        if is_archive and _BODY not in template.blocks:
            return None  # it sets a text for the theme's page, as our archives do
        head, _, body = template.render(context).partition(_BETWEEN)
        context["metatags"] = f"{context.get('metatags', '')}{head}"
        context[_BODY] = body
        return _PAGE if is_archive else None


PAGES = UpstreamChange(
    name="ablog.pages",
    issue="https://ablog.readthedocs.io/en/stable/manual/ablog-configuration-options/",
    versions={"ablog": ">=0.11.13,<0.12"},
    why="keep the page of a theme that has one of its own, such as Furo and Shibuya",
    correct=True,
    apply=use_pages_of_theme,
    when="builder-inited",
    priority=BuilderInited.THEMES,
)

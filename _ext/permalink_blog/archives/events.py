"""ABlog's archives in pages, for Sphinx: the setting, the templates and the links."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.jinja2glue import BuiltinTemplateLoader
from sphinx.util import logging
from sphinx.util.osutil import relative_uri

from permalink_blog.archives.pages import archive_pages, by_docname, catalogs
from permalink_blog.archives.pagination import DEFAULT_PAGE_SIZE, valid_page_size
from permalink_blog.core.build import build_of
from permalink_blog.core.errors import InvalidPermalinkError
from permalink_blog.core.priorities import BuilderInited, HtmlCollectPages
from permalink_blog.core.stored_front_matter import key_line
from permalink_blog.posts.blog import (
    blog_of,
    builder_support,
    generate_archive_pages,
    slugify,
)
from permalink_blog.posts.placeholders import Replacements
from permalink_blog.upstream.ablog_templates import insert_before_ablog
from permalink_blog.upstream.listeners import disconnect
from permalink_blog.urls.collisions import RESERVED_FOLDERS
from permalink_blog.urls.generated import known_generated
from permalink_blog.urls.paths import parse_old_path

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from permalink_blog.posts.blog import Blog


Archive: TypeAlias = tuple[str, dict[str, Any], str]
"""Pagename, context and template, as Sphinx asks for them."""

logger = logging.getLogger(__name__)

TEMPLATES = Path(__file__).parent / "templates"


def connect_archives(app: Sphinx, collect: Callable[[Sphinx], Any]) -> None:
    """Make archives in pages, in place of ABlog's; call it when ABlog is set up.

    :param collect: the handler that chooses those to write (``html-collect-pages``)
    """
    app.add_config_value("blog_page_size", DEFAULT_PAGE_SIZE, "html", int)
    app.connect("config-inited", check_page_size)
    app.connect("builder-inited", add_templates, priority=BuilderInited.AFTER_ABLOG)
    if disconnect(app, "html-collect-pages", generate_archive_pages):
        app.connect("html-collect-pages", collect, priority=HtmlCollectPages.ARCHIVES)


def check_page_size(app: Sphinx, config: Config) -> None:
    """Replace an invalid ``blog_page_size`` by the default (``config-inited``)."""
    value = config.blog_page_size
    if not valid_page_size(value):
        logger.warning(
            "conf.py: blog_page_size: %r is not a positive integer; archives have %d "
            "posts a page. Write a number of posts",
            value,
            DEFAULT_PAGE_SIZE,
            type="blog_archives",
            subtype="config",
        )
        config.blog_page_size = DEFAULT_PAGE_SIZE


def add_templates(app: Sphinx) -> None:
    """Insert our templates before ABlog's (``builder-inited``, after ABlog)."""
    templates = getattr(app.builder, "templates", None)
    if isinstance(templates, BuiltinTemplateLoader):
        insert_before_ablog(templates, TEMPLATES)


def collect_archives(app: Sphinx) -> Iterator[Archive]:
    """Yield the archives that no document replaces (``html-collect-pages``).

    :returns: pagename, context and template of each. They are cheap: a post's excerpt
        is asked for when its page is rendered, and links are made by
        :func:`with_links`.
    """
    if not builder_support(app):
        return
    blog = blog_of(app)
    warn_of_shared_archives(blog, app.env)
    replaced = Replacements(app, blog)
    redirects = set()
    # With permalinks, redirects are its business: it checks them, and writes them.
    has_permalinks = build_of(app).addresses is not None
    reserved = set() if has_permalinks else _generated_by_others(app)
    for page in archive_pages(blog, app.config.blog_page_size):
        first = getattr(page.context.get("pagination"), "first", page.pagename)
        if replaced.by_document(first):
            continue  # with all its pages: the document lists what its author wants
        if page.pagename != first and page.pagename in app.env.found_docs:
            _warn(
                "this document has the name of a page of '%s', so that page is not "
                "made: rename the document",
                first,
                location=(page.pagename, 1),
            )
            continue
        if "redirect" in page.context:
            if has_permalinks or page.pagename in reserved:
                continue
            if _invalid_path(page.pagename):
                continue
            redirects.add((page.pagename, page.context["redirect"]))
        yield page.pagename, page.context, page.template
    if not has_permalinks:
        warn_of_lost_redirects(blog, app.env, redirects)


def _invalid_path(pagename: str) -> str:
    """Return why a redirect cannot be at a path, and what to do; empty if it can."""
    try:
        path = parse_old_path(pagename).path
    except InvalidPermalinkError as error:
        return f"{error.reason}, and is skipped; {error.remedy}"
    folder = path.partition("/")[0]
    if owner := RESERVED_FOLDERS.get(folder):
        return f"is in {folder}/, which belongs to {owner}, and is skipped; remove it"
    return ""


def _generated_by_others(app: Sphinx) -> set[str]:
    """Return the pages that Sphinx and other extensions generate."""
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder):
        return set()
    return known_generated(builder)


def with_links(builder: Builder, archives: Iterable[Archive]) -> Iterator[Archive]:
    """Yield archives with links to the previous and next page, as documents have.

    :param archives: pagename, context and template of each
    """
    for pagename, plain, template in archives:
        context = dict(plain)
        here = builder.get_target_uri(pagename)
        for rel in context.keys() & {"prev", "next"}:
            there = builder.get_target_uri(context[rel]["pagename"])
            context[rel] = {**context[rel], "link": relative_uri(here, there)}
        yield pagename, context, template


# -- What is in the way ------------------------------------------------------------


_KEYS = {"category": ("category", "categories"), "language": ("language", "lang")}
"""Keys of front matter that name labels of a kind, besides its name and plural."""


def warn_of_shared_archives(blog: Blog, env: BuildEnvironment) -> None:
    """Warn about labels whose archive pages have the same name, or hardly any.

    Labels that differ in case, spaces and hyphens alone, such as "GSoC" and "gsoc", are
    meant to have one page: ``permalink_blog.checks`` reports those.
    """
    for _title, _header, catalog in catalogs(blog):
        for docname, collections in by_docname(catalog).items():
            names = [f"'{collection}'" for collection in collections]
            kind, last = catalog.xref, collections[-1]
            if not all(map(slugify, names)):
                _warn(
                    "%s %s has no letter or digit, so that its page is called '%s'; "
                    "give it another name",
                    kind,
                    " and ".join(names),
                    docname,
                    location=_place_of(env, kind, last),
                )
            elif len({_folded(str(collection)) for collection in collections}) > 1:
                _warn(
                    "%s %s and %s share the page '%s', since they differ only in other "
                    "characters than letters and digits; it lists the posts of all. "
                    "Give all but one another name",
                    kind,
                    ", ".join(names[:-1]),
                    names[-1],
                    docname,
                    location=_place_of(env, kind, last),
                )


def _folded(label: str) -> str:
    """Return what labels have in common that differ in case, spaces and hyphens."""
    return re.sub(r"[-\s]+", "-", unicodedata.normalize("NFKC", label).casefold())


def warn_of_lost_redirects(
    blog: Blog, env: BuildEnvironment, made: Collection[tuple[str, str]]
) -> None:
    """Warn about redirects that cannot be where they are asked for.

    :param made: the redirects that are made: pagename and docname of the post
    """
    for post in blog.posts:
        for pagename in post.redirect:
            if (pagename, post.docname) not in made:
                reason = _invalid_path(pagename) or (
                    "is also where a document, a generated page or another redirect "
                    "goes, and is skipped; remove it"
                )
                _warn(
                    "redirect: '%s' %s",
                    pagename,
                    reason,
                    location=_place(env, post.docname, "redirect"),
                )


def _place_of(
    env: BuildEnvironment, kind: str, label: Iterable[Any]
) -> tuple[str, int]:
    """Find the line of a label, in the first of the posts that have it."""
    return _place(env, next(iter(label)).docname, *_KEYS.get(kind, (kind, f"{kind}s")))


def _place(env: BuildEnvironment, docname: str, *keys: str) -> tuple[str, int]:
    """Find the line of the first of these keys in a post's front matter."""
    return docname, key_line(env, docname, *keys) or 1


def _warn(message: str, *args: Any, location: tuple[str, int]) -> None:
    logger.warning(
        message, *args, location=location, type="blog_archives", subtype="archive"
    )

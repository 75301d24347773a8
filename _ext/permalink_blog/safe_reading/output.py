"""The output of writers, themes and templates for contributors' text.

The nodes of a document are harmless (:mod:`.content`), but not each writer and each
template escapes the words that it is given. So what is made of them is looked at again,
in the two places through which all HTML goes:

- the translator of the builder, which writes pages, titles, excerpts and feeds,
- the templates, which get titles, front matter and names of files, too.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

from permalink_blog.core.untrusted.html_names import FRAME_HOSTS
from permalink_blog.core.untrusted.output import (
    defuse,
    defuse_all,
    is_suspect,
    may_run,
    restore,
    show_active,
)
from permalink_blog.safe_reading.report import shorten, warn
from permalink_blog.safe_reading.trust import trusts, trusts_all
from permalink_blog.upstream.apply import is_on
from permalink_blog.upstream.sphinx.guards import GUARDED_OUTPUT, replace_methods

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


FRAMES = "blog_frame_hosts"
"""The configuration value with further hosts of iframes."""


def frame_hosts(config: Any) -> frozenset[str]:
    """Return the hosts whose pages contributors may show in an iframe."""
    return FRAME_HOSTS | frozenset(getattr(config, FRAMES))


def guard_output(app: Sphinx) -> None:
    """Make a builder of HTML show as text what would run (``builder-inited``)."""
    builder: Any = app.builder
    if trusts_all(app.config) or builder.format != "html":
        return
    if not is_on(app, GUARDED_OUTPUT):
        return
    translator = partial(_translator, app, builder.create_translator)
    replace_methods(builder, {"create_translator": translator})
    if getattr(builder, "templates", None) is not None:
        pages = _Pages(app.env, builder)
        replace_methods(builder, {"handle_page": pages.handle_page})
        replace_methods(builder.templates, {"render": pages.render})
        app.connect("env-updated", pages.forget)


# -- the translator


def _translator(app: Sphinx, make: Callable[..., Any], *arguments: Any) -> Any:
    """Make a translator that looks at what it has written, at the end."""
    translator = make(*arguments)
    depart: Callable[[nodes.document], None] = translator.depart_document

    def depart_document(document: nodes.document) -> None:
        for part in (translator.body, getattr(translator, "title", [])):
            _check(app, document, part)
        depart(document)

    translator.depart_document = depart_document
    return translator


def _check(app: Sphinx, document: nodes.document, written: list[str]) -> None:
    html = "".join(written)
    if not is_suspect(html):
        return
    docname = _docname(app.env, document)
    is_assembled = any(document.findall(addnodes.start_of_file))
    if docname and not is_assembled and trusts(app.config, docname):
        return
    # Raw HTML was checked when it was read; what came later, an extension made.
    known = [raw.astext() for raw in document.findall(nodes.raw)]
    output = show_active(html, known=known, frame_hosts=frame_hosts(app.config))
    if output.shown:
        names = shorten(", ".join(output.shown[:3]))
        message = (
            f"an extension writes {names} of the text: it is shown as text. Correct "
            "the text, or trust the author (blog_trust_authors)"
        )
        warn("untrusted", message, (docname, 1) if docname else None)
        written[:] = [output.html]


def _docname(env: BuildEnvironment, document: nodes.document) -> str | None:
    """Return the name of a document; ``None`` for a piece of one."""
    source = document.get("source") or ""
    docname = env.path2doc(source) if source else None
    return docname if docname in env.all_docs else None


# -- templates


class _Pages:
    """Writes pages, with texts that cannot run wherever a template shows them.

    A theme may take titles from the environment and front matter from its context, and
    not escape them. While a page is written they have a joiner in each place that would
    be markup, which nobody sees (:func:`permalink_blog.core.untrusted.output.defuse`).
    Where a template has escaped them, it is taken out again.

    :param builder: whose methods these are
    """

    def __init__(self, env: BuildEnvironment, builder: Any) -> None:
        self._env = env
        self._handle: Callable[..., None] = builder.handle_page
        self._render: Callable[..., str] = builder.templates.render
        self._titles: list[tuple[dict[str, nodes.title], str, nodes.title]] | None
        self._titles = None

    def forget(self, *_arguments: Any) -> None:
        """Forget the titles of the last build (``env-updated``)."""
        self._titles = None

    def handle_page(
        self, pagename: str, addctx: dict[str, Any], *arguments: Any, **more: Any
    ) -> None:
        """Write a page with titles and metadata in which nothing runs.

        Replaces the builder's ``handle_page``.

        :param addctx: context of the template
        :param arguments: of Sphinx
        :param more: of Sphinx
        """
        meta = addctx.get("meta")
        if isinstance(meta, dict) and not trusts(self._env.config, pagename):
            addctx = {**addctx, "meta": defuse_all(meta)}
        if self._titles is None:
            self._titles = list(_defused_titles(self._env))
        before = [(titles, name, titles[name]) for titles, name, _ in self._titles]
        try:
            for titles, name, title in self._titles:
                titles[name] = title
            self._handle(pagename, addctx, *arguments, **more)
        finally:
            for titles, name, title in before:
                titles[name] = title

    def render(self, template: str, context: dict[str, Any]) -> str:
        """Return the page that a template makes.

        Replaces the method of the builder's templates.

        :param template: name of the file
        """
        page = restore(self._render(template, context))
        name = context.get("pagename")
        if isinstance(name, str) and "'" in name:
            # It is a string in a script of pydata-sphinx-theme.
            page = page.replace(f"'{name}'", "'" + name.replace("'", r"\u0027") + "'")
        return page


def _defused_titles(
    env: BuildEnvironment,
) -> Iterator[tuple[dict[str, nodes.title], str, nodes.title]]:
    """Yield the titles of contributors that may run, with what stands for them."""
    for titles in (env.titles, env.longtitles):
        for docname, title in titles.items():
            text = title.astext()
            if may_run(text) and not trusts(env.config, docname):
                yield titles, docname, nodes.title("", defuse(text))


def defuse_posts(app: Sphinx, _doctree: nodes.document) -> None:
    """Defuse what ABlog has noted of a post, where it is alone (``doctree-read``).

    Its templates for lists of posts take titles and labels for HTML. In a blog of this
    project others take their place, or escape them
    (:mod:`permalink_blog.upstream.ablog_templates`).
    """
    posts: dict[str, list[Any]] = getattr(app.env, "ablog_posts", {})
    docname = app.env.docname
    if docname not in posts or "permalink_blog.incremental" in app.extensions:
        return
    if not trusts(app.config, docname):
        posts[docname] = [defuse_all(post) for post in posts[docname]]

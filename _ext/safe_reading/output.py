"""What writers, themes and templates make of the text of contributors.

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

from safe_reading.report import shorten, warn
from safe_reading.trust import trusts, trusts_all
from untrusted.html_names import FRAME_HOSTS
from untrusted.output import escape_texts, is_suspect, may_run, show_active

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
    """Let a builder of HTML show as text what would run (``builder-inited``)."""
    builder: Any = app.builder
    if trusts_all(app.config) or builder.format != "html":
        return
    builder.create_translator = partial(_translator, app, builder.create_translator)
    templates = getattr(builder, "templates", None)
    if templates is not None:
        guard = _Templates(app.env, templates.render)
        templates.render = guard.render
        app.connect("env-updated", guard.forget)


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


class _Templates:
    """Renders templates, with the texts escaped that would run.

    :param render: what the builder's templates do
    """

    def __init__(self, env: BuildEnvironment, render: Callable[..., str]) -> None:
        self._env = env
        self._render = render
        self._texts: list[str] | None = None

    def forget(self, *_arguments: Any) -> None:
        """Collect the texts again, for the documents that there are now."""
        self._texts = None

    def render(self, *arguments: Any, **more: Any) -> str:
        page = self._render(*arguments, **more)
        if self._texts is None:
            self._texts = sorted(set(_texts(self._env)), key=len, reverse=True)
        return escape_texts(page, self._texts) if self._texts else page


def _texts(env: BuildEnvironment) -> Iterator[str]:
    """Yield the texts of contributors that templates get, if they may run."""
    posts: Any = getattr(env, "ablog_posts", {})
    for docname in env.found_docs:
        if trusts(env.config, docname):
            continue
        if "'" in docname:  # within quotes in a script of pydata-sphinx-theme
            yield docname
        for titles in (env.titles, env.longtitles):
            if docname in titles and may_run(text := titles[docname].astext()):
                yield text
        values = (env.metadata.get(docname), *posts.get(docname, ()))
        yield from filter(may_run, _strings(values))


def _strings(value: Any) -> Iterator[str]:
    """Yield the texts in a value, and the items of lists that are written as text."""
    if isinstance(value, str):
        yield value
        if "," in value:
            yield from map(str.strip, value.split(","))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _strings(key)
            yield from _strings(item)
    elif isinstance(value, list | tuple | set):
        for item in value:
            yield from _strings(item)

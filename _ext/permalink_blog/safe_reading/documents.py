"""The reading of one document, from its file to its doctree, with a wall around it.

Sphinx reads each document with :meth:`sphinx.builders.Builder.read_doc`. The builder of
an application gets one of its own, which

1. opens the boundaries of :mod:`.sandbox` and a
   :mod:`~permalink_blog.core.untrusted.budget` around it,
2. reads a document at which that fails once more, with its front matter alone, and then
   with nothing: what an extension cannot read costs its text, and not the build.

Documents that are trusted are read as Sphinx reads them. Which files are no documents
is decided in :mod:`.discovery`.
"""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import SphinxError
from sphinx.util import get_filetype

from permalink_blog.core.priorities import EnvGetOutdated, SourceRead
from permalink_blog.core.untrusted.budget import BudgetExceededError, budget
from permalink_blog.core.untrusted.paths import ContentFolder
from permalink_blog.core.yaml_nodes import FRONT_MATTER
from permalink_blog.safe_reading import notebooks, substitutions
from permalink_blog.safe_reading.directives import DirectiveGuard
from permalink_blog.safe_reading.discovery import leave_out_documents
from permalink_blog.safe_reading.report import name_error, warn
from permalink_blog.safe_reading.sandbox import Boundaries, boundaries_of, within
from permalink_blog.safe_reading.trust import trusts, trusts_all
from permalink_blog.upstream.apply import is_on
from permalink_blog.upstream.myst import PAGE_SETTINGS
from permalink_blog.upstream.sphinx.guards import GUARDED_READING, replace_methods

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


EMPTY_NOTEBOOK = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
"""What stands for a notebook that cannot be read, since "" is none."""


def content_of(app: Sphinx) -> ContentFolder:
    """Return the folder that contributors may name files of.

    Files of ``html_extra_path`` are published as they are, and so is what notebooks
    made.
    """
    others = [Path(app.confdir, path) for path in app.config.html_extra_path]
    others += notebooks.output_folders(app)
    outputs = (app.outdir, app.doctreedir)
    return ContentFolder.of(app.srcdir, outputs=outputs, others=others)


class DocumentReader:
    """Reads the documents of an application.

    :param app: which is built
    """

    def __init__(self, app: Sphinx) -> None:
        self._app = app
        self._read: Callable[..., None] = app.builder.read_doc
        self._content = content_of(app)
        self._boundaries: Boundaries | None = None
        self._has_page_settings = is_on(app, PAGE_SETTINGS)
        self.directives = DirectiveGuard(app.env, self._content)
        self._left: str | None = None  # what is left of the text, if not all of it

    def read_doc(self, docname: str, *, _cache: bool = True) -> None:
        """Read a document: what Sphinx calls in place of ``Builder.read_doc``.

        :param docname: of the document
        """
        if trusts(self._app.config, docname):
            self._read(docname, _cache=_cache)
            return
        try:
            self._read_within(docname, _cache=_cache)
        except (BudgetExceededError, Exception) as error:
            self._warn(docname, f"the text cannot be read ({_reason(error)})")
            self._read_again(docname, error, _cache=_cache)

    def replace_source(self, _app: Sphinx, _docname: str, source: list[str]) -> None:
        """Replace a text by the part that can be read (``source-read``, first of all).

        :param source: list of one item, as Sphinx passes it
        """
        if self._left is not None:
            source[0] = self._left

    def guard_directives(self, app: Sphinx, docname: str, _source: list[str]) -> None:
        """Guard the directives of a document (``source-read``, last of all)."""
        if not trusts(app.config, docname):
            self.directives.install()

    def _read_within(self, docname: str, *, _cache: bool) -> None:
        if self._boundaries is None:
            self._boundaries = boundaries_of(self._app, self._content)
        env = self._app.env
        own = os.path.realpath(env.doc2path(docname))
        with ExitStack() as stack:
            stack.enter_context(budget())
            stack.enter_context(within(replace(self._boundaries, document=own)))
            stack.callback(substitutions.enter(env))
            if self._has_page_settings:
                stack.callback(notebooks.enter(env))
            stack.enter_context(self._raw_html())
            self._read(docname, _cache=_cache)

    @contextmanager
    def _raw_html(self) -> Iterator[None]:
        """Disable raw HTML in directives and roles if it is off in Markdown."""
        env, settings = self._app.env, self._app.env.settings
        banned = set(getattr(env.config, "myst_disable_syntax", ()))
        if not {"html_block", "html_inline"} <= banned:
            yield
            return
        before = settings.get("raw_enabled", True)
        settings["raw_enabled"] = False
        try:
            yield
        finally:
            settings["raw_enabled"] = before

    def _read_again(self, docname: str, error: BaseException, *, _cache: bool) -> None:
        """Read what is left of a document.

        :param error: of the first try
        :raises SphinxError: the error, if it is one of the site: not even a document
            without a text can be read
        """
        path = self._app.env.doc2path(docname)
        text = path.read_text(encoding="utf-8-sig", errors="replace")
        head = FRONT_MATTER.match(text)
        filetype = get_filetype(self._app.config.source_suffix, path)
        is_markdown = filetype in {"markdown", "myst-nb"}
        if head and is_markdown:
            try:
                self._read_less(docname, head[0], _cache=_cache)
            except (BudgetExceededError, Exception):
                self._warn(docname, "the front matter cannot be read, either")
            else:
                return
        try:
            self._read_less(docname, self._nothing(docname), _cache=_cache)
        except (BudgetExceededError, Exception):
            if isinstance(error, SphinxError):
                raise error from None
            raise

    def _read_less(self, docname: str, text: str, *, _cache: bool) -> None:
        env = self._app.env
        # As Sphinx does before it reads a document; notes are of the whole text.
        self._app.events.emit("env-purge-doc", env, docname)
        env.clear_doc(docname)
        self._left = text
        try:
            self._read_within(docname, _cache=_cache)
        finally:
            self._left = None

    def _nothing(self, docname: str) -> str:
        is_notebook = self._app.env.doc2path(docname).suffix == ".ipynb"
        return EMPTY_NOTEBOOK if is_notebook else ""

    def _warn(self, docname: str, problem: str) -> None:
        message = f"{problem}, and is left out. Correct it, or trust its author"
        warn("untrusted", message, (docname, 1))


def _reason(error: BaseException) -> str:
    if isinstance(error, BudgetExceededError):
        return str(error)
    return name_error(error)


def leave_out(
    app: Sphinx,
    _env: BuildEnvironment,
    added: set[str],
    changed: set[str],
    removed: set[str],
) -> set[str]:
    """Leave out documents that are not content (``env-get-outdated``)."""
    removed |= leave_out_documents(content_of(app), app, added, changed)
    return set()


def guard_reading(app: Sphinx) -> None:
    """Make the builder read with a :class:`DocumentReader` (``builder-inited``)."""
    if trusts_all(app.config) or not is_on(app, GUARDED_READING):
        return
    app.connect("env-get-outdated", leave_out, priority=EnvGetOutdated.FIRST)
    reader = DocumentReader(app)
    # Sphinx marks the method as final: nobody else replaces it.
    replace_methods(app.builder, {"read_doc": reader.read_doc})
    app.connect("source-read", reader.replace_source, priority=SourceRead.FIRST)
    # After intersphinx, which has a function of its own that finds roles
    app.connect("source-read", reader.guard_directives, priority=SourceRead.LAST)

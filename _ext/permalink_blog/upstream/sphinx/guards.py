"""Guards around what a builder does with a document, for which Sphinx has no events.

Handlers of events run within a step, and their errors end it. Whoever watches over a
step gets the function that does it. They apply to each Sphinx whose methods are there:
to leave one out is no safe way to deal with a version that nobody has looked at.
"""

from __future__ import annotations

import sys
from functools import wraps
from typing import TYPE_CHECKING, Any, Protocol

from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.jinja2glue import BuiltinTemplateLoader

from permalink_blog.upstream.change import (
    Undo,
    UpstreamChange,
    lacks,
    replace_attribute,
)
from permalink_blog.upstream.listeners import replace_handler

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from docutils import nodes
    from sphinx.application import Sphinx


_VERSIONS = {"sphinx": ">=8.2"}
_EVENTS = "https://www.sphinx-doc.org/en/master/extdev/event_callbacks.html"


# -- methods of a builder


def replace_methods(owner: object, methods: Mapping[str, Callable[..., Any]]) -> None:
    """Replace methods of one builder, or of its templates.

    :param owner: the object
    :param methods: by name
    """
    for name, method in methods.items():
        setattr(owner, name, method)


GUARDED_READING = UpstreamChange(
    name="sphinx.guarded-reading",
    issue=_EVENTS,
    versions=_VERSIONS,
    why="read documents of contributors within limits, and without what runs code",
    correct=True,
    misfit=lambda: lacks(Builder, "read_doc"),
)
GUARDED_WRITING = UpstreamChange(
    name="sphinx.guarded-writing",
    issue=_EVENTS,
    versions=_VERSIONS,
    why="write a document of a contributor with its title alone, if it takes too much",
    correct=True,
    misfit=lambda: lacks(Builder, "write_doc"),
)
GUARDED_OUTPUT = UpstreamChange(
    name="sphinx.guarded-output",
    issue=_EVENTS,
    versions=_VERSIONS,
    why="show as text what would run in a page, whichever writer or template made it",
    correct=True,
    misfit=lambda: (
        lacks(Builder, "create_translator") or lacks(BuiltinTemplateLoader, "render")
    ),
)


# -- documents that are resolved


class ResolvingGuard(Protocol):
    """Resolves a document with the function that does so."""

    def __call__(
        self,
        env: BuildEnvironment,
        docname: str,
        run: Callable[..., nodes.document],
        *,
        has_doctree: bool,
    ) -> nodes.document:
        """Return the doctree.

        :param run: resolves the document; with ``doctree=…``, that one
        :param has_doctree: whether it is asked for a doctree of its own
        """
        ...


def guard_resolving(guard: ResolvingGuard) -> Undo:
    """Resolve the documents of environments within a guard."""
    resolve: Any = BuildEnvironment.get_and_resolve_doctree

    @wraps(resolve)
    def guarded(
        env: BuildEnvironment, docname: str, builder: Builder, *more: Any, **rest: Any
    ) -> nodes.document:
        def run(**options: Any) -> nodes.document:
            found: nodes.document = resolve(
                env, docname, builder, *more, **{**rest, **options}
            )
            return found

        return guard(env, docname, run, has_doctree=rest.get("doctree") is not None)

    return replace_attribute(BuildEnvironment, resolve.__name__, guarded)


GUARDED_RESOLVING = UpstreamChange(
    name="sphinx.guarded-resolving",
    issue=_EVENTS,
    versions=_VERSIONS,
    why="keep the title of a document of a contributor at which an extension fails",
    correct=True,
    misfit=lambda: lacks(BuildEnvironment, "get_and_resolve_doctree"),
)


# -- extensions that run what documents name


def _without_function(module: str, name: str) -> Callable[[], str]:
    def misfit() -> str:
        loaded = sys.modules.get(module)
        return "" if loaded is None else lacks(loaded, name)

    return misfit


AUTOSUMMARY = UpstreamChange(
    name="sphinx.autosummary",
    issue="https://www.sphinx-doc.org/en/master/usage/extensions/autosummary.html",
    versions=_VERSIONS,
    why="import modules that trusted documents list, and no others",
    correct=True,
    misfit=_without_function("sphinx.ext.autosummary", "process_generate_options"),
)
VIEWCODE = UpstreamChange(
    name="sphinx.viewcode",
    issue="https://www.sphinx-doc.org/en/master/usage/extensions/viewcode.html",
    versions=_VERSIONS,
    why="publish the source of modules that trusted documents describe, and no others",
    correct=True,
    misfit=_without_function("sphinx.ext.viewcode", "doctree_read"),
)


def replace_handler_of(
    app: Sphinx,
    event: str,
    name: tuple[str, str],
    replaced: Callable[[Callable[..., Any]], Callable[..., Any]],
) -> None:
    """Replace a handler of an extension, if that is loaded.

    :param name: of the module, and of its function
    :param replaced: makes another handler of it
    """
    function = getattr(sys.modules.get(name[0]), name[1], None)
    if function is not None:
        replace_handler(app, event, function, replaced)

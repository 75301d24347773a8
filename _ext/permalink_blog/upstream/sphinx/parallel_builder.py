"""A builder whose workers read and write in the way of :mod:`.parallel`."""

from __future__ import annotations

from inspect import signature
from typing import TYPE_CHECKING

from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder

from permalink_blog.core.priorities import BuilderInited
from permalink_blog.upstream.change import UpstreamChange, lacks
from permalink_blog.upstream.sphinx.names import environment_lacks
from permalink_blog.upstream.sphinx.parallel import FEW, read_documents, write_documents
from permalink_blog.upstream.sphinx.search.parts import SearchParts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx


_ARGUMENTS = ["self", "docnames", "nproc"]


def _other_method(*names: str) -> str:
    for name in names:
        if [*signature(getattr(Builder, name, print)).parameters] != _ARGUMENTS:
            return f"Builder.{name} takes other arguments"
    return ""


def _cannot_read() -> str:
    return lacks(Builder, "_read_serial") or _other_method("_read_parallel")


def _read_in_parallel(app: Sphinx) -> None:
    builder = app.builder
    read_serially = builder._read_serial

    def read(docnames: list[str], nproc: int) -> None:
        if len(docnames) < FEW:
            read_serially(docnames)
        else:
            read_documents(app, docnames, nproc)

    builder._read_parallel = read  # type: ignore[method-assign]


PARALLEL_READING = UpstreamChange(
    name="sphinx.parallel-reading",
    issue="sphinx-doc/sphinx#11448",
    versions={"sphinx": ">=8.2,<10"},
    why="let workers that read send back each document once, in a fixed order",
    correct=False,
    misfit=_cannot_read,
    apply=_read_in_parallel,
    when="builder-inited",
    priority=BuilderInited.LAST,
)


def _cannot_write() -> str:
    cache = environment_lacks("_pickled_doctree_cache")
    return cache or _other_method("_write_parallel")


def _write_in_parallel(app: Sphinx) -> None:
    builder = app.builder
    write_in_parallel = builder._write_parallel

    def write(docnames: Sequence[str], nproc: int) -> None:
        if (
            len(docnames) > FEW
            and isinstance(builder, StandaloneHTMLBuilder)
            and SearchParts.are_known(builder.indexer)
            and not unknown_resolvers(app)
        ):
            write_documents(app, builder, docnames, nproc + 1)
        else:
            write_in_parallel(docnames, nproc)

    builder._write_parallel = write  # type: ignore[method-assign]


PARALLEL_WRITING = UpstreamChange(
    name="sphinx.parallel-writing",
    issue="sphinx-doc/sphinx#11448",
    versions={"sphinx": ">=8.2,<10"},
    why="let workers resolve references and index words, too",
    correct=False,
    misfit=_cannot_write,
    apply=_write_in_parallel,
    when="builder-inited",
    priority=BuilderInited.LAST,
)


# What listens while references are resolved and keeps nothing for later, so that it can
# do so in a worker.
_RESOLVERS = (
    "permalink_blog",
    "sphinx",
    "ablog",
    "myst_parser",
    "myst_nb",
    "sphinxcontrib.youtube",
    "notfound",
    "pydata_sphinx_theme",
    "alabaster",
    "furo",
    "sphinx_copybutton",
    "sphinx_design",
)


def unknown_resolvers(app: Sphinx) -> set[str]:
    """Return the modules with handlers that resolve references and are unknown here.

    They may keep what they see for the end of the build, as Sphinx promises them to run
    in the main process then.
    """
    listeners = [
        *app.events.listeners.get("doctree-resolved", ()),
        *app.events.listeners.get("missing-reference", ()),
    ]
    modules = [getattr(x.handler, "__module__", "") or "" for x in listeners]
    modules += [
        transform.__module__ for transform in app.registry.get_post_transforms()
    ]
    known = tuple(f"{package}." for package in _RESOLVERS)
    return {module for module in modules if not f"{module}.".startswith(known)}

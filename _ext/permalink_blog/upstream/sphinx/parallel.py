"""Reading and writing in worker processes that return only what is new.

Workers are forked by Sphinx's own :class:`~sphinx.util.parallel.ParallelTasks`, which
brings their warnings home, too.
"""

from __future__ import annotations

import gc
import os
import pickle
from inspect import signature
from typing import TYPE_CHECKING, Any, TypeVar

from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.util import logging
from sphinx.util.build_phase import BuildPhase
from sphinx.util.display import status_iterator
from sphinx.util.parallel import ParallelTasks

from permalink_blog.core.build import build_of
from permalink_blog.upstream.sphinx.search.parts import SearchParts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder


logger = logging.getLogger(__name__)

FEW = 20
"""Documents: to start workers costs more than to do so many here."""

_ENDED_EARLY = (
    "a worker process ended before it sent its result: something stopped it, or there "
    "is not enough memory; build again, with fewer workers (-j 1)"
)

_PARTS = 4  # for each worker, so that none has nothing to do for long

# Sphinx 9 asks for them.
_TAKES_TAGS = "tags" in signature(BuildEnvironment.get_and_resolve_doctree).parameters

T = TypeVar("T")


def split(items: Sequence[T], count: int) -> list[list[T]]:
    """Split a list into parts of nearly one length, none of them empty.

    :param count: of the parts, at most
    """
    size = max(1, -(-len(items) // count))
    return [list(items[start : start + size]) for start in range(0, len(items), size)]


class _Tasks(ParallelTasks):
    """Tasks that keep the first error: ``add_task`` drops it when it ends the workers.

    There a worker has failed before the last task was added; the task is then missing
    from the results, and nothing says why.
    """

    error: Exception | None = None

    def _join_one(self) -> bool:
        try:
            return super()._join_one()
        except Exception as error:
            self.error = self.error or error
            raise


def _run_tasks(
    tasks: _Tasks,
    call: Callable[[T], Any],
    arguments: Sequence[T],
    keep: Callable[[T, Any], None],
) -> None:
    """Run a task for each argument, and end with the error of the first that fails.

    :raises SphinxParallelError: with the error of a worker
    :raises SphinxError: if a worker ended without a result
    """
    try:
        for argument in arguments:
            tasks.add_task(call, argument, keep)
            if tasks.error:
                raise tasks.error
        tasks.join()
    except (EOFError, ConnectionError) as error:  # of the pipe to a worker
        raise SphinxError(_ENDED_EARLY) from error


def _in_workers(
    app: Sphinx,
    function: Callable[[Iterable[T]], Any],
    items: Sequence[T],
    *,
    workers: int,
    message: str,
    name: Callable[[T], str] = str,
) -> Iterator[tuple[list[T], Any]]:
    """Call a function with parts of a list, and yield the results in their order.

    All workers start from this process as it is now: no result is yielded before all
    are there, and they are small until they are used.

    :raises SphinxParallelError: with the error of a worker
    :raises SphinxError: if a worker ended without a result
    """
    parts = split(items, workers * _PARTS)
    parent = os.getpid()
    results: dict[int, bytes] = {}
    verbosity = getattr(app, "verbosity", 0)
    progress = status_iterator(
        parts,
        message,
        "purple",
        len(parts),
        verbosity,
        lambda part: f"{name(part[0])} .. {name(part[-1])}",
    )

    def call(numbered: tuple[int, list[T]]) -> bytes:
        gc.freeze()  # what was there before is not looked at, and stays shared
        found = function(_until_parent_exits(numbered[1], parent))
        return pickle.dumps(found, pickle.HIGHEST_PROTOCOL)

    def keep(numbered: tuple[int, list[T]], result: bytes) -> None:
        results[numbered[0]] = result
        next(progress)

    _run_tasks(_Tasks(workers), call, list(enumerate(parts)), keep)
    logger.info("")
    if len(results) < len(parts):
        raise SphinxError(_ENDED_EARLY)
    for number, part in enumerate(parts):
        yield part, pickle.loads(results.pop(number))  # noqa: S301


def _until_parent_exits(items: Sequence[T], parent: int) -> Iterator[T]:
    """Yield items; end the process when its parent has exited.

    A worker of a build that was killed would write pages into those of the next one.
    """
    for item in items:
        if os.getppid() != parent:
            os._exit(1)
        yield item


def read_documents(app: Sphinx, docnames: Sequence[str], workers: int) -> None:
    """Read documents, as ``Builder._read_parallel`` does.

    There a worker pickles its whole environment, which has all that was merged before
    it began. Here each document is sent once, and merging follows the order of the
    documents, as in a serial build.

    :param docnames: in the order of a serial build
    :param workers: how many
    """
    builder, env = app.builder, app.env
    for docname in docnames:
        app.events.emit("env-purge-doc", env, docname)
        env.clear_doc(docname)

    def read(part: Iterable[str]) -> BuildEnvironment:
        for docname in part:
            builder.read_doc(docname, _cache=False)
        return env

    message = "reading sources... "
    for part, other in _in_workers(
        app, read, docnames, workers=workers, message=message
    ):
        env.merge_info_from(part, other, app)


def write_documents(
    app: Sphinx, builder: StandaloneHTMLBuilder, docnames: Sequence[str], workers: int
) -> None:
    """Resolve and write documents, as ``Builder._write_parallel`` does.

    There references are resolved and words are indexed in the main process. Here
    workers do it, and send the images they found and their part of the search index.

    :param docnames: in the order of a serial build
    :param workers: how many
    """
    _write_document(builder, docnames[0])  # compiles templates for all workers

    def write(part: Iterable[str]) -> tuple[dict[str, str], Any]:
        known = dict(builder.images)
        parts = SearchParts(builder.indexer)
        parts.begin()
        for docname in part:
            _write_document(builder, docname)
        new = {k: v for k, v in builder.images.items() if k not in known}
        return new, parts.end()

    message = "writing output... "
    merged = SearchParts(builder.indexer)
    for _part, (images, index) in _in_workers(
        app, write, docnames[1:], workers=workers, message=message
    ):
        builder.images.update(images)
        merged.merge(index)


def _write_document(builder: StandaloneHTMLBuilder, docname: str) -> None:
    env = builder.env
    options: dict[str, Any] = {"tags": builder.tags} if _TAKES_TAGS else {}
    builder.phase = BuildPhase.RESOLVING
    doctree = env.get_and_resolve_doctree(docname, builder, **options)
    # Sphinx keeps the file of each doctree that it reads, to the end of the build.
    env._pickled_doctree_cache.pop(docname, None)
    builder.phase = BuildPhase.WRITING
    builder.write_doc_serialized(docname, doctree)
    builder.write_doc(docname, doctree)


def write_pages(
    app: Sphinx,
    builder: StandaloneHTMLBuilder,
    pages: Sequence[tuple[str, dict[str, Any], str]],
    workers: int,
) -> bool:
    """Write pages without a source.

    :param pages: pagename, context and template, as for ``html-collect-pages``
    :param workers: how many
    :returns: whether none was refused
    """

    def write(part: Iterable[tuple[str, dict[str, Any], str]]) -> bool:
        for page in part:
            builder.handle_page(*page)
        return not build_of(app).failed

    results = _in_workers(
        app,
        write,
        pages,
        workers=workers,
        message="writing archives... ",
        name=lambda page: page[0],
    )
    return {True}.issuperset(written for _part, written in results)

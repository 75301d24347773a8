"""Classification of ``html-collect-pages`` handlers by the pages that they yield.

A handler may yield all its pages in each build, or only those whose files are missing
or old, or those of documents that this build has read. Nothing in Sphinx distinguishes
these, because Sphinx never deletes a page. So each handler is called twice at the
beginning of a build, when everything still is as the last build left it: once while
all its pages are newer than everything else, and once while none is there. Both calls
are made in a forked process, so that the handler can change nothing in this one; before
them, its extension is notified there that no document is read.
"""

from __future__ import annotations

import json
import logging
import multiprocessing
import os
import sys
from enum import StrEnum
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from permalink_blog.core.files import digest, write_if_different
from permalink_blog.urls.hidden_files import hidden_files, newest_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from multiprocessing.connection import Connection

    from permalink_blog.urls.addressing import AddressedBuilder


Page: TypeAlias = tuple[str, dict[str, Any], str]
"""Pagename, context and template, as a handler yields them."""

Handler: TypeAlias = "Callable[..., Iterable[Page]]"

_SECONDS = 60  # that a handler may take to answer
_EVENTS: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("env-get-outdated", (set(), set(), set())),
    ("env-before-read-docs", ([],)),
    ("env-updated", ()),
)
"""What Sphinx emits when no document is read: names, and arguments after the env."""


class HandlerKind(StrEnum):
    """The pages that a handler yields."""

    ALL = "all"
    """All pages, in each build."""
    MISSING = "missing"
    """Those whose files are missing, or older than what they are made of."""
    READ = "read"
    """Those of documents that this build has read, as far as is known."""
    OWN = "own"
    """Those that it has its own reasons for, or that cannot be found out."""


class HandlerKinds:
    """The kinds of handlers, from this build and earlier ones.

    :param builder: whose ``html-collect-pages`` event they handle
    """

    def __init__(self, builder: AddressedBuilder) -> None:
        self._builder = builder
        folder = Path(builder.doctreedir, "permalinks")
        self._path = folder / f"handlers-{builder.name}.json"
        self._known = _read(self._path)
        self._digests: dict[str, str] = {}  # of files with handlers

    def kind_of(self, handler: Handler) -> HandlerKind | None:
        """Return what a handler yields; ``None`` if that is not known."""
        return self._known.get(self._key_of(handler))

    def set(self, handler: Handler, kind: HandlerKind) -> None:
        """Remember what a handler yields, for the builds to come."""
        key = self._key_of(handler)
        if self._known.get(key) != kind:
            self._known[key] = kind
            self._path.parent.mkdir(parents=True, exist_ok=True)
            text = json.dumps(self._known, indent=1, sort_keys=True)
            write_if_different(self._path, f"{text}\n".encode())

    def classify(self, handler: Handler, pages: Mapping[str, Iterable[str]]) -> None:
        """Call a handler, if it is not known what it yields.

        Nothing may have changed since the last build.

        :param pages: those that it made in the last build, with the files of each
        """
        if self.kind_of(handler) is not None:
            return
        outdir = Path(self._builder.outdir)
        files = [file for found in pages.values() for file in found]
        with newest_files(outdir, files):
            present = _pages_in_fork(self._builder, handler)
        if present is not None and pages.keys() <= present:
            self.set(handler, HandlerKind.ALL)
            return
        with hidden_files(outdir) as hide:
            hide(files)
            absent = _pages_in_fork(self._builder, handler)
        if present is None or absent is None:
            self.set(handler, HandlerKind.OWN)  # as if it had its own reasons
            return
        self.set(
            handler, HandlerKind.MISSING if pages.keys() <= absent else HandlerKind.READ
        )

    def _key_of(self, handler: Handler) -> str:
        """Return the name of a handler with a digest of its file: it may be edited."""
        file = _file_of(_function_of(handler))
        if file not in self._digests:
            self._digests[file] = _digest_of_file(file)
        return f"{name_of(handler)} {self._digests[file]}"


def name_of(handler: Callable[..., Any]) -> str:
    """Return the qualified name of a handler, the same in each build.

    :param handler: function, method or callable object
    """
    function = _function_of(handler)
    module = getattr(function, "__module__", None) or ""
    name = getattr(function, "__qualname__", None) or type(function).__qualname__
    return f"{module}.{name}"


def _function_of(handler: Callable[..., Any]) -> Any:
    return getattr(handler, "func", handler)  # of a functools.partial


def _digest_of_file(path: str) -> str:
    """Return a digest of a file; of nothing if it cannot be read."""
    try:
        return digest(Path(path).read_bytes())
    except OSError:
        return digest(b"")


def _file_of(function: Any) -> str:
    """Return the file that a function is in; empty if that is not known."""
    function = getattr(function, "__wrapped__", function)
    if code := getattr(function, "__code__", None):
        return str(code.co_filename)
    module = sys.modules.get(getattr(function, "__module__", None) or "")
    return str(getattr(module, "__file__", None) or "")


def _pages_in_fork(builder: AddressedBuilder, handler: Handler) -> set[str] | None:
    """Call a handler in a forked process.

    :returns: the names of the pages that it yields or writes; ``None`` if that cannot
        be found out: it fails now, or there is no such process on this system
    """
    try:
        fork = multiprocessing.get_context("fork")
        receiver, sender = fork.Pipe(duplex=False)
        process = fork.Process(target=_send_pages, args=(builder, handler, sender))
        process.start()
    except (ValueError, OSError, AssertionError):
        return None
    sender.close()
    try:
        return receiver.recv() if receiver.poll(_SECONDS) else None
    except (EOFError, OSError):
        return None
    finally:
        process.kill()
        process.join()
        receiver.close()


def _send_pages(
    builder: AddressedBuilder, handler: Handler, sender: Connection
) -> None:
    """Send the names of the pages that a handler makes (in the forked process)."""
    logging.disable()  # a file of warnings is the other process's
    silence = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(silence, stream)
    names: set[str] = set()

    def note(pagename: str, *args: Any, **kwargs: Any) -> None:
        names.add(pagename)

    builder.handle_page = note  # type: ignore[method-assign]
    app, env = builder.sphinx_app, builder.env
    try:
        for event, arguments in _EVENTS:
            listeners: Any = builder.events.listeners.get(event, ())
            for listener in sorted(listeners, key=attrgetter("priority")):
                if _is_of_same_extension(listener.handler, handler):
                    listener.handler(app, env, *arguments)
        names.update(page[0] for page in handler(app) or ())
        sender.send(names)
    except BaseException:  # whatever it is, this process ends here
        sender.close()


def _is_of_same_extension(one: Callable[..., Any], other: Callable[..., Any]) -> bool:
    """Return whether two handlers are in one package, or in one ``conf.py``."""
    functions = (_function_of(one), _function_of(other))
    first, second = (
        (getattr(x, "__module__", None) or "").partition(".")[0] for x in functions
    )
    if first != "builtins" or second != "builtins":
        return first == second
    return _file_of(functions[0]) == _file_of(functions[1])


def _read(path: Path) -> dict[str, HandlerKind]:
    """Read what earlier builds have found out."""
    try:
        kinds = json.loads(path.read_text(encoding="utf-8"))
        return {str(name): HandlerKind(kind) for name, kind in kinds.items()}
    except (OSError, ValueError, AttributeError):
        return {}

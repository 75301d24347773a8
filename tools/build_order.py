"""Which handlers and transforms run, in their order, as tables for the guide.

They are read off an application that has set up all parts, so they have what runs.
``make guide-tables`` writes them.
"""

from __future__ import annotations

import inspect
import sys
import tempfile
from enum import IntEnum
from io import StringIO
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

PROJECT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(PROJECT / "_ext"), str(PROJECT / "tools")]

from priority_reasons import reasons  # noqa: E402 (needs the path)
from sphinx.application import Sphinx  # noqa: E402

from permalink_blog.books import extension as books  # noqa: E402
from permalink_blog.core import events, priorities  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SHOWN = ("permalink_blog.", "ablog.", "sphinxcontrib.youtube.")
"""Prefixes of handlers that are listed; Sphinx's, the theme's and others' are not."""

START = {
    "config-inited": "`conf.py` was read",
    "builder-inited": "the builder was made",
    "env-get-outdated": "what has to be read is looked for",
    "env-before-read-docs": "reading begins",
}
DOCUMENT = {
    "env-purge-doc": "for each document that is read again or removed",
    "source-read": "for each document: its text was loaded",
}
READ = {
    "doctree-read": "for each document: it was parsed and transformed",
    "env-merge-info": "for each worker process that has read documents",
    "env-updated": "all documents were read",
    "env-get-updated": "what has to be written is looked for",
    "env-check-consistency": "the environment was saved",
    "write-started": "writing begins",
}
PAGE = {
    "missing-reference": "for each reference that Sphinx cannot resolve",
    "doctree-resolved": "for each document: its references were resolved",
    "html-page-context": "for each page: its template is about to be filled",
}
END = {
    "html-collect-pages": "pages without a source are asked for",
    "build-finished": "all was written, or the build has failed",
}
OWN = {
    events.GENERATED_PAGES: "before pages are written: the names of generated pages",
    events.TAKEN_FILES: "before pages are written: paths of generated files",
    events.UNFINISHED: "nothing was read: is there something to write all the same?",
    events.OUTDATED_PAGES: "which generated pages show something that has changed?",
    events.OWNED_FILES: "files that an extension removes itself",
    "blog-dependency-value": "what is the value of this dependency of a page now?",
}


NOTEBOOK = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'


def application(scratch: Path) -> Sphinx:
    """Return an application with all parts, as a preview of a site with a notebook.

    What is connected for books alone is there as well. The settings of this site have
    no influence.

    :param scratch: an empty folder
    """
    source = scratch / "source"
    source.mkdir()
    source.joinpath("conf.py").write_text('extensions = ["permalink_blog"]\n', "utf-8")
    source.joinpath("index.ipynb").write_text(NOTEBOOK, "utf-8")
    app = Sphinx(
        source,
        source,
        scratch / "html",
        scratch / "doctrees",
        "html",
        confoverrides={"blog_preview": True},
        status=None,
        warning=StringIO(),
    )
    books.connect(app)
    return app


def name_of(handler: Any) -> str:
    """Return a handler's module and name, without the decorators around it."""
    function = inspect.unwrap(getattr(handler, "func", handler))
    name = function.__qualname__.partition(".<locals>")[0]
    return f"{function.__module__}.{name}"


def rows(entries: Iterable[tuple[int, str]]) -> Iterator[str]:
    """Yield a row for each priority: who has it, and why.

    :param entries: priorities, in their order, and names
    """
    yield from ("| priority | why then | runs |", "|---|---|---|")
    for priority, group in groupby(entries, key=lambda entry: int(entry[0])):
        listed = list(group)
        named = next((x for x, _ in listed if isinstance(x, IntEnum)), None)
        names = dict.fromkeys(f"`{name.removeprefix(SHOWN[0])}`" for _, name in listed)
        yield f"| {_label(priority, named)} | {_reason(named)} | {', '.join(names)} |"


def _label(priority: int, named: IntEnum | None) -> str:
    number = {priorities.LOWEST: "first", priorities.HIGHEST: "last"}.get(
        priority, str(priority)
    )
    if named is None or named.name.lower() == number:
        return number
    return f"{number} `{named.name}`"


def _reason(named: IntEnum | None) -> str:
    if named is None:
        return ""
    return reasons(type(named))[named].replace("``", "`").replace("|", r"\|")


def handlers(app: Sphinx, event: str) -> list[tuple[int, str]]:
    """Return the listed handlers of an event, in the order in which they are called."""
    listeners = sorted(app.events.listeners.get(event, ()), key=attrgetter("priority"))
    named = [(x.priority, name_of(x.handler)) for x in listeners]
    return [entry for entry in named if entry[1].startswith(SHOWN)]


def transforms(known: Iterable[Any]) -> list[tuple[int, str]]:
    """Return the listed transforms, in the order in which docutils applies them."""
    named = [(x.default_priority, f"{x.__module__}.{x.__qualname__}") for x in known]
    listed = [entry for entry in named if entry[1].startswith(SHOWN)]
    return sorted(listed, key=lambda entry: int(entry[0]))


def sections(app: Sphinx) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """Yield a heading, and what is below it, in the order of a build.

    :raises ValueError: if a part listens to an event that has no place here
    """
    reading = transforms(app.registry.get_transforms())
    writing = transforms(app.registry.get_post_transforms())
    known = START | DOCUMENT | READ | PAGE | END | OWN
    unknown = [x for x in app.events.listeners if x not in known and handlers(app, x)]
    if unknown:
        msg = f"tools/build_order.py does not have the events {unknown}: add them"
        raise ValueError(msg)
    for group in (START, DOCUMENT, READ, PAGE, END, OWN):
        if group is READ:
            yield "Transforms: each document, while it is read", reading
        if group is PAGE:
            yield "Post-transforms: each document, before it is written", writing
        for event, when in group.items():
            yield f"`{event}`: {when}", handlers(app, event)


def lines() -> Iterator[str]:
    """Yield the lines of all tables, with their headings."""
    path = [*sys.path]
    with tempfile.TemporaryDirectory() as scratch:
        listed = list(sections(application(Path(scratch))))
    sys.path[:] = path
    for number, (heading, entries) in enumerate(listed):
        if number:
            yield ""
        yield from (f"### {heading}", "")
        yield from rows(entries)

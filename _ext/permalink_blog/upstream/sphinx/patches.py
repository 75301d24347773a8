"""What is changed in ABlog and Sphinx at run time: all of it, and nowhere else.

Each function answers one upstream issue, knows the versions that it was written for,
and does nothing, with a warning, where it finds something else. For each there is a
test that fails once upstream needs it no longer.
"""

from __future__ import annotations

from functools import cache
from inspect import signature
from typing import TYPE_CHECKING, Any

import sphinx
import sphinx.util.docutils
from myst_parser.mdit_to_docutils import base as myst
from sphinx.builders import html
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.project import Project

from permalink_blog.upstream.docutils import KeptSettings
from permalink_blog.upstream.sphinx import paths
from permalink_blog.upstream.sphinx.parallel import FEW, read_documents, write_documents
from permalink_blog.upstream.sphinx.search.parts import SearchParts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx

_DOC2PATH = ["self", "docname", "absolute"]
_FOR_MYST = "get_default_settings"


def make_fewer_paths() -> None:
    """Let Sphinx find documents with fewer path objects (sphinx-doc/sphinx#14277).

    The answers are the same, so that it may stay for the whole process.
    """
    known = (("path2doc", ["self", "filename"]), ("doc2path", _DOC2PATH))
    if sphinx.version_info[:2] >= (10, 0) or not all(
        [*signature(getattr(Project, name, print)).parameters] == names
        for name, names in known
    ):
        return  # a Sphinx that asks in another way
    setattr(Project, "path2doc", paths.path2doc)  # noqa: B010 - mypy
    setattr(Project, "doc2path", paths.doc2path)  # noqa: B010


def ask_once() -> None:
    """Ask once for what is the same in all documents and pages.

    These are docutils' settings (sphinx-doc/sphinx#4230), which MyST asks for as well,
    and the checksums of style sheets and scripts (sphinx-doc/sphinx#11415). All start
    anew in each build.
    """
    if sphinx.version_info[:2] >= (10, 0):
        return
    for module, name in ((sphinx.util.docutils, "_get_settings"), (myst, _FOR_MYST)):
        make = getattr(module, name, None)
        if make is not None:
            setattr(module, name, KeptSettings(getattr(make, "make", make)))
    # Sphinx 9 keeps them by the real path, which it finds out each time.
    checksum = getattr(html, "_file_checksum", None)
    if checksum is not None:
        asked = cache(getattr(checksum, "__wrapped__", checksum))
        setattr(html, "_file_checksum", asked)  # noqa: B010 - mypy


def observe_writing(
    builder: StandaloneHTMLBuilder,
    *,
    begins: Callable[[AbstractSet[str]], None],
    written: Callable[[str], None],
) -> None:
    """Report when writing begins, and when a page is written (sphinx-doc/sphinx#11448).

    Sphinx has an event before a page is rendered and none after it, in whichever
    process that is. The end of ``handle_page`` is the only moment at which a page is
    complete: themes render templates of their own for it before, for navigation say.

    :param begins: called with the docnames of the documents that will be written
    :param written: called with the pagename, once for each time that a page is written
    """
    prepare, handle = builder.prepare_writing, builder.handle_page

    def prepare_writing(docnames: AbstractSet[str]) -> None:
        prepare(docnames)
        begins(docnames)

    def handle_page(pagename: str, *args: Any, **kwargs: Any) -> None:
        handle(pagename, *args, **kwargs)
        written(pagename)

    builder.prepare_writing = prepare_writing  # type: ignore[method-assign]
    builder.handle_page = handle_page  # type: ignore[method-assign]


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


def work_in_parallel(app: Sphinx) -> None:
    """Let workers send each document once, and resolve it (sphinx-doc/sphinx#11448).

    :param app: whose builder is there
    """
    builder = app.builder
    read_serially = getattr(builder, "_read_serial", None)
    write_in_parallel = getattr(builder, "_write_parallel", None)
    if read_serially is None or write_in_parallel is None:
        return  # a Sphinx that works in another way

    def read(docnames: list[str], nproc: int) -> None:
        if len(docnames) < FEW:
            read_serially(docnames)
        else:
            read_documents(app, docnames, nproc)

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

    builder._read_parallel = read  # type: ignore[method-assign]
    builder._write_parallel = write  # type: ignore[method-assign]


def unknown_resolvers(app: Sphinx) -> set[str]:
    """Name the modules that take part in resolving, and are none of those we know.

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

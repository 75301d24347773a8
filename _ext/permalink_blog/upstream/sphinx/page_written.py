"""An observer of written pages, for which Sphinx has no event."""

from __future__ import annotations

from inspect import signature
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder

from permalink_blog.upstream.change import UpstreamChange

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Set as AbstractSet


_PARAMETERS = {
    "prepare_writing": ["self", "docnames"],
    "handle_page": ["self", "pagename"],
}
"""The first parameters of the methods that are replaced."""


def _misfit() -> str:
    for name, wanted in _PARAMETERS.items():
        found = [*signature(getattr(StandaloneHTMLBuilder, name, print)).parameters]
        if found[: len(wanted)] != wanted:
            return f"StandaloneHTMLBuilder.{name} takes other arguments"
    return ""


PAGE_WRITTEN = UpstreamChange(
    name="sphinx.page-written",
    issue="sphinx-doc/sphinx#11448",
    versions={"sphinx": ">=8.2,<10"},
    why="note when writing begins and when a page is complete; without it all pages "
    "with a list of posts are written in every build",
    correct=True,
    misfit=_misfit,
)
"""The user calls :func:`observe_writing`."""


def observe_writing(
    builder: StandaloneHTMLBuilder,
    *,
    begins: Callable[[AbstractSet[str]], None],
    written: Callable[[str], None],
) -> None:
    """Report when writing begins, and when a page is written.

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

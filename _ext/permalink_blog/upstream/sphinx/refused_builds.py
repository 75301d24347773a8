"""The error that other extensions get from a build that wrote no page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.events import EventListener

from permalink_blog.upstream.change import UpstreamChange, lacks

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx


_EVENT = "build-finished"


def _misfit() -> str:
    return lacks(EventListener, "id", "handler", "priority")


REFUSED_BUILDS = UpstreamChange(
    name="sphinx.refused-builds",
    issue="https://www.sphinx-doc.org/en/master/extdev/event_callbacks.html",
    versions={"sphinx": ">=8.2,<10"},
    why="pass the error of a build that wrote no page to the handlers of its end; "
    "without it Furo and MyST-NB end the first one with a crash report",
    correct=True,
    misfit=_misfit,
)
"""The user calls :func:`pass_error_to_handlers`."""


def pass_error_to_handlers(app: Sphinx, error: Exception) -> None:
    """Pass an error to the handlers of ``build-finished``, since no page was written.

    A build that is refused goes to its end, so Sphinx passes them no exception. Those
    that then write beside pages, as Furo and MyST-NB do, would end the first build with
    a traceback, and change what a later one has published.

    :param error: why the build was refused; handlers get it as the exception
    """
    for listener in list(app.events.listeners.get(_EVENT, ())):
        app.disconnect(listener.id)
        handler = _with_error(listener.handler, error)
        app.connect(_EVENT, handler, priority=listener.priority)


def _with_error(
    handler: Callable[..., Any], error: Exception
) -> Callable[[Sphinx, Exception | None], Any]:
    return lambda app, exception: handler(app, exception or error)

"""The error that other extensions get from a build that wrote no page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx


_EVENT = "build-finished"


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

"""Replacing event handlers of other extensions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx


def disconnect(app: Sphinx, event: str, function: Callable[..., Any]) -> bool:
    """Disconnect a handler.

    :param event: name of the event
    :param function: the handler
    :returns: whether it was connected
    """
    found = [
        listener.id
        for listener in app.events.listeners.get(event, ())
        if listener.handler is function
    ]
    for listener_id in found:
        app.disconnect(listener_id)
    return bool(found)


def replace_handler(
    app: Sphinx,
    event: str,
    function: Callable[..., Any],
    replaced: Callable[[Callable[..., Any]], Callable[..., Any]],
) -> None:
    """Replace a handler, which keeps its priority and its place among equals.

    :param replaced: makes another handler of it
    """
    listeners = app.events.listeners.get(event, [])
    for index, listener in enumerate(listeners):
        if listener.handler is function:
            listeners[index] = listener._replace(handler=replaced(function))

"""The requests that a preview accepts: those of its own pages.

The server listens on this machine only, but a browser on this machine reads pages of
other sites, too. Such a page can ask for ``http://127.0.0.1:8000``, and with a name
that its owner lets lead to 127.0.0.1 (DNS rebinding) it can read the answer: drafts,
errors, paths. So the ``Host`` header has to be a name of this machine, and an
``Origin`` header an address of this preview.

Sources: RFC 9110, 7.2 (Host); RFC 6454, 7 (Origin); the ASGI specification 3.0.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeAlias
from urllib.parse import urlsplit

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
Application: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]
"""An application of ASGI, as Starlette and uvicorn have them."""

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})
"""Names of this machine, which no other machine can take."""

ANY_HOST = "*"
"""Stands for all names: nothing is checked."""

_LEAVE = 1008  # the websocket's status "policy violation" (RFC 6455, 7.4.1)


def split_authority(authority: str) -> tuple[str, int | None] | None:
    """Split a ``Host`` header, or an origin without its scheme.

    :param authority: such as ``localhost:8000`` or ``[::1]:8000``
    :returns: the host, in lower case and without brackets, and the port, if there is
        one; ``None`` if the text is not valid
    """
    try:
        parts = urlsplit(f"//{authority}")
        port = parts.port
    except ValueError:
        return None
    if parts.netloc != authority or "@" in authority or not parts.hostname:
        return None
    return parts.hostname, port


def is_allowed(host: str | None, origin: str | None, hosts: frozenset[str]) -> bool:
    """Return whether a request is to be answered.

    :param host: the ``Host`` header
    :param origin: the ``Origin`` header, which browsers send with websockets and with
        requests of other sites
    :param hosts: names by which the preview may be asked for; :data:`ANY_HOST` for all
    """
    if ANY_HOST in hosts:
        return True
    asked = split_authority(host or "")
    if asked is None or asked[0] not in hosts:
        return False
    if origin is None:
        return True
    sender = split_authority(origin.partition("://")[2])
    if sender is None or sender[0] not in hosts:
        return False
    # Another port of this machine is another program's. A name that was allowed may be
    # that of a proxy, which hands requests on with another Host.
    return sender[0] not in LOCAL_HOSTS or sender[1] == asked[1]


class CheckHosts:
    """Middleware that refuses what :func:`is_allowed` does not allow.

    :param app: what answers the others
    :param hosts: names by which the preview may be asked for
    """

    def __init__(self, app: Application, hosts: frozenset[str]) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it with the status 403."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        host, origin = _header(scope, b"host"), _header(scope, b"origin")
        if is_allowed(host, origin, self._hosts):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": _LEAVE})
        else:
            await _refuse(send)


def _header(scope: Scope, name: bytes) -> str | None:
    """Return a header; of one that is there twice, what no host can be."""
    found = [value for key, value in scope["headers"] if key == name]
    return b", ".join(found).decode("latin-1") if found else None


async def _refuse(send: Send) -> None:
    text = (
        b"This preview answers requests for localhost only. To open it by another "
        b'name: make livehtml HOSTS="that.name"\n'
    )
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(text)).encode()),
    ]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": text})

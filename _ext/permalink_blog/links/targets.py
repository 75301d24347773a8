"""The parts of a link's text: pure functions from text to values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable


SCHEME = "jekyll:"
"""Begins a link that was Liquid: CommonMark takes no spaces in a link's target."""

_PARTS = re.compile(r"([^?#]*)(\?[^#]*)?(?:#(.*))?", re.DOTALL)
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


class TargetKind(StrEnum):
    """The kinds of link targets."""

    PATH = "path"  # as written in a browser: it may begin with the path of the site
    URL = "url"  # below the root of the site, wherever that is
    POST = "post_url"  # Jekyll's tag of this name
    SOURCE = "link"  # Jekyll's tag of this name


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """The target of a link as its author wrote it.

    :param name: a path (percent-encoded or not) with its first slash, a post's name
        such as "2018-08-01-name", or a source file's path
    :param query: with its question mark, or ""
    :param fragment: without the "#", or ""
    """

    kind: TargetKind
    name: str
    query: str = ""
    fragment: str = ""

    def __str__(self) -> str:
        """Write it as its author did, for messages."""
        tail = f"{self.query}#{self.fragment}" if self.fragment else self.query
        if self.kind in {TargetKind.POST, TargetKind.SOURCE}:
            return f"{{% {self.kind} {self.name} %}}{tail}"
        return self.name + tail


def parse_target(text: str) -> LinkTarget | None:
    """Parse a link's target.

    :param text: as its author wrote it
    :returns: ``None`` for a relative target, or one of another scheme
    """
    kind, rest = TargetKind.PATH, text
    if text.startswith(SCHEME):
        name, slash, rest = text.removeprefix(SCHEME).partition("/")
        if not slash or name not in {
            TargetKind.URL,
            TargetKind.POST,
            TargetKind.SOURCE,
        }:
            return None
        kind = TargetKind(name)
        rest = f"/{rest}" if kind is TargetKind.URL else rest
    elif not text.startswith("/") or text.startswith("//"):
        return None
    match = _PARTS.fullmatch(rest)
    path, query, fragment = match.groups("") if match else (rest, "", "")
    if kind in {TargetKind.POST, TargetKind.SOURCE}:
        path = unquote(path)
    return LinkTarget(kind, path, query, fragment)


@dataclass(frozen=True, slots=True)
class BaseUrl:
    """The base URL of a site.

    :param host: with the port, if that is not the scheme's default
    :param path: begins and ends with a slash
    """

    host: str
    path: str

    @classmethod
    def parse(cls, url: str) -> BaseUrl:
        """Parse a URL such as "https://example.org/blog/".

        :param url: of a setting
        :raises ValueError: if it is not an absolute http(s) URL
        """
        parts = urlsplit(url)
        if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
            msg = f"not an absolute http(s) URL: {url!r}"
            raise ValueError(msg)
        return cls(_host(parts), f"/{parts.path.strip('/')}/".replace("//", "/"))

    def without_path(self, path: str) -> str | None:
        """Make a path of the host one below the root of the site.

        :param path: begins with a slash
        :returns: begins with a slash, too; ``None`` if it is not below the root
        """
        if path == self.path.rstrip("/"):
            return "/"
        return (
            f"/{path.removeprefix(self.path)}" if path.startswith(self.path) else None
        )


def own_target(url: str, bases: Iterable[BaseUrl]) -> str | None:
    """Return the target within this site of an absolute URL.

    :param url: absolute
    :param bases: all base URLs of the site
    :returns: ``None`` for a URL of another site
    """
    try:
        parts = urlsplit(url)
        host = _host(parts)
    except ValueError:  # such as "http://[", which is somebody's example
        return None
    if parts.scheme not in _DEFAULT_PORTS:
        return None
    path = parts.path or "/"
    for base in bases:
        below = base.without_path(path) if host == base.host else None
        if below is not None:
            query = f"?{parts.query}" if parts.query else ""
            fragment = f"#{parts.fragment}" if parts.fragment else ""
            return f"{SCHEME}{TargetKind.URL}{below}{query}{fragment}"
    return None


def _host(parts: SplitResult) -> str:
    return parts.netloc.lower().removesuffix(_DEFAULT_PORTS.get(parts.scheme, ""))

"""URLs of another site: from its sitemap, a list or its folder."""

from __future__ import annotations

import gzip
import re
import zlib
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.parsers import expat

from permalink_blog.urls.url_list.file import (
    NotAPathError,
    Unusable,
    content_lines,
    parse_path,
    without_index,
)
from permalink_blog.urls.url_list.output import pages_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


SITEMAP_SIZE = 50 * 1024 * 1024
"""The most bytes of a sitemap, decompressed (https://www.sitemaps.org/protocol.html).

It is also the limit of a list of URLs."""
SITEMAPS_SIZE = 10 * SITEMAP_SIZE
"""The most bytes of all sitemaps that one lists, with those that they list."""
_HOST = re.compile("(?:https?:)?//([^/?#]*)", re.IGNORECASE)


class SourceError(Exception):
    """A file cannot be read; the message has its name and the reason."""


@dataclass(frozen=True, slots=True)
class BaseAddress:
    """The base URL of the other site.

    :param host: in lower case; "" for any
    :param path: with a slash at both ends
    """

    host: str = ""
    path: str = "/"

    @classmethod
    def parse(cls, text: str) -> BaseAddress:
        """Parse ``https://old.example/blog/`` or ``/blog/``.

        :param text: as it was given on the command line
        :raises NotAPathError: if it is neither
        """
        host, path = _split(text)
        return cls(host, path if path.endswith("/") else f"{path}/")

    def path_of(self, url: str) -> str:
        """Return the path of a URL below this base, with a leading slash.

        :param url: absolute, or a path
        :raises NotAPathError: if the URL is not below this one
        """
        host, path = _split(url)
        if path + "/" == self.path:
            path = self.path  # /blog, which hosts lead to /blog/
        if (host and self.host and host != self.host) or not path.startswith(self.path):
            raise NotAPathError(f"it is not below {self.host}{self.path}")
        return path[len(self.path) - 1 :]


def _split(url: str) -> tuple[str, str]:
    """Return host and path of a URL; the host in lower case, "" if there is none."""
    host = ""
    if match := _HOST.match(url):
        host = match[1].lower()
        url = "/" + url[match.end() :].lstrip("/")
    elif not url.startswith("/"):
        raise NotAPathError("begin it with / or https://")
    return host, parse_path(url.partition("#")[0])


def read_source(path: Path, base: BaseAddress) -> tuple[list[str], list[Unusable]]:
    """Read the paths of an old site.

    :param path: of a sitemap or a sitemap index (``.xml``, ``.xml.gz``), of a list with
        a URL or a path on each line, or of the folder of a built site
    :param base: what the URLs lay below
    :returns: the paths, and what cannot be one
    :raises SourceError: if the file cannot be read
    """
    paths: list[str] = []
    unusable: list[Unusable] = []
    for found in _read(path):
        try:
            if isinstance(found, Unusable):
                unusable.append(found)
            elif path.is_dir():
                url = quote(f"/{found.text}", errors="surrogateescape")
                paths.append(without_index(parse_path(url)))
            else:
                paths.append(base.path_of(found.text))
        except NotAPathError as error:
            unusable.append(Unusable(found.where, found.text, str(error)))
    return paths, unusable


@dataclass(frozen=True, slots=True)
class _Found:
    where: str
    text: str


def _read(path: Path) -> Iterator[_Found | Unusable]:
    if path.is_dir():
        for file in pages_in(path):
            yield _Found(str(path / file), file)
        return
    content = _content(path)
    if path.name.endswith((".xml", ".xml.gz")) or content.lstrip().startswith(b"<"):
        yield from _sitemaps(path, content)
        return
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise SourceError(f"{path}:{line}: is not UTF-8") from error
    for number, line_text in content_lines(text):
        yield _Found(f"{path}:{number}", line_text)


def _content(path: Path) -> bytes:
    """Read a file, which may be compressed, as far as it is not too large."""
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            content: bytes = file.read(SITEMAP_SIZE + 1)
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or error
        raise SourceError(f"{path}: {reason}") from error
    if len(content) > SITEMAP_SIZE:
        most = f"{SITEMAP_SIZE:,} bytes, which is the most of a sitemap"
        raise SourceError(f"{path}: has more than {most}; split it")
    return content


# -- Sitemaps (https://www.sitemaps.org/protocol.html)


@dataclass(slots=True)
class _SitemapReader:
    """Collects the locations of pages and of further sitemaps, with their lines."""

    parser: expat.XMLParserType
    pages: list[tuple[int, str]] = field(default_factory=list)
    sitemaps: list[tuple[int, str]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    text: str = ""

    def begin(self, name: str, _attributes: dict[str, str]) -> None:
        """Handle a start tag of the sitemap.

        :param name: namespace and name, separated by a space
        :raises SourceError: if the root element is not that of a sitemap
        """
        self.open.append(name.rpartition(" ")[2])
        self.text = ""
        if len(self.open) == 1 and self.open[0] not in {"urlset", "sitemapindex"}:
            raise SourceError(f"is no sitemap: it begins with <{self.open[0]}>")

    def end(self, _name: str) -> None:
        # <image:loc> and such are in elements of their own
        found = {"url": self.pages, "sitemap": self.sitemaps}
        if self.open[-1] == "loc" and self.open[-2:-1] and self.open[-2] in found:
            line = self.parser.CurrentLineNumber
            found[self.open[-2]].append((line, self.text.strip()))
        self.open.pop()

    def characters(self, text: str) -> None:
        """Collect the text of an element.

        :param text: a part of it
        """
        self.text += text

    def refuse_doctype(self, *_args: object) -> None:
        # Where there is none there are no entities: nothing is fetched or blown up.
        raise SourceError("has a DOCTYPE, which a sitemap has not; remove it")


def _parse_sitemap(path: Path, content: bytes) -> _SitemapReader:
    parser = expat.ParserCreate(namespace_separator=" ")
    reader = _SitemapReader(parser)
    parser.buffer_text = True
    parser.StartElementHandler = reader.begin
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    parser.StartDoctypeDeclHandler = reader.refuse_doctype
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise SourceError(f"{path}:{error.lineno}: is no XML: {error}") from error
    except (SourceError, ValueError, LookupError) as error:  # an unknown encoding
        line = parser.CurrentLineNumber
        raise SourceError(f"{path}:{line}: {error}") from error
    return reader


def _sitemaps(top: Path, content: bytes) -> Iterator[_Found | Unusable]:
    """Read a sitemap, and those beside it that it lists, each once.

    :param content: of the first one
    """
    neighbours = {path.name: path for path in top.parent.iterdir()}
    seen = {top.resolve()}
    waiting = deque([top])
    size = 0
    while waiting:
        path = waiting.popleft()
        content = content if path is top else _content(path)
        size += len(content)
        if size > SITEMAPS_SIZE:
            reason = f"lists sitemaps of more than {SITEMAPS_SIZE:,} bytes; split it"
            raise SourceError(f"{top}: {reason}")
        reader = _parse_sitemap(path, content)
        for line, text in reader.pages:
            yield _Found(f"{path}:{line}", text)
        for line, text in reader.sitemaps:
            name = text.rpartition("/")[2].partition("?")[0]
            names = (name, f"{name}.gz", name.removesuffix(".gz"))
            beside = next((neighbours[x] for x in names if x in neighbours), None)
            if beside is None or not _is_beside(beside):
                reason = f"it is a sitemap; save it as {name} beside {path.name}"
                yield Unusable(f"{path}:{line}", text, reason)
            elif beside.resolve() not in seen:
                seen.add(beside.resolve())
                waiting.append(beside)


def _is_beside(path: Path) -> bool:
    """Return whether a path is a file of its folder, and no link out of it."""
    try:
        return path.is_file() and path.resolve().is_relative_to(path.parent.resolve())
    except (OSError, RuntimeError, ValueError):  # a loop of links
        return False

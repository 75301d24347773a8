"""Books, as a reader opens them."""

from __future__ import annotations

import posixpath
from collections import Counter
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from zipfile import ZIP_STORED, ZipFile

from lxml import etree

from permalink_blog.books.xhtml import XHTML

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.etree import _Element as Tree
    from sphinx.testing.util import SphinxTestApp

NAMES = {
    "o": "http://www.idpf.org/2007/opf",
    "d": "http://purl.org/dc/elements/1.1/",
    "n": "http://www.daisy.org/z3986/2005/ncx/",
    "h": XHTML,
}


class Epub:
    """An EPUB file; all XML in it is parsed, strictly."""

    def __init__(self, data: bytes) -> None:
        self.zip = ZipFile(BytesIO(data))
        self.names = self.zip.namelist()
        self.package = self.parse("content.opf")
        items = self.package.xpath("//o:item", namespaces=NAMES)
        self.items = {item.get("id"): unquote(item.get("href")) for item in items}
        self.properties = {
            unquote(item.get("href")): item.get("properties", "") for item in items
        }
        spine = self.package.xpath("//o:itemref", namespaces=NAMES)
        self.spine = [self.items[ref.get("idref")] for ref in spine]
        self.hidden = [
            self.items[r.get("idref")] for r in spine if r.get("linear") == "no"
        ]
        self.pages = {
            name: self.parse(name) for name in self.names if name.endswith(".xhtml")
        }

    def parse(self, name: str) -> Tree:
        return etree.fromstring(self.zip.read(name))

    def metadata(self, name: str) -> str:
        [value] = self.package.xpath(f"//d:{name}/text()", namespaces=NAMES)
        return str(value)

    def nav(self) -> list[tuple[int, str, str]]:
        """Depth, text and target of each entry of the table of contents."""
        links = self.pages["nav.xhtml"].xpath("//h:nav//h:a", namespaces=NAMES)
        return [
            (
                len(list(link.iterancestors(f"{{{XHTML}}}ol"))),
                "".join(link.itertext()),
                unquote(link.get("href")),
            )
            for link in links
        ]

    def text(self, name: str) -> str:
        return " ".join("".join(self.pages[name].itertext()).split())

    def links(self, name: str) -> dict[str, str]:
        """What each link of a page says, and where it leads."""
        links = self.pages[name].xpath("//h:a[@href]", namespaces=NAMES)
        return {"".join(link.itertext()): link.get("href") for link in links}

    def problems(self) -> Iterator[str]:
        """What is wrong with the book; a validator would say so, too."""
        if self.names[0] != "mimetype" or self.zip.read("mimetype") != (
            b"application/epub+zip"
        ):
            yield "mimetype is not the first file"
        if self.zip.getinfo("mimetype").compress_type != ZIP_STORED:
            yield "mimetype is compressed"
        for name, count in Counter(self.names).items():
            if count > 1:
                yield f"{name} is there {count} times"
        if len(set(self.spine)) < len(self.spine):
            yield f"a page is there twice: {self.spine}"
        known = {"mimetype", "META-INF/container.xml", "content.opf"}
        for name in known.union(self.items.values()) ^ set(self.names):
            yield f"{name} is not both in the package and in its list"
        for name, page in self.pages.items():
            yield from self._problems_of(name, page)
        ncx = self.parse("toc.ncx").xpath("//n:content/@src", namespaces=NAMES)
        for uri in ncx:
            yield from self._problem_with("toc.ncx", uri)

    def _problems_of(self, name: str, page: Tree) -> Iterator[str]:
        ids = Counter(page.xpath("//@id"))
        yield from (f"{name}: {i} is an id twice" for i in ids if ids[i] > 1)
        for bad in ("script", "iframe", "object", "embed", "video", "audio"):
            if page.xpath(f"//h:{bad}", namespaces=NAMES):
                yield f"{name} has <{bad}>"
        yield from (
            f"{name} has @{a}" for a in page.xpath("//@*[starts-with(name(),'on')]")
        )
        for uri in page.xpath("//@src | //h:link/@href", namespaces=NAMES):
            if urlsplit(uri).netloc:
                yield f"{name} loads {uri}"
            else:
                yield from self._problem_with(name, uri)
        for uri in page.xpath("//h:a/@href", namespaces=NAMES):
            if not urlsplit(uri).scheme:
                yield from self._problem_with(name, uri)

    def _problem_with(self, name: str, uri: str) -> Iterator[str]:
        parts = urlsplit(uri)
        path = posixpath.join(posixpath.dirname(name), unquote(parts.path))
        target = posixpath.normpath(path) if parts.path else name
        if target not in self.items.values():
            yield f"{name}: {uri} is not in the book"
        elif parts.fragment and parts.fragment not in self._ids(target):
            yield f"{name}: {uri} has no such id"

    def _ids(self, name: str) -> set[str]:
        return set(self.pages[name].xpath("//@id"))


def epub_of(outdir: Path) -> bytes:
    [path] = outdir.glob("*.epub")
    return path.read_bytes()


def tex_of(app: SphinxTestApp) -> str:
    """Give the document that LaTeX is to typeset."""
    [path] = [p for p in app.outdir.glob("*.tex") if "sphinx" not in p.name]
    return path.read_text(encoding="utf-8")

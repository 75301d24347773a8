"""The files of the EPUB package: all that pages refer to, and no others."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from lxml import etree

from permalink_blog.books.xhtml import (
    MATHML,
    SVG,
    XHTML,
    clean_page,
    local_name,
    parse_page,
    replace_image,
    serialize_page,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from lxml.etree import _Element


OPF = "http://www.idpf.org/2007/opf"
_ASSETS = ("_images", "_static")  # folders that are the builder's own
_SUFFIX = ".xhtml"
_CSS_URL = re.compile(
    r"""url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)["']"""
)

#: From a page's name to its URL on the web, which is "" if that is not known.
Web: TypeAlias = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class PackagePage:
    """A page of the package, with its links and images.

    :param ids: what can be linked to
    :param links: from ``a`` elements, as they stand
    :param files: of the package that the page shows
    :param properties: that the package has to list (EPUB 3.3, D.6.4)
    """

    ids: frozenset[str]
    links: tuple[str, ...]
    files: frozenset[str]
    properties: tuple[str, ...]


def settle_pages(
    outdir: Path, files: Collection[str], web: Web, *, also: Collection[str] = ()
) -> dict[str, tuple[str, ...]]:
    """Fix all pages, and remove what is of an earlier book.

    :param outdir: the folder that becomes the book
    :param files: its pages, relative to that
    :param also: other files that stay
    :returns: the properties of pages, by file
    """
    for path in outdir.rglob(f"*{_SUFFIX}"):
        if path.relative_to(outdir).as_posix() not in {*files, *also}:
            path.unlink()
    pages = {file: _settle(outdir, file) for file in files}
    for file in files:
        if any(_is_broken(outdir, file, pages)):
            pages[file] = _fix_links(outdir, file, pages, web)
    shown = {name for page in pages.values() for name in page.files}
    _remove_unused(outdir, {*_with_styles(outdir, shown), *also})
    return {file: page.properties for file, page in pages.items() if page.properties}


# -- Pages -------------------------------------------------------------------------


def _settle(outdir: Path, file: str) -> PackagePage:
    path = outdir / file
    root, fixed = parse_page(path.read_bytes())
    if clean_page(root) or fixed:
        path.write_bytes(serialize_page(root))
    return _page_of(file, root)


def _page_of(file: str, root: _Element) -> PackagePage:
    elements = list(root.iter(etree.Element))
    ids = (element.get("id") for element in elements)
    spaces = {etree.QName(element).namespace for element in elements}
    uses = {"mathml": MATHML in spaces, "svg": SVG in spaces}
    return PackagePage(
        ids=frozenset(filter(None, ids)),
        links=tuple(dict.fromkeys(link.get("href", "") for link in _links(root))),
        files=frozenset(filter(None, (_place(file, uri) for uri in _shown(elements)))),
        properties=tuple(name for name, used in uses.items() if used),
    )


def _links(root: _Element) -> Iterator[_Element]:
    yield from root.iter(f"{{{XHTML}}}a", f"{{{XHTML}}}area")


def _shown(elements: Iterable[_Element]) -> Iterator[str]:
    """Yield the URIs of the images and style sheets that pages show."""
    for element in elements:
        yield element.get("src", "")
        if local_name(element) in {"link", "image"}:
            yield element.get("href", "")
            yield element.get("{http://www.w3.org/1999/xlink}href", "")


def _place(file: str, uri: str) -> str:
    """Return the file that a URI on a page leads to; "" if it is not in the book."""
    parts = _split(uri)
    if parts is None or not parts.path:
        return ""
    folder = posixpath.dirname(file)
    return posixpath.normpath(posixpath.join(folder, unquote(parts.path)))


def _split(uri: str):  # type: ignore[no-untyped-def]
    """Split a URI; ``None`` if it leads to another place, or nowhere."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    return None if parts.scheme or parts.netloc else parts


# -- Links -------------------------------------------------------------------------


def _is_broken(
    outdir: Path, file: str, pages: Mapping[str, PackagePage]
) -> Iterator[bool]:
    for link in pages[file].links:
        yield bool(link) and _fixed(file, link, pages) != link
    for name in pages[file].files:
        yield not _exists(outdir, name)


def _fixed(file: str, link: str, pages: Mapping[str, PackagePage]) -> str | None:
    """Return a link as it is valid in the book; ``None`` if it cannot be."""
    parts = _split(link)
    if parts is None:
        return link
    target = _place(file, link) or file
    if target not in pages:
        return None
    if not parts.fragment or unquote(parts.fragment) in pages[target].ids:
        return link
    return urldefrag(link).url or None


def _fix_links(
    outdir: Path, file: str, pages: Mapping[str, PackagePage], web: Web
) -> PackagePage:
    """Lead links to the web, or nowhere, that lead to nothing in the book."""
    root, _fixed_before = parse_page((outdir / file).read_bytes())
    here = web(file.removesuffix(_SUFFIX))
    for link in list(_links(root)):
        href = link.get("href", "")
        fixed = _fixed(file, href, pages) if href else None
        if fixed is None and href.strip() and here and not href.startswith("#"):
            fixed = urljoin(here, href)
        if fixed:
            link.set("href", fixed)
        else:
            link.attrib.pop("href", None)
    for image in list(root.iter(f"{{{XHTML}}}img")):
        source = image.get("src", "")
        if (name := _place(file, source)) and not _exists(outdir, name):
            replace_image(image, urljoin(here, source) if here else "")
    (outdir / file).write_bytes(serialize_page(root))
    return _page_of(file, root)


def _exists(outdir: Path, name: str) -> bool:
    return not name.startswith(("/", "../")) and (outdir / name).is_file()


# -- Other files -------------------------------------------------------------------


def _with_styles(outdir: Path, files: Iterable[str]) -> set[str]:
    """Add what style sheets ask for."""
    found: set[str] = set()
    left = sorted(files)
    while left:
        file = left.pop()
        if file in found or not _exists(outdir, file):
            continue
        found.add(file)
        if file.endswith(".css"):
            text = (outdir / file).read_text("utf-8", errors="replace")
            uris = (a or b for a, b in _CSS_URL.findall(text))
            left += [name for uri in uris if (name := _place(file, uri.strip()))]
    return found


def _remove_unused(outdir: Path, used: Collection[str]) -> None:
    for folder in _ASSETS:
        for path in sorted((outdir / folder).rglob("*"), reverse=True):
            name = path.relative_to(outdir).as_posix()
            if path.is_file() and name not in used:
                path.unlink()
            elif path.is_dir() and not any(path.iterdir()):
                path.rmdir()


# -- The package -------------------------------------------------------------------


def complete_package(
    path: Path, properties: Mapping[str, Collection[str]], *, contents: str
) -> None:
    """Add what Sphinx leaves out of the package: properties of files, cover, contents.

    :param path: of ``content.opf``
    :param properties: of pages, by file
    :param contents: URI of the page that lists the chapters
    """
    tree = etree.parse(path)
    covers = tree.xpath("//o:meta[@name='cover']/@content", namespaces={"o": OPF})
    for item in tree.iter(f"{{{OPF}}}item"):
        names = [*properties.get(unquote(item.get("href", "")), ())]
        names += ["cover-image"] if item.get("id") in covers else []
        if names:
            item.set("properties", " ".join(names))
    seen: set[str] = set()
    for reference in list(tree.iter(f"{{{OPF}}}itemref")):
        # Sphinx takes a page for another one if its URI is not its path
        if reference.get("idref") in seen:
            reference.getparent().remove(reference)
        seen.add(reference.get("idref", ""))
    for reference in tree.iter(f"{{{OPF}}}reference"):
        if reference.get("type") == "toc":
            reference.set("href", contents)
    path.write_bytes(etree.tostring(tree, xml_declaration=True, encoding="utf-8"))


def write_zip(path: Path, folder: Path, files: Iterable[str], date: datetime) -> None:
    """Write the book: all files of one date, the first one not compressed.

    :param files: relative to the folder, the first is ``mimetype`` (EPUB 3.3, 4.2.2)
    :param date: in UTC; ZIP knows none before 1980
    """
    moment = max(date.timetuple()[:6], (1980, 1, 1, 0, 0, 0))
    with ZipFile(path, "w") as book:
        for file in files:
            info = ZipInfo(file, moment)
            info.create_system, info.external_attr = 3, 0o644 << 16
            stored = file == "mimetype"
            info.compress_type = ZIP_STORED if stored else ZIP_DEFLATED
            book.writestr(info, (folder / file).read_bytes())

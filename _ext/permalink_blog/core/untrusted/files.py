"""Files of contributors that a browser or a server would run.

An image or a download is a file of the site, with all that its scripts may do there. In
an ``<img>`` an SVG runs nothing, but at its own address it is a page, and so is XML of
any kind with elements of XHTML or SVG in it. Servers run some files for themselves.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from permalink_blog.core.untrusted.urls import is_harmless

if TYPE_CHECKING:
    from pathlib import Path


_PAGES = frozenset(
    {".html", ".htm", ".xhtml", ".xht", ".shtml", ".mhtml", ".mht", ".xml", ".xsl"}
    | {".xslt", ".rdf", ".swf", ".hta", ".svgz"}
)
"""Suffixes of files that may run scripts, and that are rarely anything else."""

_SERVER = re.compile(
    r"\.(?:php\d?|phtml|pht|phar|phps|aspx?|ashx|asmx|cer|jspx?|cfml?|f?cgi|shtml?|stm)"
)
"""A suffix for which web servers run a file. Apache looks at all suffixes of a name."""

_TEXTS = frozenset({".txt", ".css", ".csv", ".js", ".json"})
"""Suffixes of files that no server sends as HTML or XML, whatever they begin with."""

_HTML = re.compile(
    rb"<(?:!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body"
    rb"|br|p|!--)(?:[\t\n\f\r >]|$)|<!--",
    re.IGNORECASE,
)
"""What a browser takes for HTML if a server names no type (MIME Sniffing, 7.1)."""

_NAMESPACES = frozenset(
    {"http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg"}
    | {"http://www.w3.org/1998/Math/MathML"}
)
"""Namespaces of elements that do something in a browser, whatever XML they stand in."""

_ELEMENTS = frozenset(
    {"script", "foreignobject", "iframe", "object", "embed", "handler", "listener"}
    | {"html", "body", "link"}
)
_ANIMATIONS = frozenset({"animate", "set"})  # which may make a link lead elsewhere
_LARGEST = 20_000_000  # bytes of an SVG that is looked into


def active_content(path: Path) -> str | None:
    """Return why a browser, or the server, may run something in a file.

    :param path: of the file
    :returns: completes "it …"; ``None`` if it runs nothing
    """
    suffix = path.suffix.lower()
    if suffix in _PAGES:
        return f"is a page of its own ({suffix}), in which scripts may run"
    for each in path.suffixes:
        if _SERVER.fullmatch(each.lower()):
            return f"is a program of a server ({each})"
    if suffix in _TEXTS:
        return None
    try:
        with path.open("rb") as file:
            start = file.read(1_024)
            is_markup = suffix == ".svg" or _is_markup(start)
            content = start + file.read(_LARGEST) if is_markup else b""
    except OSError:
        return None  # Sphinx warns of it
    if not is_markup:
        return None
    if len(content) > _LARGEST:
        return "is XML that is too large to be checked"
    if suffix == ".svg":
        return _active_svg(content)
    if _HTML.match(_without_space(start)):
        return f"is an HTML page ({suffix}), in which scripts may run"
    return _active_xml(content)


def _without_space(content: bytes) -> bytes:
    return content.removeprefix(b"\xef\xbb\xbf").lstrip(b"\t\n\f\r ")


def _is_markup(start: bytes) -> bool:
    """Return whether a file may be HTML or XML, in UTF-8 or in UTF-16."""
    start = _without_space(start)
    is_wide = start.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00<"))
    return start.startswith(b"<") or (is_wide and b"<" in start)


def _active_xml(content: bytes) -> str | None:
    try:
        root = etree.fromstring(content, _parser())
    except (etree.XMLSyntaxError, ValueError):
        return "is invalid XML"
    if (dtd := root.getroottree().docinfo.internalDTD) is not None and any(
        dtd.iterentities()
    ):
        return "is XML with entities"
    for node in (*root.itersiblings(preceding=True), *root.getroottree().iter()):
        if isinstance(node, etree._ProcessingInstruction):
            return "is XML with a style sheet of its own"
        if isinstance(node.tag, str):
            name = etree.QName(node)
            if name.namespace in _NAMESPACES:
                return f"is XML with <{name.localname}>, in which scripts may run"
    return None


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )


def _active_svg(content: bytes) -> str | None:
    try:
        root = etree.fromstring(content, _parser())
    except (etree.XMLSyntaxError, ValueError):
        return "is an SVG with invalid XML"
    document = root.getroottree()
    if (dtd := document.docinfo.internalDTD) is not None and list(dtd.iterentities()):
        return "is an SVG with entities"
    for node in (*root.itersiblings(preceding=True), *document.iter()):
        if isinstance(node, etree._ProcessingInstruction):
            return "is an SVG with a style sheet of its own"
        if not isinstance(node.tag, str):
            continue  # a comment
        name = etree.QName(node).localname.lower()
        names = {etree.QName(key).localname.lower() for key in node.attrib}
        animates = {str(node.get("attributeName", "")).lower()} & {"href", "xlink:href"}
        if name in _ELEMENTS or (name in _ANIMATIONS and animates):
            return f"is an SVG with <{name}>, in which scripts may run"
        if any(key.startswith("on") for key in names):
            return "is an SVG with an event attribute, which runs a script"
        for key, value in node.attrib.items():
            is_link = etree.QName(key).localname.lower() == "href"
            is_data = str(value).lstrip().lower().startswith("data:image/")
            if is_link and not is_data and not is_harmless(str(value)):
                return f"is an SVG with the link {str(value)[:40]!r}"
    return None

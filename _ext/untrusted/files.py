"""Files of contributors that a browser would run if a reader opened them.

An image or a download is a file of the site, with all that its scripts may do there. In
an ``<img>`` an SVG runs nothing, but at its own address it is a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from untrusted.urls import is_harmless

if TYPE_CHECKING:
    from pathlib import Path

_PAGES = frozenset(
    {".html", ".htm", ".xhtml", ".xht", ".shtml", ".mhtml", ".mht", ".xml", ".xsl"}
    | {".xslt", ".rdf", ".swf", ".hta", ".svgz"}
)
"""Suffixes of files that may run scripts, and that are rarely anything else."""

_ELEMENTS = frozenset(
    {"script", "foreignobject", "iframe", "object", "embed", "handler", "listener"}
    | {"html", "body", "link"}
)
_ANIMATIONS = frozenset({"animate", "set"})  # which may make a link lead elsewhere
_LARGEST = 20_000_000  # bytes of an SVG that is looked into


def active_content(path: Path) -> str | None:
    """Return why a browser may run something in a file.

    :param path: of the file
    :returns: completes "it …"; ``None`` if it runs nothing
    """
    suffix = path.suffix.lower()
    if suffix in _PAGES:
        return f"is a page of its own ({suffix}), in which scripts may run"
    if suffix != ".svg":
        return None
    try:
        if path.stat().st_size > _LARGEST:
            return "is an SVG that is too large to be checked"
        content = path.read_bytes()
    except OSError:
        return None  # Sphinx warns of it
    return _active_svg(content)


def _active_svg(content: bytes) -> str | None:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return "is an SVG that is no valid XML"
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

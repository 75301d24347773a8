"""Pages as valid XHTML, with nothing that a book cannot contain.

The rules are those of EPUB 3.3 (https://www.w3.org/TR/epub-33/): content documents are
XHTML; images come with the book. Raw HTML in a post is written for browsers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lxml import etree, html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


XHTML = "http://www.w3.org/1999/xhtml"
MATHML = "http://www.w3.org/1998/Math/MathML"
SVG = "http://www.w3.org/2000/svg"
_PREFIXED = ("xml:lang", "xmlns:epub", "epub:type")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
# XML 1.0, 2.2: characters that it cannot have, as they are or as references
_NO_XML = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
    "|&#0*(?:[0-8]|1[124-9]|2[0-9]|3[01])(?![0-9]);?"
    "|&#[xX]0*(?:[0-8bcefBCEF]|1[0-9a-fA-F])(?![0-9a-fA-F]);?"
)
_DROPPED = ("script", "noscript", "object", "embed", "applet", "template")
_PLAYERS = ("iframe", "video", "audio")
# HTML standard, 13.1.2: the others have an end tag, for readers that know no XML
_VOID = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link"),
        *("meta", "source", "track", "wbr"),
    )
)


def parse_page(data: bytes) -> tuple[_Element, bool]:
    """Parse a page; as a browser would, if it is not well-formed.

    :param data: XHTML
    :returns: its root element, and whether it was fixed
    """
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        return etree.fromstring(data, parser), False
    except etree.XMLSyntaxError:
        parser = html.HTMLParser(encoding="utf-8")
        text = _NO_XML.sub("", data.decode("utf-8", errors="replace"))
        root = html.document_fromstring(text.encode(), parser=parser)
        return _to_xhtml(root), True


def _to_xhtml(root: html.HtmlElement) -> _Element:
    """Make XML of what an HTML parser understood."""
    for comment in list(root.iter(etree.Comment, etree.ProcessingInstruction)):
        comment.drop_tree()  # may have two hyphens, or be none in XML
    for element in list(root.iter(etree.Element)):
        if not _NAME.fullmatch(element.tag):
            element.drop_tag()  # such as Word's <o:p>
            continue
        for name in list(element.attrib):
            if not (_NAME.fullmatch(name) or name in _PREFIXED) or name == "xmlns":
                del element.attrib[name]
    for name, namespace in (("math", MATHML), ("svg", SVG)):
        for element in root.iter(name):
            element.set("xmlns", namespace)
    root.set("xmlns", XHTML)
    text = etree.tostring(root, encoding="unicode", method="xml")
    return etree.fromstring(_NO_XML.sub("", text))


def serialize_page(root: _Element) -> bytes:
    """Return a page as XHTML in UTF-8.

    :param root: element ``html``
    """
    for element in root.iter(f"{{{XHTML}}}*"):
        empty = not len(element) and not element.text
        if empty and local_name(element) not in _VOID:
            element.text = ""  # <a id="x"></a>
    etree.cleanup_namespaces(root, keep_ns_prefixes=["epub"])
    text = etree.tostring(root, encoding="unicode", doctype="<!DOCTYPE html>")
    return f"{text}\n".encode()


def clean_page(root: _Element) -> bool:
    """Remove elements and attributes that EPUB forbids, and links to missing files.

    Scripts go; players and images of other sites become links.

    :param root: element ``html``, changed in place
    :returns: whether anything was removed
    """
    changed = False
    ids: set[str] = set()
    for element in list(root.iter(etree.Element)):
        name = local_name(element)
        if etree.QName(element).namespace != XHTML:
            if name not in _DROPPED + _PLAYERS:  # in a drawing
                continue
            _remove(element)
        elif name in _DROPPED or (name == "style" and not _is_within(element, "head")):
            _remove(element)
        elif name in _PLAYERS:
            _replace_player(element)
        elif name == "img" and _is_remote(element.get("src", "")):
            replace_image(element, element.get("src", ""))
        elif name == "link" and _is_remote(element.get("href", "")):
            _remove(element)
        elif not _clean_attributes(element, ids):
            continue
        changed = True
    return changed


def local_name(element: _Element) -> str:
    """Return the name of an element without its namespace.

    :param element: of the page
    """
    return str(etree.QName(element).localname)


def replace_image(image: _Element, url: str) -> None:
    """Replace an image by its text, as a link if the image is on the web.

    :param image: element ``img`` or the like
    :param url: of the image; "" for none
    """
    text = image.get("alt", "").strip() or image.get("title", "").strip()
    _replace(image, url, text)


def _replace_player(player: _Element) -> None:
    urls = [player.get("src", ""), *(e.get("src", "") for e in player)]
    url = next(filter(_is_remote, urls), "")
    if url.startswith("//"):
        url = f"https:{url}"
    _replace(player, url, player.get("title", "").strip())


def _replace(element: _Element, url: str, text: str) -> None:
    """Replace an element by a link, or by text where there can be none."""
    if not (url or text):
        _remove(element)
        return
    linked = bool(url) and not _is_within(element, "a")
    new = element.makeelement(f"{{{XHTML}}}{'a' if linked else 'span'}")
    if linked:
        new.set("href", url)
    new.text = text or url
    new.tail = element.tail
    parent = element.getparent()
    if parent is not None:
        parent.replace(element, new)


def _remove(element: _Element) -> None:
    """Remove an element, and leave the text that follows."""
    parent = element.getparent()
    if parent is None:
        return
    before, tail = element.getprevious(), element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def _clean_attributes(element: _Element, ids: set[str]) -> bool:
    gone = [name for name in element.attrib if _is_unwanted(str(name), element)]
    anchor = element.get("id")
    if anchor is not None and (not anchor or anchor in ids or " " in anchor):
        gone.append("id")
    elif anchor:
        ids.add(anchor)
    for name in gone:
        del element.attrib[name]
    return bool(gone)


def _is_unwanted(name: str, element: _Element) -> bool:
    if name.startswith("on") or name in {"srcset", "sizes"}:
        return True
    value = str(element.get(name, "")).strip().lower()
    return name in {"href", "src"} and value.startswith(("javascript:", "vbscript:"))


def _is_remote(url: str) -> bool:
    try:
        return bool(urlsplit(url.strip()).netloc)
    except ValueError:  # such as a host with an unclosed bracket
        return True


def _is_within(element: _Element, name: str) -> bool:
    return any(local_name(ancestor) == name for ancestor in _ancestors(element))


def _ancestors(element: _Element) -> Iterator[_Element]:
    yield from element.iterancestors(f"{{{XHTML}}}*")

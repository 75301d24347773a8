"""Atom (RFC 4287), from a feed's values alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from permalink_blog.feeds.discovery import ATOM_TYPE
from permalink_blog.feeds.model import clean, rfc3339

if TYPE_CHECKING:
    from permalink_blog.feeds.model import Author, Feed, FeedEntry


NAMESPACE = "http://www.w3.org/2005/Atom"
GENERATOR = "https://ablog.readthedocs.io/"
"""In every feed that ABlog or this extension has made, and so known to be ours."""

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def atom(feed: Feed) -> bytes:
    """Write a feed; the same values make the same bytes."""
    root = etree.Element(f"{{{NAMESPACE}}}feed", nsmap={None: NAMESPACE})
    if feed.language:
        root.set(_LANG, feed.language)
    _add(root, "id", feed.id)
    _add(root, "title", feed.title, type="text")
    if feed.subtitle:
        _add(root, "subtitle", feed.subtitle, type="text")
    _add(root, "updated", rfc3339(feed.updated))
    _add(root, "link", rel="self", type=ATOM_TYPE, href=feed.url)
    _add(root, "link", rel="alternate", type="text/html", href=feed.page_url)
    for media_type, url in feed.others:
        _add(root, "link", rel="alternate", type=media_type, href=url)
    if feed.license:  # RFC 4946
        _add(root, "link", rel="license", href=feed.license)
    _add_author(root, feed.author)
    _add(root, "generator", "ABlog", uri=GENERATOR)
    for entry in feed.entries:
        _add_entry(root, entry)
    etree.indent(root)
    written = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return bytes(written) + b"\n"


def _add_entry(root: etree._Element, entry: FeedEntry) -> None:
    element = _add(root, "entry")
    if entry.language:
        element.set(_LANG, clean(entry.language))
    _add(element, "id", entry.id)
    _add(element, "title", entry.title, type="text")
    _add(element, "published", rfc3339(entry.published))
    _add(element, "updated", rfc3339(entry.updated))
    _add(element, "link", rel="alternate", type="text/html", href=entry.url)
    for url in entry.related:
        _add(element, "link", rel="related", href=url)
    for author in entry.authors:
        _add_author(element, author)
    for category in entry.categories:
        _add(
            element,
            "category",
            term=category.term,
            scheme=category.scheme,
            label=category.label,
        )
    if entry.summary:
        _add(element, "summary", entry.summary, type="text")
    if entry.content:
        _add(element, "content", entry.content, type="html")


def _add_author(parent: etree._Element, author: Author) -> None:
    element = _add(parent, "author")
    _add(element, "name", author.name)
    if author.uri:
        _add(element, "uri", author.uri)


def _add(
    parent: etree._Element, name: str, text: str = "", **attributes: str
) -> etree._Element:
    values = {key: clean(value) for key, value in attributes.items()}
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", values)
    if text:
        element.text = clean(text)
    return element

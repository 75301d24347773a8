"""The nodes of resolved links, or their URLs in raw HTML."""

from __future__ import annotations

from html import escape, unescape
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from docutils import nodes
from sphinx.errors import NoUri
from sphinx.util.nodes import make_refnode
from sphinx.util.osutil import relative_uri

from permalink_blog.links.collect import HTML_LINK
from permalink_blog.links.resolver import DocumentTarget, File
from permalink_blog.links.site import is_website

if TYPE_CHECKING:
    import re

    from sphinx.builders import Builder

    from permalink_blog.links.resolver import Elsewhere, Resolver


def make_reference(
    builder: Builder,
    docname: str,
    destination: DocumentTarget | File | Elsewhere | None,
    content: nodes.Element,
) -> nodes.Element:
    """Make a reference, or give the content alone if it cannot lead anywhere.

    :param docname: of the page that the reference is on
    :param content: what the author wrote: an ``inline``, or an image
    """
    if isinstance(content, nodes.inline):
        content["classes"] = _classes(destination)
    if destination is None:
        return content
    if isinstance(destination, DocumentTarget):
        return _to_document(builder, docname, destination, content)
    if isinstance(destination, File):
        uri, internal = _file_uri(builder, docname, destination), is_website(builder)
    else:
        uri, internal = destination.url, False
    if not uri:
        return content
    return nodes.reference("", "", content, refuri=uri, internal=internal)


def rewrite_html(resolver: Resolver, builder: Builder, docname: str, html: str) -> str:
    """Replace link targets that were Liquid in raw HTML by URLs.

    :param docname: of the page that the HTML is on
    :param html: of a raw node
    """

    def url(match: re.Match[str]) -> str:
        resolution = resolver.resolve(unescape(match["target"]))
        destination = resolution.destination if resolution else None
        node = make_reference(builder, docname, destination, nodes.inline())
        if not isinstance(node, nodes.reference):
            return match["tag"].rstrip()  # <a> without a target is text
        uri = node["refuri"] if "refuri" in node else f"#{node['refid']}"
        return f'{match["tag"]}{match["name"]}="{escape(uri)}"'

    return HTML_LINK.sub(url, html)


def _classes(destination: DocumentTarget | File | Elsewhere | None) -> list[str]:
    """Return the classes of MyST's links."""
    if not isinstance(destination, DocumentTarget):
        return []
    return ["std", "std-ref" if destination.anchor else "std-doc"]


def _to_document(
    builder: Builder, docname: str, document: DocumentTarget, content: nodes.Element
) -> nodes.Element:
    try:
        reference = make_refnode(
            builder, docname, document.docname, document.anchor, content
        )
    except NoUri:
        return content  # the document is not in this book
    if document.query and "refuri" in reference and is_website(builder):
        uri, hash_sign, fragment = reference["refuri"].partition("#")
        reference["refuri"] = uri + document.query + hash_sign + fragment
    if reference.get("refuri", "").count("#") > 1:
        # singlehtml asks for "#document-x#id", which is the id of nothing
        reference["refuri"] = f"#{document.anchor}"
    return reference


def _file_uri(builder: Builder, docname: str, file: File) -> str:
    """Return the URI of a file other than a document; "" without one."""
    if is_website(builder):
        return relative_uri(builder.get_target_uri(docname), file.uri) + file.tail
    base = builder.config.html_baseurl
    return urljoin(base.rstrip("/") + "/", file.uri) + file.tail if base else ""

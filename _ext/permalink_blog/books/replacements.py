"""Replacements for content that LaTeX does not support: image formats and iframes."""

from __future__ import annotations

from mimetypes import guess_type
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from docutils import nodes
from lxml import html
from lxml.etree import ParserError
from sphinx import addnodes
from sphinx.builders.latex import LaTeXBuilder
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from permalink_blog.books.web import Website
from permalink_blog.core.characters import drop_illegal_html
from permalink_blog.core.priorities import Writing

if TYPE_CHECKING:
    from collections.abc import Iterator


logger = logging.getLogger(__name__)


class ReplaceImages(SphinxPostTransform):
    """Replace images that LaTeX cannot show by their text.

    TeX would end with an error at an SVG. Extensions that convert images
    (sphinx.ext.imgconverter, at 200) come before.
    """

    default_priority = Writing.BOOK_IMAGES
    builders = ("latex",)

    def run(self, **kwargs: Any) -> None:
        """Replace such images by their alternative text, linked to the website."""
        website: Website | None = None
        for image in list(self.document.findall(nodes.image)):
            if is_usable(image):
                continue
            website = website or Website.of(self.env)
            name = str(image.get("uri", "")).rpartition("/")[2]
            text = image.get("alt") or name
            logger.info("LaTeX cannot show %s: its alternative text is put there", name)
            url = website.page(_file_of(image, self.env.docname))
            _replace(image, [link_to(url, text)])


def is_usable(image: nodes.image) -> bool:
    """Return whether one of an image's files has a format that LaTeX supports.

    :param image: after Sphinx has collected its files in ``candidates``
    """
    candidates = image.get("candidates") or {}
    if "?" in candidates:  # of another site, and not downloaded
        return False
    known = LaTeXBuilder.supported_image_types
    if "*" in candidates or not candidates:
        return guess_type(str(image.get("uri", "")))[0] in known
    return any(mimetype in candidates for mimetype in known)


def _file_of(node: nodes.Node, root: str) -> str:
    parent = node.parent
    while parent is not None and not isinstance(parent, addnodes.start_of_file):
        parent = parent.parent
    return root if parent is None else str(parent["docname"])


class ReplaceIframes(SphinxPostTransform):
    """Replace embedded iframes other than known videos by a link."""

    default_priority = Writing.IFRAMES
    builders = ("latex",)

    def run(self, **kwargs: Any) -> None:
        """Replace raw HTML with iframes by links."""
        for raw in list(self.document.findall(nodes.raw)):
            if "html" not in raw.get("format", "").split():
                continue
            links = [link_to(url, title or url) for url, title in iframes(raw.astext())]
            if links:
                _replace(raw, links)


def iframes(text: str) -> Iterator[tuple[str, str]]:
    """Yield URL and title of each iframe.

    :param text: HTML
    """
    if "<iframe" not in text.lower():
        return
    try:
        fragment = html.fragment_fromstring(
            drop_illegal_html(text), create_parent="div"
        )
    except (ParserError, ValueError):
        return
    for iframe in fragment.iter("iframe"):
        url = iframe.get("src", "").strip()
        if url.startswith("//"):
            url = f"https:{url}"
        try:
            scheme = urlsplit(url).scheme
        except ValueError:
            continue
        if scheme in {"http", "https"}:
            yield url, iframe.get("title", "").strip()


def link_to(url: str, text: str) -> nodes.Element:
    """Return a link in LaTeX, or emphasized text without a URL.

    :param url: "" for none
    :param text: of the link
    """
    words = nodes.emphasis("", text)
    if not url:
        return words
    return nodes.reference("", "", words, refuri=url, internal=False)


def _replace(node: nodes.Element, links: list[nodes.Element]) -> None:
    if isinstance(node.parent, nodes.TextElement):
        node.replace_self(links)
    else:
        node.replace_self([nodes.paragraph("", "", link) for link in links])

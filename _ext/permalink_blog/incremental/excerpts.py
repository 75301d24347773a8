"""Excerpts as HTML: rendered once, with the page of their post, for all other pages."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from docutils import nodes
from lxml import html as lxml_html
from sphinx.util.osutil import relative_uri

from permalink_blog.core.build import build_of
from permalink_blog.core.characters import drop_illegal_html
from permalink_blog.core.files import write_whole
from permalink_blog.core.fragments import fragment_html, fragment_of, is_page
from permalink_blog.posts.copied_nodes import fix_excerpt
from permalink_blog.posts.lazy_documents import excerpts_of, shown_excerpts
from permalink_blog.posts.summaries import keep_summary, kept_summaries

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder


_BOXES = "blog_excerpt_boxes"  # of a resolved doctree: number of a post -> document
_MARK = "\ue000"  # around links; of no meaning anywhere (Unicode: private use)
_MARK_OF_AUTHOR = re.compile(f"{_MARK}|&#(?:x0*e000|0*57344);?", re.IGNORECASE)
# Stands for the site's root while links are joined; deep, as links may lead above it.
_ROOT, _DEPTH = "http://blog/", 32
_SITE = _ROOT + "0/" * _DEPTH


class ExcerptStore:
    """The rendered excerpts of all posts, in files below the doctrees.

    :param folder: where they are kept
    :param builder: whose URLs they link to
    """

    def __init__(self, folder: Path, builder: StandaloneHTMLBuilder) -> None:
        self._folder = folder
        self._builder = builder
        self._read: dict[str, dict[str, list[str]]] = {}

    def write(
        self,
        docname: str,
        excerpts: dict[str, list[str]],
        summaries: Mapping[int, str],
    ) -> None:
        """Keep the excerpts of a document, by the numbers of its posts.

        :param excerpts: HTML, as :func:`split_links` gives it
        :param summaries: their text
        """
        self._read.pop(docname, None)
        path = self._path(docname)
        kept = {
            order: [summaries.get(int(order), ""), *pieces]
            for order, pieces in excerpts.items()
        }
        text = json.dumps(kept, ensure_ascii=False)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text.encode())

    def read(self, docname: str) -> dict[str, list[str]]:
        """Return a document's excerpts: a summary, then text and links by turns."""
        if docname not in self._read:
            try:
                text = self._path(docname).read_text(encoding="utf-8")
                self._read[docname] = json.loads(text)
            except (OSError, ValueError):
                self._read[docname] = {}
        return self._read[docname]

    def html(self, docname: str, order: int, pagename: str) -> str | None:
        """Return the HTML of an excerpt for a page; ``None`` if it is missing.

        :param order: number of the post in its document
        """
        found = self.read(docname).get(str(order))
        if found is None:
            return None
        pieces = found[1:]
        base = self._builder.get_target_uri(pagename)
        links = [html.escape(_relative(base, uri)) for uri in pieces[1::2]]
        text = [
            piece for pair in zip(pieces[::2], links, strict=False) for piece in pair
        ]
        text = [*text, pieces[-1]]
        return f'<div class="ablog-post-excerpt">{"".join(text)}</div>'

    def summary(self, docname: str, order: int) -> str | None:
        """Return the summary of an excerpt; ``None`` if it is missing.

        :param order: number of the post in its document
        """
        found = self.read(docname).get(str(order))
        return None if found is None else found[0]

    def _path(self, docname: str) -> Path:
        return self._folder / f"{docname}.json"


def _relative(base: str, uri: str) -> str:
    """Return the relative link from one page to another, or to an anchor on it."""
    page, hash_, anchor = uri.partition("#")
    return f"{relative_uri(base, page)}{hash_}{anchor}"


def resolve_excerpts(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Resolve the excerpts of a page, beside its text (``doctree-resolved``, last)."""
    if build_of(app).tracker is None or not is_page(doctree):
        return  # nobody would render them
    shown = shown_excerpts(doctree)
    boxes: dict[int, nodes.document] = {}
    for order, unresolved in excerpts_of(doctree).items():
        box = nodes.container()
        if order in shown:
            keep_summary(doctree, order, shown[order])
            for node in shown[order]:
                box += (copy := node.deepcopy())
                fix_excerpt(copy)
            boxes[order] = fragment_of(doctree, [box])
        else:
            box += [node.deepcopy() for node in unresolved]
            boxes[order] = fragment_of(doctree, [box])
            app.env.resolve_references(boxes[order], docname, app.builder)
            keep_summary(doctree, order, box.children)
        app.builder.post_process_images(boxes[order])
    setattr(doctree, _BOXES, boxes)


def render_excerpts(
    store: ExcerptStore,
    builder: StandaloneHTMLBuilder,
    pagename: str,
    doctree: nodes.document,
) -> None:
    """Render the excerpts of a page into the store, while the page is written.

    :param builder: whose settings are those of this page
    :param doctree: of the page, resolved
    """
    boxes: dict[int, nodes.document] = getattr(doctree, _BOXES, {})
    if not boxes:
        return
    uri = builder.get_target_uri(pagename)
    excerpts: dict[str, list[str]] = {}
    for order, box in boxes.items():
        box.settings = doctree.settings  # the builder's, by now
        text = _unboxed(fragment_html(builder, box))
        excerpts[str(order)] = split_links(text, uri)
    store.write(pagename, excerpts, kept_summaries(doctree))


def _from_root(url: str) -> str:
    """Return a joined link relative to the site's root."""
    path = url.removeprefix(_ROOT)
    depth = 0
    while depth < _DEPTH and path.startswith("0/"):
        path, depth = path[2:], depth + 1
    return "../" * (_DEPTH - depth) + path


def _unboxed(text: str) -> str:
    """Remove the container, in which paragraphs are written as on the page."""
    return re.sub(r"^\s*<div[^>]*>\s*|\s*</div>\s*$", "", text)


def split_links(fragment: str, uri: str) -> list[str]:
    """Split HTML at the links into the site.

    :param fragment: the excerpt as its page shows it
    :param uri: of that page, relative to the site's root
    :returns: text and links by turns, beginning and ending with text; the links are
        relative to the site's root
    """

    def mark(link: str) -> str:
        try:
            parts = urlsplit(link)
        except ValueError:  # "//[", which is no URL
            return link
        if parts.scheme or parts.netloc or link.startswith("/"):
            return link
        return f"{_MARK}{_from_root(urljoin(_SITE + uri, link))}{_MARK}"

    fragment = _MARK_OF_AUTHOR.sub("", drop_illegal_html(fragment))
    root = lxml_html.fragment_fromstring(fragment, create_parent="div")
    root.rewrite_links(mark, resolve_base_href=False)
    text = lxml_html.tostring(root, encoding="unicode")
    text = text.removeprefix("<div>").removesuffix("</div>")
    pieces = text.replace("%EE%80%80", _MARK).split(_MARK)
    return [
        html.unescape(piece) if number % 2 else piece
        for number, piece in enumerate(pieces)
    ]

"""Replace raw HTML nodes by what the iframes in them are: videos."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes
from sphinxcontrib.youtube.vimeo import vimeo
from sphinxcontrib.youtube.youtube import youtube

from permalink_blog.core.video_urls import Platform, Video, parse_size, parse_video_url
from permalink_blog.video.iframes import Iframe, find_iframes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeGuard


_NODE_CLASSES: dict[Platform, type[nodes.Element]] = {
    "youtube": youtube,
    "vimeo": vimeo,
}
_PLATFORM_URLS: dict[Platform, str] = {  # as the directives of the library set it
    "youtube": "https://youtu.be/",
    "vimeo": "https://player.vimeo.com/video/",
}

#: Elements in which a video, or a link in its place, may stand. Not among them are
#: links (no link within a link), text areas, templates and other inert elements.
_WRAPPERS = frozenset(
    {"article", "aside", "blockquote", "center", "details", "div", "figure"}
    | {"footer", "header", "main", "p", "section", "span"}
    | {"dd", "dl", "dt", "li", "ol", "ul"}
    | {"table", "tbody", "td", "th", "thead", "tr"}
)

#: Stands for what is no HTML among HTML: one character that means nothing in it.
_PLACEHOLDER = "\N{OBJECT REPLACEMENT CHARACTER}"

#: An iframe that fills a box of its own, as in the responsive HTML Vimeo offers.
_FILLS_ITS_BOX = re.compile(r"position\s*:\s*absolute", re.IGNORECASE)


def is_raw_html(node: nodes.Node) -> TypeGuard[nodes.raw]:
    """Return whether a node is raw HTML, and not raw text for another format.

    :param node: of a document
    """
    return isinstance(node, nodes.raw) and node.get("format") == "html"


def find_videos(document: nodes.document) -> list[nodes.Element]:
    """Return the videos that are converted here; the library handles PeerTube's.

    :param document: that was read
    """
    return [
        node
        for node in document.findall(nodes.Element)
        if isinstance(node, (youtube, vimeo))
    ]


def convert_block(raw: nodes.raw) -> None:
    """Replace a raw block by its videos and the HTML before, between and after them.

    :param raw: A node among blocks; nothing happens to it if it holds no video.
    """
    html = raw.astext()
    pieces: list[nodes.Element] = []
    videos: list[nodes.Element] = []
    end = 0
    for iframe in find_iframes(html):
        if video := _embedded_video(iframe):
            # Between two videos on a line of a wrapper, even a space counts.
            between = html[end : iframe.start]
            pieces += _raw_piece(raw, between, even_blank=bool(iframe.ancestors))
            videos.append(_video_node(iframe, video, raw))
            pieces.append(videos[-1])
            end = iframe.end
    pieces += _raw_piece(raw, html[end:])
    # The writer puts an element with these classes around a raw node: its pieces
    # cannot share one.
    if videos and not (raw["classes"] and len(pieces) > 1):
        _inherit(videos[0], raw)
        raw.parent.replace(raw, pieces)


def convert_paragraph(paragraph: nodes.paragraph) -> None:
    """Replace the videos directly in a paragraph; the text around each is one, too.

    :param paragraph: MyST and the ``raw`` role put an iframe's tags among its children.
    """
    children = _placed(paragraph.children)
    html = "".join(child.html for child in children)
    new: list[nodes.Element] = []
    first_text: nodes.Element | None = None

    def keep_text(start: int, end: int) -> None:
        nonlocal first_text
        part = _between(children, start, end)
        if not all(isinstance(n, nodes.Text) and not n.strip() for n in part):
            # The first stays the paragraph, also for gettext: its message is the whole
            # text. One without a source has no message.
            text = nodes.paragraph() if first_text else paragraph.copy()
            first_text = first_text or text
            text.extend(part)
            new.append(text)

    end = 0
    for iframe in find_iframes(html):
        # Within another inline element the paragraph cannot be cut.
        if iframe.ancestors or not _only_text_inside(children, iframe):
            continue
        if video := _embedded_video(iframe):
            keep_text(end, iframe.start)
            new.append(_video_node(iframe, video, paragraph))
            end = iframe.end
    if not end:
        return
    keep_text(end, len(html))
    if not first_text:
        _inherit(new[0], paragraph)
    paragraph.parent.replace(paragraph, new)


def _embedded_video(iframe: Iframe) -> Video | None:
    # srcdoc is shown instead of src, and a sandbox is meant to restrict: to convert
    # such iframes would change what they do.
    if {"srcdoc", "sandbox"} & iframe.attributes.keys():
        return None
    if not _WRAPPERS.issuperset(iframe.ancestors):
        return None
    return parse_video_url(iframe.attributes.get("src", ""))


def _video_node(iframe: Iframe, video: Video, replaced: nodes.Element) -> nodes.Element:
    attributes = iframe.attributes
    platform_url = _PLATFORM_URLS[video.platform]
    node = _NODE_CLASSES[video.platform](
        "",
        id=video.video_id,
        aspect=None,
        width=parse_size(attributes.get("width")),
        height=parse_size(attributes.get("height")),
        align=None,
        url_parameters=video.parameters,
        privacy_mode="",  # on: the directive's option without a value
        platform=video.platform,
        platform_url=platform_url,
        platform_url_privacy="",
        instance=platform_url,
    )
    node.source, node.line = replaced.source, replaced.line
    if html_id := attributes.get("id"):
        node["ids"].append(html_id)
    # What the directives do not know.
    node["title"] = " ".join(attributes.get("title", "").split())
    node["allow"] = attributes.get("allow", "")
    node["wrappers"] = iframe.ancestors
    node["fill"] = bool(_FILLS_ITS_BOX.search(attributes.get("style", "")))
    return node


def _raw_piece(
    raw: nodes.Node, html: str, *, even_blank: bool = False
) -> list[nodes.raw]:
    if not (html if even_blank else html.strip()):
        return []
    piece = nodes.raw(html, html, format="html")
    piece.source, piece.line = raw.source, raw.line
    return [piece]


def _inherit(video: nodes.Element, replaced: nodes.Element) -> None:
    # Links to the replaced node find the video.
    video["ids"] = [*replaced["ids"], *video["ids"]]
    video["names"] = list(replaced["names"])
    video["classes"] = list(replaced["classes"])


@dataclass(frozen=True, slots=True)
class _Child:
    """A child of a paragraph and its place in the paragraph's HTML."""

    node: nodes.Node
    html: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.html)


def _placed(siblings: Sequence[nodes.Node]) -> list[_Child]:
    placed: list[_Child] = []
    start = 0
    for node in siblings:
        html = node.astext() if is_raw_html(node) else _PLACEHOLDER
        placed.append(_Child(node, html, start))
        start = placed[-1].end
    return placed


def _overlapping(children: Sequence[_Child], start: int, end: int) -> Sequence[_Child]:
    """Return the children of which something is between two places.

    They are in order, and a paragraph may have thousands: those before are not looked
    at again for each iframe.
    """
    first = bisect_right(children, start, key=lambda child: child.end)
    last = bisect_left(children, end, key=lambda child: child.start)
    return children[first:last]


def _only_text_inside(children: Sequence[_Child], iframe: Iframe) -> bool:
    return all(
        is_raw_html(child.node) or isinstance(child.node, nodes.Text)
        for child in _overlapping(children, iframe.start, iframe.end)
    )


def _between(children: Sequence[_Child], start: int, end: int) -> list[nodes.Node]:
    """Return the children from one index to another, cutting raw ones."""
    part: list[nodes.Node] = []
    for child in _overlapping(children, start, end):
        if start <= child.start and child.end <= end:
            part.append(child.node)
        elif child.start < end and start < child.end:
            cut = slice(max(start - child.start, 0), end - child.start)
            part += _raw_piece(child.node, child.html[cut])
    if part and isinstance(part[0], nodes.Text):
        part[0] = nodes.Text(str.lstrip(part[0]))
    if part and isinstance(part[-1], nodes.Text):
        part[-1] = nodes.Text(str.rstrip(part[-1]))
    return part

"""Transforms that turn iframes into nodes and give each video a title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.locale import _
from sphinx.transforms import SphinxTransform
from sphinx.util.nodes import clean_astext

from permalink_blog.core.priorities import Reading
from permalink_blog.video.conversion import (
    convert_block,
    convert_paragraph,
    find_videos,
    is_raw_html,
)

if TYPE_CHECKING:
    from typing import Any


class ConvertIframes(SphinxTransform):
    """Turn iframes of known videos into the nodes the library's directives make."""

    default_priority = Reading.IFRAMES

    def apply(self, **kwargs: Any) -> None:
        """Convert the iframes of the document; leave all other raw HTML as it is."""
        if not self.config.video_embeds_convert:
            return
        for raw in list(self.document.findall(nodes.raw)):
            # Within a title, a caption or emphasised text a video has no place.
            if is_raw_html(raw) and not isinstance(raw.parent, nodes.TextElement):
                convert_block(raw)
        for paragraph in list(self.document.findall(nodes.paragraph)):
            if any(is_raw_html(child) for child in paragraph.children):
                convert_paragraph(paragraph)


class TitleVideos(SphinxTransform):
    """Give each video a title now: where it is shown, its section may not be there.

    It runs after transforms that make titles, such as from front matter, and before
    ABlog copies the document (at ``doctree-read``, priority 880).
    """

    default_priority = Reading.VIDEO_TITLES

    def apply(self, **kwargs: Any) -> None:
        """Set the missing titles of videos to that of the nearest section."""
        for node in find_videos(self.document):
            node["title"] = node.get("title") or _title_from_section(node)


def _title_from_section(node: nodes.Element) -> str:
    ancestor = node.parent
    while ancestor is not None and not isinstance(ancestor, nodes.section):
        ancestor = ancestor.parent
    title = ancestor.next_node(nodes.title) if ancestor is not None else None
    if title is None:
        return str(_("Video"))
    return str(_("Video: %s")) % " ".join(clean_astext(title).split())

"""Links instead of players, for builders without interactive pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from permalink_blog.core.fragments import is_page
from permalink_blog.core.priorities import Writing
from permalink_blog.video.conversion import find_videos
from permalink_blog.video.player import video_of, video_title

if TYPE_CHECKING:
    from typing import Any


class _VideoLinks(SphinxPostTransform):
    """Replace the videos of a document, while it is prepared for one builder."""

    default_priority = Writing.BEFORE_REFERENCES

    def run(self, **kwargs: Any) -> None:
        for node in find_videos(self.document):
            link = self.link(node)
            link["classes"].append("video-link")
            link.source, link.line = node.source, node.line
            node.replace_self(link)  # which hands on the ids

    def link(self, node: nodes.Element) -> nodes.Element:
        return nodes.paragraph("", "", _reference(node))


class PlainTextVideoLinks(_VideoLinks):
    """Links for text and manual pages, which show the URL."""

    formats = ("text", "man")
    default_priority = Writing.PLAIN_VIDEOS

    def link(self, node: nodes.Element) -> nodes.Element:
        """Make a paragraph of the title and the address."""
        url = video_of(node).watch_url
        return nodes.paragraph(
            "",
            f"{video_title(node)} (",
            nodes.reference("", url, refuri=url),
            nodes.Text(")"),
        )


class DocumentVideoLinks(_VideoLinks):
    """Links for builders other than HTML: LaTeX, Texinfo, XML, …."""

    formats = ("html",)

    def is_supported(self) -> bool:
        """Apply to all formats but the one above."""
        return not super().is_supported()


class OfflineVideoLinks(_VideoLinks):
    """Links for HTML in books and help viewers."""

    builders: tuple[str, ...] = ("applehelp", "devhelp", "epub", "htmlhelp", "qthelp")

    def link(self, node: nodes.Element) -> nodes.Element:
        """Make a paragraph, or a part of the one the raw HTML around has opened."""
        if {"p", "span"} & set(node.get("wrappers", ())):
            return nodes.inline("", "", _reference(node))
        return super().link(node)


class ExcerptVideoLinks(OfflineVideoLinks):
    """Links in HTML outside the document's own page, such as ABlog's feeds.

    ABlog and our extensions put copies of nodes into a document of their own.
    """

    builders = ()

    def is_supported(self) -> bool:
        """Apply to documents that are not those of pages."""
        return not is_page(self.document)


def _reference(node: nodes.Element) -> nodes.reference:
    return nodes.reference(
        "", video_title(node), refuri=video_of(node).watch_url, internal=False
    )

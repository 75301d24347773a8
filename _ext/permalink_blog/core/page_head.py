"""Links in the head of a page, for whatever theme the page has.

An extension appends them to ``context[HEAD_LINKS]`` at ``html-page-context``;
:mod:`permalink_blog.upstream.sphinx.page_head` adds those that no template has written.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

HEAD_LINKS = "head_links"
"""The key of the context of a page with its list of :class:`HeadLink`."""


@dataclass(frozen=True, slots=True)
class HeadLink:
    """A ``link`` element.

    :ivar href: its target, not escaped; a page has one link to it
    :ivar type: media type of the target
    :ivar title: plain text
    """

    href: str
    type: str
    title: str
    rel: str = "alternate"

    @property
    def html(self) -> str:
        """The element."""
        return (
            f'<link rel="{escape(self.rel)}" type="{escape(self.type)}" '
            f'title="{escape(self.title)}" href="{escape(self.href)}" />'
        )

"""Absolute URLs of the site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from permalink_blog.posts.blog import Post


@dataclass(frozen=True, slots=True)
class FeedUrls:
    """The URLs below ``blog_baseurl``, which may have a path, and a slash or none."""

    builder: Builder
    base_url: str

    def page(self, pagename: str) -> str:
        """Return the URL of a page."""
        return self._join(self.builder.get_target_uri(pagename))

    def post(self, post: Post) -> str:
        """Return the URL of a post, with its anchor if it is a section."""
        url = self.page(post.docname)
        return f"{url}#{quote(post.section)}" if post.section else url

    def file(self, path: str) -> str:
        """Return the URL of a file.

        :param path: in the output folder
        """
        return self._join(quote(path))

    def elsewhere(self, link: object) -> str:
        """Return an author's link as an absolute URL.

        :param link: as ABlog has it: text, or something empty
        :returns: "" for an invalid one
        """
        if not isinstance(link, str) or not link.strip():
            return ""
        try:
            url = urljoin(self._join(""), link.strip())
            parts = urlsplit(url)
        except ValueError:
            return ""
        follows = parts.scheme in {"http", "https"} and parts.netloc
        return url if follows and not any(x.isspace() for x in url) else ""

    def _join(self, uri: str) -> str:
        return f"{self.base_url.rstrip('/')}/{uri}"

"""Links from the book to the website."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from docutils import nodes

from permalink_blog.books.builder import BookBuilder
from permalink_blog.books.defaults import site_url
from permalink_blog.posts.blog import Blog
from permalink_blog.urls.paths import Layout
from permalink_blog.urls.table import PermalinkTable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from permalink_blog.urls.paths import Location


@dataclass(frozen=True, slots=True)
class Website:
    """The URLs that the site's pages have, built for the web.

    :param base: URL of the site, with a slash at its end; "" if it is not known
    """

    base: str
    layout: Layout
    locations: Mapping[str, Location]

    @classmethod
    def of(cls, env: BuildEnvironment) -> Website:
        """Read the site's URLs from the permalink table, after all documents."""
        config = env.config
        suffix = config.html_file_suffix or ".html"
        layout = Layout(
            folders=config.blog_books_website == "dirhtml",
            file_suffix=suffix,
            link_suffix=config.html_link_suffix or suffix,
        )
        has_table = "permalink_style" in config  # the extension is loaded
        locations: Mapping[str, Location] = (
            PermalinkTable.from_environment(env, layout).locations if has_table else {}
        )
        return cls(site_url(config), layout, locations)

    def page(self, pagename: str) -> str:
        """Return the URL of a page; "" without a base URL."""
        return f"{self.base}{self._uri(pagename)}" if self.base else ""

    def _uri(self, pagename: str) -> str:
        if location := self.locations.get(pagename):
            return location.uri
        if not self.layout.folders:
            return quote(pagename) + self.layout.link_suffix
        # as sphinx.builders.dirhtml has it
        if pagename == "index" or pagename.endswith("/index"):
            return quote(pagename.removesuffix("index"))
        return f"{quote(pagename)}/"


def refer_to_archives(
    app: Sphinx,
    env: BuildEnvironment,
    node: nodes.Element,
    content: nodes.Element,
) -> nodes.Element | None:
    """Link to ABlog's archives on the website (``missing-reference``).

    ABlog itself would take a page's name for its URL.
    """
    builder = app.builder
    website = builder.website if isinstance(builder, BookBuilder) else None
    if website is None:
        return None
    pagename, name = Blog(app).references.get(node["reftarget"], ("", ""))
    if not pagename or pagename.endswith(".xml"):  # the feed is no page
        return None
    text = content if node.get("refexplicit") else nodes.emphasis("", str(name))
    url = website.page(str(pagename))
    if not url:
        return text
    return nodes.reference("", "", text, internal=False, refuri=url)

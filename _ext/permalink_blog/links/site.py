"""Every page and redirect of the site, to be found by its URL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinxcontrib.serializinghtml import SerializingHTMLBuilder

from permalink_blog.urls.paths import Location
from permalink_blog.urls.published import published_pages, published_plan
from permalink_blog.urls.variants import UrlVariants

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.builders import Builder

    from permalink_blog.urls.redirects import Redirect


@dataclass(frozen=True, slots=True)
class PublishedSite:
    """The pages, redirects and files that are known before writing.

    :param urls: of everything
    :param pages: file to pagename, which is a docname if it has a source
    :param redirects: file to redirect
    """

    urls: UrlVariants
    pages: Mapping[str, str]
    redirects: Mapping[str, Redirect]

    @classmethod
    def of(cls, builder: Builder) -> PublishedSite:
        """Collect what a builder publishes; call it when all documents are read."""
        plan = published_plan(builder)
        documents = plan.documents
        by_file = {redirect.file: redirect for redirect in plan.redirects}
        generated: Mapping[str, Location] = {}
        if isinstance(builder, StandaloneHTMLBuilder) and is_website(builder):
            generated = published_pages(builder)
        pages = {
            location.file: name
            for name, location in {**generated, **documents}.items()
            if location.file not in by_file
        }
        locations = [*documents.values(), *generated.values()]
        locations += [Location(r.file, r.uri) for r in plan.redirects]
        return cls(UrlVariants.of(locations), pages, by_file)

    def find(self, path: str) -> str | Redirect | None:
        """Find what answers at a path.

        :param path: from the site's root, in any spelling
        :returns: a pagename, or a redirect
        """
        location = self.urls.find(path)
        if location is None:
            return None
        return self.redirects.get(location.file) or self.pages[location.file]


def is_website(builder: Builder) -> bool:
    """Return whether a builder gives each page a file and a URL of its own."""
    return (
        isinstance(builder, StandaloneHTMLBuilder)
        and not isinstance(builder, (SingleFileHTMLBuilder, SerializingHTMLBuilder))
        and not builder.embedded  # books, and the pages of help viewers
    )

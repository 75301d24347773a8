"""Every page and redirect of the site, to be found by its URL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinxcontrib.serializinghtml import SerializingHTMLBuilder

from permalink_blog.urls.builders import PermalinkHTMLBuilder
from permalink_blog.urls.generated import known_generated
from permalink_blog.urls.paths import Layout, Location
from permalink_blog.urls.plan import make_plan
from permalink_blog.urls.table import PermalinkTable
from permalink_blog.urls.variants import SiteUrls

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx.builders import Builder

    from permalink_blog.urls.redirects import Redirect


@dataclass(frozen=True, slots=True)
class Site:
    """What the site publishes, as far as it is known before writing.

    :param urls: of everything
    :param pages: file to pagename, which is a docname if it has a source
    :param redirects: file to redirect
    """

    urls: SiteUrls
    pages: Mapping[str, str]
    redirects: Mapping[str, Redirect]

    @classmethod
    def of(cls, builder: Builder) -> Site:
        """Collect what a builder publishes; call it when all documents are read.

        A builder that makes no website (LaTeX, say) is answered with what the ``html``
        builder would publish: its readers' links are the same.
        """
        documents, redirects = _plan(builder)
        by_file = {redirect.file: redirect for redirect in redirects}
        generated = dict(_generated(builder))
        pages = {
            location.file: name
            for name, location in {**generated, **documents}.items()
            if location.file not in by_file
        }
        locations = [*documents.values(), *generated.values()]
        locations += [Location(r.file, r.uri) for r in redirects]
        return cls(SiteUrls.of(locations), pages, by_file)

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
    """Say whether a builder gives each page a file and a URL of its own."""
    return (
        isinstance(builder, StandaloneHTMLBuilder)
        and not isinstance(builder, (SingleFileHTMLBuilder, SerializingHTMLBuilder))
        and not builder.embedded  # books, and the pages of help viewers
    )


def _plan(builder: Builder) -> tuple[Mapping[str, Location], Iterable[Redirect]]:
    """Say where documents and redirects are."""
    if isinstance(builder, PermalinkHTMLBuilder):
        return builder.plan.documents, builder.plan.redirects
    env = builder.env
    stock = {name: _stock(name) for name in sorted(env.all_docs)}
    if "permalink_style" not in env.config:  # the extension is not loaded
        return stock, ()
    layout = Layout()
    table = PermalinkTable.from_environment(env, layout)
    documents = {name: table.locations.get(name, stock[name]) for name in stock}
    plan, problems = make_plan(env, table, layout, documents)
    return documents, () if problems else plan.redirects  # the html builder reports


def _stock(pagename: str) -> Location:
    return Location(f"{pagename}.html", f"{pagename}.html")


def _generated(builder: Builder) -> Iterator[tuple[str, Location]]:
    """Give the pages without a source that are known before they are written."""
    if not isinstance(builder, StandaloneHTMLBuilder) or not is_website(builder):
        return
    for pagename in sorted(known_generated(builder) - builder.env.all_docs.keys()):
        if isinstance(builder, PermalinkHTMLBuilder):
            yield pagename, builder.location(pagename)
        else:
            yield pagename, _stock(pagename)

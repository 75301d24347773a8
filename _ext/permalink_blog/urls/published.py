"""What the site publishes, as far as it is known before writing.

A builder that makes no website (LaTeX, say) is answered with what the ``html`` builder
would publish: its readers' links are the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from permalink_blog.urls.addressing import AddressedBuilder
from permalink_blog.urls.generated import known_generated
from permalink_blog.urls.paths import Layout, Location
from permalink_blog.urls.plan import UrlPlan, make_plan
from permalink_blog.urls.table import PermalinkTable

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.builders.html import StandaloneHTMLBuilder


def published_plan(builder: Builder) -> UrlPlan:
    """Return where documents and redirects are; call it when all documents are read."""
    if isinstance(builder, AddressedBuilder):
        return builder.plan
    env = builder.env
    stock = {name: _stock(name) for name in sorted(env.all_docs)}
    if "permalink_style" not in env.config:  # the extension is not loaded
        return UrlPlan(stock, redirects=())
    layout = Layout()
    table = PermalinkTable.from_environment(env, layout)
    documents = {name: table.locations.get(name, stock[name]) for name in stock}
    plan, problems = make_plan(env, table, layout, documents)
    return UrlPlan(documents, () if problems else plan.redirects)  # html reports them


def published_pages(builder: StandaloneHTMLBuilder) -> dict[str, Location]:
    """Return where the pages without a source are that are known before writing."""
    names = sorted(known_generated(builder) - builder.env.all_docs.keys())
    location = builder.location if isinstance(builder, AddressedBuilder) else _stock
    return {name: location(name) for name in names}


def _stock(pagename: str) -> Location:
    return Location(f"{pagename}.html", f"{pagename}.html")

"""All pages in the sitemap of ``sphinx_sitemap``, which lists those of one build.

It notes each page that is written (``html-page-context``), and writes the sitemap at
the end: after an edit, with that page alone
(https://github.com/jdillard/sphinx-sitemap/issues/13). Here it is given all pages
again, in order, by its own function. Written for sphinx-sitemap 2.9.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from permalink_blog.urls.builders import PermalinkHTMLBuilder
from permalink_blog.urls.incompatible import SITEMAP

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def list_all_pages(app: Sphinx, exception: Exception | None) -> None:
    """Add all pages to those of ``sphinx_sitemap`` (``build-finished``, before itself).

    Another version of it may keep them elsewhere: then it lists those of this build.
    """
    builder, links = app.builder, getattr(app, "sitemap_links", None)
    add: Any = getattr(sys.modules.get(SITEMAP), "add_html_link", None)
    if (
        SITEMAP not in app.extensions
        or not isinstance(builder, PermalinkHTMLBuilder)
        or builder.record is None  # nothing was to be written
        or exception is not None
        or links is None
        or add is None
    ):
        return
    while not links.empty():
        links.get()
    redirects = builder.plan.redirect_files
    names = sorted(
        name for name, file in builder.plan.files.items() if file not in redirects
    )
    for pagename in (*names, *sorted(builder.generated)):
        add(app, pagename, "page.html", {}, None)

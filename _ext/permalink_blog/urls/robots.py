"""Directives for search engines: ``sitemap: false`` and ``robots: noindex``.

The keys are those of jekyll-sitemap (https://github.com/jekyll/jekyll-sitemap) and of
themes of Jekyll; the values of ``robots`` are those of the element ``<meta>``
(https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag). Pages
that engines shall not list are published like others: they are linked to, have an entry
in feeds, and are found by the site's own search.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util import logging

from permalink_blog.core.front_matter import read_flag
from permalink_blog.core.messages import place_of_key
from permalink_blog.core.stored_front_matter import front_matter_of
from permalink_blog.core.values import field_value, labels, split_commas

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx


logger = logging.getLogger(__name__)

SITEMAP, ROBOTS = "sitemap", "robots"
_DIRECTIVES = (
    *("all", "index", "follow", "noindex", "nofollow", "none", "noarchive"),
    *("nosnippet", "noimageindex", "notranslate", "indexifembedded", "nocache"),
    *("max-snippet", "max-image-preview", "max-video-preview", "unavailable_after"),
)
_UNLISTED = {"noindex", "none"}
_META = re.compile(r"<meta\b[^>]*\bname\s*=\s*[\"']?robots\b", re.IGNORECASE)


def robots_directives(metadata: Mapping[str, str]) -> tuple[str, ...]:
    """Return the directives of a document's front matter, in its order.

    :param metadata: texts by key; ``robots`` is a text with commas, or a list
    """
    value = field_value(metadata, ROBOTS)
    if isinstance(value, dict):
        return ()
    return labels([part for x in labels(value) for part in split_commas(x)])


def is_listed(metadata: Mapping[str, str]) -> bool:
    """Return whether the front matter allows search engines to list a document.

    :param metadata: texts of the front matter by key
    """
    if read_flag(metadata.get(SITEMAP, "")) is False:
        return False
    names = {directive.casefold() for directive in robots_directives(metadata)}
    return names.isdisjoint(_UNLISTED)


def read_robots(app: Sphinx, doctree: nodes.document) -> None:
    """Check ``robots``, and read it from an element of the text (``doctree-read``).

    ``html_meta`` of MyST and the directive ``meta`` say the same of a page as the key.
    """
    docname = app.env.docname
    metadata: dict[str, Any] = app.env.metadata[docname]
    for directive in robots_directives(front_matter_of(app.env, docname)):
        name = directive.partition(":")[0].strip().casefold()
        if name not in _DIRECTIVES:
            near = get_close_matches(name, _DIRECTIVES, n=1, cutoff=0.7)
            guess = f"did you mean {near[0]!r}?" if near else "write 'noindex'"
            logger.warning(
                "robots: %r is not a directive of search engines; %s",
                directive,
                guess,
                location=place_of_key(app.env, docname, ROBOTS),
                type="permalinks",
                subtype="robots",
            )
    if ROBOTS not in metadata:
        for meta in doctree.findall(nodes.meta):
            if str(meta.get("name", "")).casefold() == "robots":
                metadata[ROBOTS] = str(meta.get("content", ""))


def add_robots(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Write ``robots`` into the head of a document's page (``html-page-context``)."""
    directives = robots_directives(front_matter_of(app.env, pagename))
    tags = str(context.get("metatags") or "")
    if directives and doctree is not None and not _META.search(tags):
        content = escape(", ".join(directives))
        context["metatags"] = f'{tags}\n<meta name="robots" content="{content}">'

"""Redirects from the URLs that stock Sphinx would give pages.

A site may have been published before: by Sphinx alone, which ignores ``permalink``, or
before a document got one. So the path of a document's source leads to its permalink,
and a page that ``permalink_pages`` moves is found where it was.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util import logging

from permalink_blog.core.files import write_if_different
from permalink_blog.posts.drafts import drafts
from permalink_blog.urls.collisions import Claim
from permalink_blog.urls.redirects import Redirect

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docutils import nodes
    from sphinx.application import Sphinx

    from permalink_blog.urls.addressing import AddressedBuilder
    from permalink_blog.urls.paths import Location


logger = logging.getLogger(__name__)

_MOST = 5  # documents that a message names


def source_redirects(
    builder: AddressedBuilder, pages: Mapping[str, Location]
) -> Iterator[Redirect]:
    """Yield a redirect from where Sphinx alone would put each page that has moved.

    But for drafts, which nobody has a link to.

    :param pages: pagename to location, of all pages
    """
    ends = {redirect.file: redirect for redirect in builder.plan.redirects}
    moved = pages.keys() & builder.table.locations.keys() - drafts(builder.env)
    for pagename in sorted(moved):
        location, source = pages[pagename], builder.source_location(pagename)
        if source is None or source.file == location.file:
            continue
        if end := ends.get(location.file):  # the document is a redirect itself
            target, external = end.target, end.external
        else:
            target, external = location.uri, False
        yield Redirect(source.file, source.uri, target, external)


def copy_not_found_page(builder: AddressedBuilder, pagename: str) -> None:
    """Copy the page of sphinx-notfound-page to where it would be without us.

    Hosts look for ``/404.html``, and some are set to answer with ``/404/index.html``.
    A redirect would not do: such a host answers any URL with it. The links of the page
    are absolute, so that a copy works.
    """
    if file := _copied_to(builder, pagename):
        page = Path(builder.outdir, builder.location(pagename).file).read_bytes()
        write_if_different(Path(builder.outdir, file), page)
        builder.keep_file(file)


def _copied_to(builder: AddressedBuilder, pagename: str) -> str | None:
    """Return the file that a page is copied to, if it is one that is copied."""
    if pagename != getattr(builder.config, "notfound_pagename", None):
        return None
    source, location = builder.source_location(pagename), builder.location(pagename)
    if source is None or source.file in {location.file, *builder.plan.files.values()}:
        return None
    is_taken = builder.plan.claims.conflict(Claim(source.file, ""))
    return None if is_taken else source.file


def drop_own_url(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Leave the canonical link out of a page at two places (``html-page-context``)."""
    builder: Any = app.builder
    if doctree is None and hasattr(builder, "plan") and _copied_to(builder, pagename):
        context["pageurl"] = None


def report_moved(builder: AddressedBuilder) -> None:
    """Print which documents are not at the paths of their sources, in a first build."""
    moved, documents = [], builder.plan.documents
    for docname in sorted(builder.table.locations.keys() & documents.keys()):
        location, source = documents[docname], builder.source_location(docname)
        if source and source.file != location.file:
            moved.append(f"/{source.uri} -> /{location.uri}")
    if moved:
        more = f" and {len(moved) - _MOST} more" if len(moved) > _MOST else ""
        logger.info(
            "permalinks: %d of %d documents are published at the URL of their front "
            "matter or permalink_style: %s%s. %s",
            len(moved),
            len(documents),
            ", ".join(moved[:_MOST]),
            more,
            "Redirects from the paths of their sources keep old URLs"
            if builder.config.permalink_spellings
            and builder.config.permalink_source_urls
            else "If they were published at the paths of their sources before, set "
            "permalink_source_urls and permalink_spellings to True to keep those URLs",
        )

"""The links of each document: found when it is read, and remembered.

A link becomes a pending cross-reference of our own type, which Sphinx asks about when
all documents are read (``missing-reference``). The environment remembers what each
document's links are, so that they can be checked without their doctrees.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from permalink_blog.links.markdown import is_read_by_myst
from permalink_blog.links.targets import SCHEME, BaseUrl, own_target, parse_target

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment


REFTYPE = "jekyll_link"

HTML_LINK = re.compile(
    rf"""(?P<tag><(?:a|img)\s(?:[^<>]*\s)?)(?P<name>href|src)\s*=\s*(?P<quote>["'])"""
    rf"""(?P<target>{SCHEME}[^"'<>]*)(?P=quote)""",
    re.IGNORECASE,
)
"""A link or image in raw HTML that was Liquid; any other HTML is its author's business.
"""


@dataclass(frozen=True, slots=True, order=True)
class DocumentLink:
    """A link of a document.

    :param source: path of the file, if it is not the document's own
    :param text: as in :func:`~permalink_blog.links.targets.parse_target`
    """

    source: str
    line: int
    text: str


def links_of(env: BuildEnvironment) -> dict[str, tuple[DocumentLink, ...]]:
    """Return the links of all documents that have any, by docname."""
    if not hasattr(env, "jekyll_links"):
        env.jekyll_links = {}  # type: ignore[attr-defined]
    links: dict[str, tuple[DocumentLink, ...]] = env.jekyll_links  # type: ignore[attr-defined]
    return links


def site_url(config: Config) -> BaseUrl | None:
    """Return the base URL of the site, if it is set."""
    try:
        return BaseUrl.parse(config.html_baseurl)
    except ValueError:
        return None


def base_urls(config: Config) -> tuple[BaseUrl, ...]:
    """Return all present and former base URLs of the site.

    :raises ValueError: if one of ``jekyll_links_base_urls`` is no URL
    """
    others = tuple(BaseUrl.parse(url) for url in config.jekyll_links_base_urls)
    current = site_url(config)
    return (current, *others) if current else others


def collect_links(app: Sphinx, doctree: nodes.document) -> None:
    """Find and remember the links of a document (``doctree-read``)."""
    docname = app.env.docname
    if not is_read_by_myst(app, docname):
        return
    own = str(app.env.doc2path(docname))
    links = {
        DocumentLink("" if source == own else source, node.line or 0, text)
        for node, text in _prepare(app, doctree)
        for source in [node.source or own]
    }
    if links:
        links_of(app.env)[docname] = tuple(sorted(links))


def _prepare(
    app: Sphinx, doctree: nodes.document
) -> Iterator[tuple[nodes.Element, str]]:
    """Make cross-references of links; give each with its target."""
    bases = base_urls(app.config)
    for xref in list(doctree.findall(addnodes.pending_xref)):
        # MyST makes its own of all that is no file of the source folder. Ours are
        # there already in a translated message, which is a document by itself first.
        is_myst = xref["reftype"] == "myst" and not xref.get("refdomain")
        if xref["reftype"] == REFTYPE or (is_myst and parse_target(xref["reftarget"])):
            xref["reftype"] = REFTYPE
            yield xref, xref["reftarget"]
    for reference in list(doctree.findall(nodes.reference)):
        url = reference.get("refuri", "")
        is_whole = (
            not reference.get("internal") and "external" not in reference["classes"]
        )
        if is_whole and (own := own_target(url, bases)):
            yield _replace(reference, own, app.env.docname), own
    for raw in doctree.findall(nodes.raw):
        if "html" in raw.get("format", "").split():
            for match in HTML_LINK.finditer(raw.astext()):
                yield raw, match["target"]


def _replace(
    reference: nodes.reference, text: str, docname: str
) -> addnodes.pending_xref:
    """Replace an external link by a cross-reference."""
    xref = addnodes.pending_xref(
        reference.rawsource,
        refdomain="",
        reftype=REFTYPE,
        reftarget=text,
        refdoc=docname,
        refexplicit=True,
    )
    xref.source, xref.line = reference.source, reference.line
    if "reftitle" in reference:
        xref["reftitle"] = reference["reftitle"]
    if isinstance(reference.parent, nodes.TextElement):
        xref += nodes.inline("", "", *reference.children, classes=["xref", "myst"])
    else:  # an image with a link, which has no text around it
        xref += reference.children
    reference.replace_self(xref)
    return xref


def forget_links(_app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget the links of a document (``env-purge-doc``)."""
    links_of(env).pop(docname, None)


def merge_links(
    _app: Sphinx,
    env: BuildEnvironment,
    docnames: Iterable[str],
    other: BuildEnvironment,
) -> None:
    """Add the links that a worker has read (``env-merge-info``)."""
    found = links_of(other)
    links_of(env).update({name: found[name] for name in docnames if name in found})


def reread_all(
    app: Sphinx,
    env: BuildEnvironment,
    _added: set[str],
    _changed: set[str],
    _removed: set[str],
) -> Iterable[str]:
    """Read all again if the site has moved to another URL (``env-get-outdated``).

    ``html_baseurl`` alone would not do that, but it decides which links are our own.
    """
    bases = base_urls(app.config)
    moved = getattr(env, "jekyll_links_bases", bases) != bases
    env.jekyll_links_bases = bases  # type: ignore[attr-defined]
    return sorted(env.all_docs) if moved else ()

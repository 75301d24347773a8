"""The nodes of a contributor's document: what they may show, and what they may name.

Whatever directive, role or Markdown a node was made by, it is checked here, after all
of the document was parsed and before anything is noted of it for later builds:

==============  =====================================================================
images          are files of the content that run nothing, or URLs (:mod:`.files`)
downloads       are files of the content that run nothing, or URLs
links           lead somewhere, and run nothing
(:mod:`permalink_blog.core.untrusted.urls`) toctrees        likewise, and are no longer
than all documents titles          are no longer than a page can show in a list
posts           have no more tags than somebody reads
raw HTML        has allowed elements and attributes (:mod:`.raw_html`)
other raw text  is left out: LaTeX may read files
formulas        name no file (:mod:`.latex`)
meta elements   describe the page, and lead nobody away from it
columns         of LaTeX tables are letters and lengths
==============  =====================================================================
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from permalink_blog.core.priorities import Reading
from permalink_blog.core.untrusted import limits
from permalink_blog.core.untrusted.urls import is_harmless, is_script
from permalink_blog.safe_reading import latex
from permalink_blog.safe_reading.checking import Check
from permalink_blog.safe_reading.directives import guard_of
from permalink_blog.safe_reading.files import check_download, check_image
from permalink_blog.safe_reading.raw_html import clean_raw
from permalink_blog.safe_reading.report import shorten

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.config import Config


_META = re.compile(
    r"(?:description|keywords|author|date|robots|language|abstract|subject|title"
    r"|generator|thumbnail|theme-color|color-scheme|og:.*|article:.*|book:.*|profile:.*"
    r"|video:.*|music:.*|twitter:.*|dc\..*|dcterms\..*|citation_.*)",
    re.IGNORECASE,
)
_META_ATTRIBUTES = frozenset(
    {"name", "property", "content", "lang", "xml:lang", "dir", "itemprop", "media"}
    | {"scheme"}
)
_LABELS = ("tags", "author", "category", "location", "language")  # of ABlog's PostNode


class CheckContent(SphinxTransform):
    """Check all nodes of a document, in one walk over them."""

    default_priority = Reading.CONTENT

    def apply(self, **_kwargs: Any) -> None:
        """Replace what a contributor may not show or name."""
        guard = guard_of(self.env)
        if guard is None:
            return
        check = Check(self.env, guard.content)
        found = list(self.document.findall(nodes.Element))
        clean_raw(check, [x for x in found if isinstance(x, nodes.raw)])
        for node in found:
            for check_node in _checks_of(type(node)):
                check_node(check, node)


def _check_link(check: Check, node: nodes.Element) -> None:
    url = str(node.get("refuri", ""))
    if not url or _is_allowed(check.env.config, url):
        return
    del node["refuri"]
    if not isinstance(node, nodes.target):  # what names it, has it as well
        check.warn(f"link {shorten(url)!r}: its scheme is not allowed", node)
    if isinstance(node, nodes.reference):
        node.parent.replace(node, node.children)


def _is_allowed(config: Config, url: str) -> bool:
    schemes = frozenset(map(str, getattr(config, "myst_url_schemes", None) or ()))
    return is_harmless(url, schemes - {"javascript", "vbscript", "data"})


def _check_toctree(check: Check, toctree: nodes.Element) -> None:
    """Leave out links that run something, and those that make each page too long.

    Themes show the entries of all toctrees on all pages.
    """
    entries: list[tuple[str | None, str]] = toctree["entries"]
    kept = []
    for title, target in entries:
        if _is_allowed(check.env.config, target):
            kept.append((title, target))
        else:
            problem = f"link {shorten(target)!r}: its scheme is not allowed"
            check.warn(problem, toctree)
    most = limits.TOCTREE_LINKS + len(check.env.found_docs)
    if len(kept) > most:
        check.warn(f"toctree: more than {most:,} entries are left out", toctree)
        kept = kept[:most]
    toctree["entries"] = kept


def _check_title(check: Check, title: nodes.Element) -> None:
    text = title.astext()
    if len(text) > limits.TITLE_LENGTH:
        most = limits.TITLE_LENGTH
        check.warn(f"title {shorten(text)!r}: cut to {most:,} characters", title)
        title.children = []
        title += nodes.Text(f"{text[:most]}…")


def _check_post(check: Check, post: nodes.Element) -> None:
    """Cut lists of labels: each is a page, with links on others. Leave out scripts."""
    for name in ("external_link", "canonical_link"):
        if is_script(str(post.get(name) or "")):  # there is a warning of front matter
            post[name] = []
    most = limits.LABELS
    for name in _LABELS:
        labels = post.get(name)
        if isinstance(labels, list) and len(labels) > most:
            problem = f"{name}: {len(labels):,} of them: only {most} are taken"
            check.warn(problem, post)
            post[name] = labels[:most]
    title = post.get("title")
    if isinstance(title, str) and len(title) > limits.TITLE_LENGTH:
        post["title"] = f"{title[: limits.TITLE_LENGTH]}…"


def _check_meta(check: Check, meta: nodes.Element) -> None:
    name = str(meta.get("name", meta.get("property", "")))
    attributes = set(meta.non_default_attributes())
    owners_meta = getattr(check.env.config, "myst_html_meta", None) or {}
    owners = {key.split()[0].partition("=")[0] for key in owners_meta}
    if name in owners or attributes & owners:
        return
    if attributes - _META_ATTRIBUTES or (name and not _META.fullmatch(name)):
        shown = name or ", ".join(sorted(attributes - {"content"}))
        check.warn(f"meta element {shorten(shown)!r} is left out", meta)
        meta.parent.remove(meta)


_CHECKS: dict[type[nodes.Node], Callable[[Check, Any], object]] = {
    nodes.image: check_image,
    nodes.meta: _check_meta,
    nodes.title: _check_title,
    nodes.math: latex.check_formula,
    nodes.math_block: latex.check_formula,
    addnodes.download_reference: check_download,
    addnodes.pending_xref: latex.check_reference,
    addnodes.tabular_col_spec: latex.check_columns,
    addnodes.toctree: _check_toctree,
}
_found: dict[type[nodes.Node], tuple[Callable[[Check, Any], object], ...]] = {}


def _checks_of(kind: type[nodes.Node]) -> tuple[Callable[[Check, Any], object], ...]:
    """Return what checks the nodes of a class."""
    if kind not in _found:
        found = [check for base, check in _CHECKS.items() if issubclass(kind, base)]
        if kind.__name__ == "PostNode":
            found.append(_check_post)
        if not kind.__module__.startswith(("docutils.", "sphinx.addnodes")):
            found.append(latex.check_other)
        if issubclass(kind, nodes.Element):
            found.append(_check_link)
        _found[kind] = tuple(found)
    return _found[kind]

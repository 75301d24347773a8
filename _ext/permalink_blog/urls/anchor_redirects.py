"""Old ids of a page whose text is in another page now: ``anchors`` in front matter.

``anchors: {old-part: /other/#part}`` adds an element with the old id to the end of the
page. Readers without scripts see a link in it; a script follows it at once.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from docutils import nodes
from sphinx.util.osutil import relative_uri

from permalink_blog.core.errors import InvalidPermalinkError
from permalink_blog.core.priorities import DoctreeRead
from permalink_blog.core.tracker import note_shown, register_dependency_values
from permalink_blog.urls.addressing import AddressedBuilder
from permalink_blog.urls.anchors import ids_of_html, note_anchors
from permalink_blog.urls.moved_anchors import (
    leads_away,
    moved_anchors,
    warn_of_entry,
    warn_of_target,
    why_not,
)
from permalink_blog.urls.redirects import index, parse_target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator


SCRIPT = "permalinks-anchors.js"
DEPENDENCY = "moved-anchors"
"""Of a page on where its old anchors lead, see :mod:`permalink_blog.core.tracker`."""

_TEXT = "This part has moved"


class moved_anchor(nodes.General, nodes.Element):  # noqa: N801 - docutils' style
    """An element with an old id; its attribute ``target`` is what was written."""


def add_anchor_redirects(app: Sphinx, doctree: nodes.document) -> None:
    """Add elements for the old ids that lead to other pages (``doctree-read``)."""
    env = app.env
    for old, target in _away(env, env.docname):
        try:
            parse_target(target)
        except InvalidPermalinkError as error:
            reason = f"the target {error.reason}; {error.remedy}"
            warn_of_entry(env, env.docname, old, target, reason)
            continue
        if reason := why_not(old, doctree.ids):
            warn_of_entry(env, env.docname, old, target, reason)
            continue
        node = moved_anchor(ids=[old], target=target)
        parent = next(doctree.findall(nodes.section), doctree)
        parent.append(node)
        doctree.ids[old] = node
        note_anchors(env, env.docname, [old])


def _away(env: BuildEnvironment, docname: str) -> Iterator[tuple[str, str]]:
    """Yield the old ids of a document that lead to other pages, with their targets."""
    for old, target in (moved_anchors(env, docname) or {}).items():
        if leads_away(target):
            yield old, target


def target_uri(builder: AddressedBuilder, target: str) -> str:
    """Return where a target is: relative to the site's root, or an http(s) URL.

    :param target: as it is written, and valid
    """
    parsed = parse_target(target)
    if parsed.external:
        return parsed.path
    place = index(builder.plan.documents.values(), ()).find(parsed.path)
    return (place.uri if place else parsed.path) + parsed.tail


def visit_html(translator: HTML5Translator, node: moved_anchor) -> None:
    """Write the element, if the page is one of a website."""
    builder = translator.builder
    if not isinstance(builder, AddressedBuilder):
        raise nodes.SkipNode
    docname = builder.current_docname
    uri = target_uri(builder, node["target"])
    if not uri.startswith(("http:", "https:")):
        path = re.split(r"[?#]", uri, maxsplit=1)[0]
        own = builder.get_target_uri(docname)
        uri = (relative_uri(own, path) or "./") + uri[len(path) :]
    attributes: dict[str, Any] = {"data-moved-to": uri}
    div = translator.starttag(node, "div", "", **attributes)
    link = translator.starttag(nodes.inline(), "a", "", href=uri)
    translator.body.append(
        f"{div}<noscript><p>{link}{_TEXT}</a></p></noscript></div>\n"
    )
    raise nodes.SkipNode


def skip(_translator: nodes.NodeVisitor, _node: moved_anchor) -> None:
    """Write nothing: what is read elsewhere has no old links."""
    raise nodes.SkipNode


def add_script(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Load the script on pages that need it (``html-page-context``)."""
    if doctree is not None and any(_away(app.env, pagename)):
        app.add_js_file(SCRIPT, loading_method="defer")
        note_shown(app, pagename, DEPENDENCY, pagename)


def value_of(app: Sphinx, pagename: str) -> list[str]:
    """Return where the old anchors of a page lead: it is rewritten if that changes."""
    builder = app.builder
    if not isinstance(builder, AddressedBuilder):
        return []
    found = []
    for _, target in _away(app.env, pagename):
        try:
            found.append(target_uri(builder, target))
        except InvalidPermalinkError:
            continue
    return found


def check_targets(builder: Any) -> None:
    """Warn about old anchors that lead to no page, or to no anchor of one.

    :param builder: ours, when all pages are written
    """
    env = builder.env
    for docname in sorted(env.all_docs):
        for old, target in _away(env, docname):
            try:
                parsed = parse_target(target)
            except InvalidPermalinkError:
                continue
            if parsed.external:
                continue
            reason = _why_nowhere(builder, target_uri(builder, target))
            if reason:
                warn_of_target(env, docname, old, target, reason)


def _why_nowhere(builder: Any, uri: str) -> str:
    """Return what is wrong with a URI of this site; "" if it leads somewhere."""
    path, _, fragment = unquote(uri).partition("#")
    path = path.partition("?")[0]
    names = [path, f"{path}{builder.out_suffix}", f"{path}/index{builder.out_suffix}"]
    files = [Path(builder.outdir, name.lstrip("/")) for name in names]
    try:
        file = next((file for file in files if file.is_file()), None)
        if file is None:
            return f"/{path} does not exist; correct the target"
        html = file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return f"/{path} cannot be read; correct the target"
    is_redirect = 'http-equiv="refresh"' in html
    if fragment and not is_redirect and fragment not in ids_of_html(html):
        return f"/{path} has no anchor {fragment!r}; correct the target"
    return ""


def connect(app: Sphinx) -> None:
    """Register the node, its script and the handlers."""
    nothing = (skip, None)
    app.add_node(
        moved_anchor,
        html=(visit_html, None),
        latex=nothing,
        text=nothing,
        man=nothing,
        texinfo=nothing,
    )
    app.connect("doctree-read", add_anchor_redirects, priority=DoctreeRead.ANCHORS)
    app.connect("html-page-context", add_script)
    register_dependency_values(app, DEPENDENCY, value_of)

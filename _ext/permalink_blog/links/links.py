"""One build's links: checked, resolved, and written again when they lead elsewhere."""

from __future__ import annotations

import json
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util import logging

from permalink_blog.core.build import build_of
from permalink_blog.core.files import digest
from permalink_blog.core.store import encode
from permalink_blog.links.collect import REFTYPE, links_of, site_url
from permalink_blog.links.references import make_reference, rewrite_html
from permalink_blog.links.resolver import DocumentTarget, File, Resolver
from permalink_blog.links.site import is_website
from permalink_blog.links.targets import parse_target
from permalink_blog.urls.paths import relative_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from permalink_blog.links.collect import DocumentLink
    from permalink_blog.links.resolver import Resolution


SECTION = ("links", 1)
"""What the next build asks for (:mod:`permalink_blog.core.store`), and its version."""

_NOWHERE = "no document, redirect or file of this site has this path; fix the link"

logger = logging.getLogger(__name__)


class LinkChecker:
    """The links of one build: the handlers of Sphinx's events about them."""

    def __init__(self) -> None:
        self._resolver: Resolver | None = None
        self._digests: dict[str, str] = {}

    def begin(self, _app: Sphinx, _env: BuildEnvironment, _docnames: list[str]) -> None:
        """Forget the last build (``env-before-read-docs``)."""
        self._resolver = None

    def resolver(self, app: Sphinx) -> Resolver:
        """Return the resolver of links; call it when all documents are read."""
        if self._resolver is None:
            self._resolver = Resolver(app.builder, site_url(app.config))
        return self._resolver

    def check(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Warn about links that cannot be right (``env-get-updated``).

        :returns: the documents to write again, because a link of theirs leads to
            another place than when they were last written
        """
        for docname, link, resolution in self._resolved(app):
            if problem := resolution.problem:
                _warn(env, docname, link, problem.subtype, problem.message)
        if not is_website(app.builder):
            return []
        self._digests = self._digest_links(app)
        last = _last_digests(app)
        return [name for name, new in self._digests.items() if last.get(name) != new]

    def finish(self, app: Sphinx, exception: Exception | None) -> None:
        """Check the files that links lead to (``build-finished``)."""
        if exception is not None or app.statuscode or not is_website(app.builder):
            return  # what was not written does not lead anywhere yet
        for docname, link, resolution in self._resolved(app):
            destination = resolution.destination
            if isinstance(destination, File) and not _exists(app, destination):
                _warn(app.env, docname, link, "missing", _NOWHERE)
        build_of(app).output.put(*SECTION, encode(self._digests, sort_keys=True))

    def resolve_reference(
        self,
        app: Sphinx,
        env: BuildEnvironment,
        node: pending_xref,
        contnode: nodes.TextElement,
    ) -> nodes.Element | None:
        """Make a reference of one of our cross-references (``missing-reference``)."""
        if node["reftype"] != REFTYPE:
            return None
        resolution = self.resolver(app).resolve(node["reftarget"])
        destination = resolution.destination if resolution else None
        if not node["refexplicit"] and not contnode.children:
            title = destination.title if isinstance(destination, DocumentTarget) else ""
            contnode += nodes.Text(title or str(parse_target(node["reftarget"])))
        docname = node.get("refdoc", env.docname)
        reference = make_reference(app.builder, docname, destination, contnode)
        if "reftitle" in node and isinstance(reference, nodes.reference):
            reference["reftitle"] = node["reftitle"]
        return reference

    def resolve_html(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Replace targets that were Liquid in raw HTML (``doctree-resolved``)."""
        if app.builder.format != "html":
            return
        for raw in list(doctree.findall(nodes.raw)):
            if "html" in raw.get("format", "").split():
                html = raw.astext()
                new = rewrite_html(self.resolver(app), app.builder, docname, html)
                if new != html:
                    raw.clear()
                    raw += nodes.Text(new)

    def _resolved(self, app: Sphinx) -> Iterator[tuple[str, DocumentLink, Resolution]]:
        """Yield all links of all documents."""
        for docname, links in sorted(links_of(app.env).items()):
            for link in links:
                if resolution := self.resolver(app).resolve(link.text):
                    yield docname, link, resolution

    def _digest_links(self, app: Sphinx) -> dict[str, str]:
        """Return a digest of the targets of each document's links, by docname."""
        leads: dict[str, list[str]] = {}
        for docname, link, resolution in self._resolved(app):
            identity = self.resolver(app).identity(resolution.destination)
            leads.setdefault(docname, []).append(f"{link.text} {identity}")
        return {name: digest("\n".join(x).encode()) for name, x in leads.items()}


def _exists(app: Sphinx, file: File) -> bool:
    if file.path is None or relative_to(file.path, app.outdir) is None:
        return False
    index = f"index{getattr(app.builder, 'out_suffix', '.html')}"
    try:
        return file.path.is_file() or (file.path / index).is_file()
    except (OSError, ValueError):  # no name that a file could have
        return False


def _warn(
    env: BuildEnvironment, docname: str, link: DocumentLink, subtype: str, message: str
) -> None:
    source, target = Path(link.source or env.doc2path(docname)), parse_target(link.text)
    line = _line_of(source, link.line, target.name if target else link.text)
    location = f"{source}:{line}" if line else str(source)
    logger.warning(
        "%s: %s",
        target,
        message,
        type="jekyll_links",
        subtype=subtype,
        location=location,
    )


def _line_of(source: Path, line: int, name: str) -> int:
    """Find the line of a link; MyST knows where its paragraph begins."""
    try:
        lines = source.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, ValueError):
        return line
    paragraph = takewhile(str.strip, lines[max(line - 1, 0) :])
    found = (line + i for i, text in enumerate(paragraph) if name in text)
    return next(found, line)


def _last_digests(app: Sphinx) -> dict[str, str]:
    """Return where links led when their documents were last written, by docname."""
    try:
        data = json.loads(build_of(app).output.get(*SECTION) or b"")
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}

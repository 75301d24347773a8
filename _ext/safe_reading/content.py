"""The nodes of a contributor's document: what they may show, and what they may name.

Whatever directive, role or Markdown a node was made by, it is checked here, after all
of the document was parsed and before anything is noted of it for later builds:

==============  =====================================================================
images          are files of the content that run nothing, or URLs
downloads       are files of the content that run nothing, or URLs
links           lead somewhere, and run nothing (:mod:`untrusted.urls`)
raw HTML        has allowed elements and attributes (:mod:`untrusted.html`)
other raw text  is left out: LaTeX may read files
formulas        name no file (:mod:`untrusted.tex`)
meta elements   describe the page, and lead nobody away from it
columns         of LaTeX tables are letters and lengths
==============  =====================================================================
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from safe_reading.directives import guard_of
from safe_reading.documents import content_of
from safe_reading.report import line_of, shorten, warn
from safe_reading.trust import trusts
from untrusted.files import active_content
from untrusted.html import FRAME_HOSTS, clean
from untrusted.tex import unsafe_command
from untrusted.urls import is_harmless

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from untrusted.paths import ContentFolder

FRAMES = "blog_frame_hosts"
"""The configuration value with further hosts of iframes."""

_META = re.compile(
    r"(?:description|keywords|author|date|robots|language|abstract|subject|title"
    r"|generator|thumbnail|theme-color|color-scheme|og:.*|article:.*|book:.*|profile:.*"
    r"|video:.*|music:.*|twitter:.*|fb:.*|dc\..*|dcterms\..*|citation_.*)",
    re.IGNORECASE,
)
_META_ATTRIBUTES = frozenset(
    {"name", "property", "content", "lang", "xml:lang", "dir", "itemprop", "media"}
    | {"scheme"}
)
_COLUMNS = re.compile(
    r"(?:[lcrpmbXJLCRTYN|\s{}*\d.,:@!<>=()-]"
    r"|\\(?:linewidth|textwidth|columnwidth|hsize|X|Y|dimexpr|raggedright|centering"
    r"|arraybackslash|hline|quad|hspace)(?![a-zA-Z])"
    r"|(?:cm|mm|em|ex|in|pt)(?![a-zA-Z]))*"
)
_LATEX_LINE_BREAK = r"\\"  # what MyST makes of one in Markdown, for LaTeX
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://|data:", re.IGNORECASE)


class CheckContent(SphinxTransform):
    """Check all nodes of a document, in one walk over them."""

    default_priority = 860  # before the folders (870) and the collectors (880)

    def apply(self, **_kwargs: Any) -> None:
        """Replace what a contributor may not show or name."""
        guard = guard_of(self.env)
        if guard is None:
            return
        self._content = guard.content
        found = list(self.document.findall(_is_checked))
        self._clean_html([x for x in found if isinstance(x, nodes.raw)])
        for node in found:
            for kind, check in self._checks.items():
                if isinstance(node, kind):
                    check(self, node)
                    break
            else:
                if isinstance(node, nodes.Element):
                    self._check_link(node)

    # -- files

    def _check_image(self, image: nodes.Element) -> None:
        uri = str(image.get("uri", ""))
        if reason := self._file_problem(uri):
            self._warn(f"image {shorten(uri)!r}: it {reason}", image)
            image.parent.replace(image, nodes.Text(str(image.get("alt", ""))))

    def _check_download(self, download: nodes.Element) -> None:
        target = str(download.get("reftarget", ""))
        if reason := self._file_problem(target):
            self._warn(f"link {shorten(target)!r}: it {reason}", download)
            download.parent.replace(download, download.children)

    def _file_problem(self, uri: str) -> str | None:
        """Return why a file may not be named; ``None`` also if it is not there."""
        if _SCHEME.match(uri):
            return None if is_harmless(uri) or uri.startswith("data:") else "runs code"
        for path in dict.fromkeys((uri, unquote(uri))):
            reason = path_problem(self.env, self._content, path)
            if reason is not None:
                return reason
        return None

    # -- HTML

    def _clean_html(self, found: list[nodes.raw]) -> None:
        hosts = FRAME_HOSTS | frozenset(getattr(self.config, FRAMES))
        groups: dict[int, list[nodes.raw]] = {}
        for raw in found:
            if "html" in str(raw.get("format", "")).split():
                groups.setdefault(_group_of(raw), []).append(raw)
            elif raw.astext().strip() != _LATEX_LINE_BREAK:
                form = raw.get("format", "")
                self._warn(f"raw text for {form!r} is left out", raw)
                raw.parent.remove(raw)
        for group in groups.values():
            self._clean_group(group, hosts)

    def _clean_group(self, group: list[nodes.raw], hosts: frozenset[str]) -> None:
        before = [raw.astext() for raw in group]
        cleaned = clean(before, hosts)
        removed = [x for x in cleaned.removed if not _is_usual_in_output(x, group[0])]
        if removed:
            *first, last = removed[:3]
            names = shorten(" and ".join([", ".join(first), last] if first else [last]))
            self._warn(f"raw HTML: {names}: it is left out", group[0])
        for raw, old, new in zip(group, before, cleaned.pieces, strict=True):
            if old != new:
                raw.rawsource = new
                raw.children = [nodes.Text(new)] if new else []
                for child in raw.children:
                    raw.setup_child(child)
        if cleaned.end.strip():
            last_raw = group[-1]
            end = nodes.raw(cleaned.end, cleaned.end, format="html")
            end.source, end.line = last_raw.source, last_raw.line
            last_raw.parent.append(end)

    def _check_meta(self, meta: nodes.Element) -> None:
        name = str(meta.get("name", meta.get("property", "")))
        attributes = set(meta.non_default_attributes())
        owners = {key.split()[0].partition("=")[0] for key in _owners_meta(self.config)}
        if name in owners or attributes & owners:
            return
        if attributes - _META_ATTRIBUTES or (name and not _META.fullmatch(name)):
            shown = name or ", ".join(sorted(attributes - {"content"}))
            self._warn(f"meta element {shorten(shown)!r} is left out", meta)
            meta.parent.remove(meta)

    def _check_link(self, node: nodes.Element) -> None:
        url = str(node.get("refuri", ""))
        schemes = frozenset(
            map(str, getattr(self.config, "myst_url_schemes", None) or ())
        )
        if url and not is_harmless(url, schemes - {"javascript", "vbscript", "data"}):
            del node["refuri"]
            if not isinstance(node, nodes.target):  # what names it, has it as well
                self._warn(f"link {shorten(url)!r}: its scheme is not allowed", node)
            if isinstance(node, nodes.reference):
                node.parent.replace(node, node.children)

    # -- LaTeX

    def _check_formula(self, formula: nodes.Element) -> None:
        text = formula.astext()
        if command := unsafe_command(text):
            self._warn(
                f"formula: {command} is for no formula, it is shown as text", formula
            )
            is_block = isinstance(formula, nodes.math_block)
            shown = (
                nodes.literal_block(text, text)
                if is_block
                else nodes.literal(text, text)
            )
            formula.parent.replace(formula, shown)

    def _check_columns(self, columns: nodes.Element) -> None:
        spec = str(columns.get("spec", ""))
        if not _COLUMNS.fullmatch(spec):
            self._warn(f"tabularcolumns {shorten(spec)!r} is left out", columns)
            columns.parent.remove(columns)

    def _warn(self, problem: str, node: nodes.Node) -> None:
        message = f"{problem}. Correct it, or trust the author (blog_trust_authors)"
        lines = (x.line for x in node.findall() if x.line is not None)
        place = (self.env.docname, next(lines, None) or line_of(node))
        warn("untrusted", message, place)

    _checks: ClassVar[dict[type[nodes.Node], Callable[[Any, Any], None]]] = {
        nodes.image: _check_image,
        addnodes.download_reference: _check_download,
        nodes.raw: lambda _self, _node: None,  # all together, before
        nodes.meta: _check_meta,
        nodes.math: _check_formula,
        nodes.math_block: _check_formula,
        addnodes.tabular_col_spec: _check_columns,
    }


_CHECKED = (
    *(nodes.image, addnodes.download_reference, nodes.raw, nodes.meta, nodes.math),
    *(nodes.math_block, addnodes.tabular_col_spec),
)


def _is_checked(node: nodes.Node) -> bool:
    return isinstance(node, _CHECKED) or (
        isinstance(node, nodes.Element) and "refuri" in node.attributes
    )


def _is_usual_in_output(removed: str, raw: nodes.raw) -> bool:
    """Return whether programs put something into each table that a notebook outputs.

    pandas does so with a style that is meant for the table, and that browsers apply to
    the page.
    """
    return removed == "<style>" and any(
        isinstance(node, nodes.container) and "nb_element" in node
        for node in _around(raw)
    )


def _around(node: nodes.Node) -> Iterator[nodes.Node]:
    while node.parent is not None:
        node = node.parent
        yield node


def _group_of(raw: nodes.raw) -> int:
    """Return what names the text that a piece of HTML is part of.

    In a paragraph it is the paragraph; between paragraphs, the document.
    """
    outermost: nodes.Element | None = None
    node = raw.parent
    while node is not None:
        if isinstance(node, nodes.TextElement):
            outermost = node
        node = node.parent
    return id(outermost)


def _owners_meta(config: Config) -> dict[str, str]:
    return getattr(config, "myst_html_meta", None) or {}


def path_problem(
    env: BuildEnvironment, content: ContentFolder, path: str
) -> str | None:
    """Return why a document may not name a file.

    :param content: files that it may name
    :param path: as it is written in the document that is read
    :returns: completes "it …"; ``None`` if it may, or if there is no such file
    """
    try:
        _, absolute = env.relfn2path(path, env.docname)
        file = Path(absolute)
        is_there = file.exists() or file.parent.exists()
    except (OSError, ValueError, RuntimeError):
        return None  # Sphinx warns of it
    if not is_there:
        return None
    return content.problem(file) or active_content(file)


def check_copied_files(app: Sphinx, env: BuildEnvironment) -> None:
    """Take back files that are none of the content (``env-updated``, before copying).

    Whatever has noted them, and however links have changed since they were read.
    """
    content = content_of(app)
    files: Any
    for files in (env.images, env.dlfiles):
        for name, (docnames, _) in list(files.items()):
            path = Path(env.srcdir, name)
            reason = content.problem(path)
            if reason is None or any(trusts(app.config, x) for x in docnames):
                continue
            for docname in sorted(docnames):
                message = f"the file {name!r} {reason}, and is not copied"
                warn("untrusted", message, (docname, 1))
            del files[name]

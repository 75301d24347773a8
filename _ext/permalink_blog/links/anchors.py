"""The anchor that a fragment leads to in a document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.environment import BuildEnvironment


_HTML_ID = re.compile(
    r"""<[a-z][^<>]*\s(?:id|name)\s*=\s*["']?([^"'\s<>]+)""", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in a document.

    :param id: of the node there
    :param title: of the heading there, or ""
    """

    id: str
    title: str = ""


def find_anchor(env: BuildEnvironment, docname: str, fragment: str) -> Anchor | None:
    """Find what a fragment means, as MyST does for ``[](other.md#fragment)``.

    A heading's slug is that of GitHub, which is also what Jekyll gives it: kramdown
    with its GFM parser.

    :param fragment: without the "#"; percent-encoded or not
    """
    names = dict.fromkeys((fragment, unquote(fragment)))
    slugs = env.metadata[docname].get("myst_slugs", {})
    sections = {section: title for _, section, title in slugs.values()}
    for name in names:
        if name in slugs:
            _, section, title = slugs[name]
            return Anchor(section, title)
        if name in sections:
            return Anchor(name, sections[name])
        if anchor := _label(env, docname, name):
            return anchor
    # Anything else that has an id: headings too deep for a slug, footnotes, figures.
    ids = set(_ids(env.get_doctree(docname)))
    return next((Anchor(name) for name in names if name in ids), None)


def _label(env: BuildEnvironment, docname: str, name: str) -> Anchor | None:
    domain = env.domains.standard_domain
    label = domain.labels.get(name) or (*domain.anonlabels.get(name, ("", "")), "")
    return Anchor(label[1], label[2]) if label[0] == docname else None


def _ids(doctree: nodes.document) -> Iterator[str]:
    for node in doctree.findall(nodes.Element):
        yield from node.get("ids", ())
        if isinstance(node, nodes.raw) and "html" in node.get("format", "").split():
            yield from _HTML_ID.findall(node.astext())

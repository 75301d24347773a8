"""Ids of headings that docutils numbers: the second "Setup" of a page, or "夏".

docutils names them ``id1``, ``id2``, counted with footnotes and everything else without
a name, so that an edit further up changes them. MyST adds ``setup-1`` or ``夏`` as a
second id. Here such an id goes first, so that links to the heading have it; the number
stays an anchor. Where there is none, as in reStructuredText, it is made of the text.
"""

from __future__ import annotations

import re
from itertools import count
from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from permalink_blog.core.priorities import Reading

_NUMBERED = re.compile(r"id\d+")


class StableHeadingIds(SphinxTransform):
    """Put an id that is made of the text before a number."""

    default_priority = Reading.HEADING_IDS

    def apply(self, **_kwargs: Any) -> None:
        """Change the ids of the sections that have a number first."""
        document = self.document
        numbered = [
            node
            for node_id, node in document.ids.items()
            if isinstance(node, nodes.section)
            and node["ids"][:1] == [node_id]
            and _NUMBERED.fullmatch(node_id)
            and node_id not in map(nodes.make_id, node["names"])
        ]
        for section in numbered:
            if stable := self._stable_id(section):
                self._put_first(section, stable)

    def _stable_id(self, section: nodes.section) -> str:
        """Return an id made of the text; "" if there is nothing to make it of."""
        for node_id in section["ids"]:
            if not _NUMBERED.fullmatch(node_id):
                return str(node_id)
        title = next((x for x in section if isinstance(x, nodes.title)), None)
        base = nodes.make_id(title.astext()) if title is not None else ""
        if not base or _NUMBERED.fullmatch(base):
            return ""
        known = self.document.ids
        return next(x for n in count(1) if (x := f"{base}-{n}") not in known)

    def _put_first(self, section: nodes.section, stable: str) -> None:
        document, old = self.document, section["ids"][0]
        section["ids"] = [stable, *(x for x in section["ids"] if x != stable)]
        document.ids[stable] = section
        for name, node_id in document.nameids.items():
            if node_id == old:
                document.nameids[name] = stable
        slugs = getattr(document, "myst_slugs", {})  # other documents link by it
        for slug, (line, node_id, text) in slugs.items():
            if node_id == old:
                slugs[slug] = (line, stable, text)

"""Old ids of a page that keep working: ``anchors`` in front matter.

``anchors: {setup: installing}`` makes ``#setup`` a second anchor of what has the id
``installing``. It is in the document itself, so that it works without scripts and with
any theme.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from docutils import nodes

from permalink_blog.core.messages import shorten, warn_key
from permalink_blog.core.stored_front_matter import front_matter_value
from permalink_blog.urls.anchors import ids_of_html, note_anchors

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from permalink_blog.core.values import Value


KEY = "anchors"
"""Front matter key: old ids of a page, and what has their place."""

_PAIR = re.compile(r"\s*([^\s:,{}]+)\s*:\s+([^\s,{}]+)\s*(?:,|$)")


def add_moved_anchors(app: Sphinx, doctree: nodes.document) -> None:
    """Add the old ids of a document to what has their place (``doctree-read``)."""
    env = app.env
    moved = moved_anchors(env, env.docname)
    if moved is None:
        value = shorten(str(front_matter_value(env, env.docname, KEY)))
        expected = "expected old ids with new ones, such as {setup: installing}"
        _warn(env, env.docname, f"{value!r}: {expected}. The key is ignored")
    if not moved:
        return
    places = _Places(doctree)
    for old, target in moved.items():
        if leads_away(target):
            continue
        new = _end(moved, old, places)
        if isinstance(new, str):
            warn_of_entry(env, env.docname, old, target, new)
        else:
            places.add(old, new)
            note_anchors(env, env.docname, [old])


def moved_anchors(env: BuildEnvironment, docname: str) -> dict[str, str] | None:
    """Return the old ids of a document with their targets.

    :returns: ``None`` for a value of another type
    """
    value = front_matter_value(env, docname, KEY)
    return {} if value is None else _mapping(value)


def leads_away(target: str) -> bool:
    """Return whether a target is in another page, and not an id of this one.

    :param target: as it is written
    """
    return target.startswith("/") or "://" in target


def _mapping(value: Value) -> dict[str, str] | None:
    """Return the ids; ``None`` for another type of value."""
    if isinstance(value, str):  # a field of reStructuredText
        text = value.strip().removeprefix("{").removesuffix("}")
        if _PAIR.sub("", text).strip():
            return None
        return {old.lstrip("#"): new for old, new in _PAIR.findall(text)} or None
    if not isinstance(value, dict):
        return None
    return {
        str(old).lstrip("#"): "" if new is None else str(new).strip()
        for old, new in value.items()
    }


class _Places:
    """What has an id in a document."""

    def __init__(self, document: nodes.document) -> None:
        self._document = document
        self._slugs: Mapping[str, tuple[int, str, str]]
        self._slugs = getattr(document, "myst_slugs", {})
        self._raw: dict[str, nodes.raw] = {}
        for raw in document.findall(nodes.raw):
            if "html" in raw.get("format", "").split():
                self._raw |= dict.fromkeys(ids_of_html(raw.astext()), raw)

    def find(self, node_id: str) -> nodes.Element | None:
        """Return the node with an id, also in raw HTML; ``None`` if there is none.

        :param node_id: or the anchor that GitHub would give to a heading
        """
        if node_id in self._slugs:
            node_id = self._slugs[node_id][1]
        return self._document.ids.get(node_id) or self._raw.get(node_id)

    def names(self) -> list[str]:
        """Return all ids."""
        return sorted({*self._document.ids, *self._slugs, *self._raw})

    def add(self, old: str, node: nodes.Element) -> None:
        """Add a second id to a node.

        :param old: which the document does not have
        """
        if isinstance(node, nodes.raw):
            node = _target_before(node)
        node["ids"].append(old)
        self._document.ids[old] = node


def _target_before(raw: nodes.raw) -> nodes.target:
    """Insert an anchor before raw HTML, which has no ids for docutils."""
    target = nodes.target()
    raw.parent.insert(raw.parent.index(raw), target)
    return target


def _end(moved: Mapping[str, str], old: str, places: _Places) -> nodes.Element | str:
    """Return what has the place of an old id, or the reason why there is nothing."""
    if reason := why_not(old, places.names()):
        return reason
    trail = [*_trail(moved, old)]
    if trail[-1] in trail[:-1]:
        return f"is a loop: {' → '.join(trail)}; let it end at a heading"
    node = places.find(trail[-1])
    if node is not None:
        return node
    near = get_close_matches(trail[-1], places.names(), n=1, cutoff=0.6)
    guess = f"write {near[0]!r}" if near else "write an id that it has"
    return f"nothing in this page has the id {trail[-1]!r}; {guess}"


def why_not(old: str, known: Container[str]) -> str:
    """Return why an old id cannot be an anchor; "" if it can.

    :param known: ids of the page
    """
    if not old or re.search(r"\s", old):
        return "an id has no spaces and is not empty; correct it"
    if old in known:
        return f"something in this page has the id {old!r} already; remove this entry"
    return ""


def _trail(moved: Mapping[str, str], old: str) -> Iterator[str]:
    """Yield an old id and what it leads to, up to the end or the first repetition."""
    seen = {old}
    yield old
    while old in moved:
        old = moved[old].removeprefix("#")
        yield old
        if old in seen:
            return
        seen.add(old)


def warn_of_entry(
    env: BuildEnvironment, docname: str, old: str, target: str, reason: str
) -> None:
    """Warn about an entry of the key that is not made.

    :param old: id
    :param target: as it is written
    :param reason: and what to do about it
    """
    warn_of_target(env, docname, old, target, f"{reason}. The entry is ignored")


def warn_of_target(
    env: BuildEnvironment, docname: str, old: str, target: str, reason: str
) -> None:
    """Warn about an entry that leads nowhere.

    :param old: id
    :param target: as it is written
    :param reason: and what to do about it
    """
    written = shorten(f"{old}: {target}")
    _warn(env, docname, f"{written!r}: {reason}")


def _warn(env: BuildEnvironment, docname: str, text: str) -> None:
    warn_key(
        env,
        docname,
        KEY,
        message=f"{KEY}: {text}.",
        type="permalinks",
        subtype="anchor",
    )

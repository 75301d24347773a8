"""The ids of a page's title, beside those that its author wrote.

docutils gives each id to the first element that asks for it. The title comes first: of
``title: Summer`` it makes ``summer``, and a target of that name further below gets an
automatic id, which no link knows. MyST gives the title ``summer`` a second time, as the
anchor that GitHub would make, even if HTML in the text has this id.

Here an id that the author wrote goes to what the author put it on, and the title gets
another one. Where nothing in the text has the id of the title, nothing changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from permalink_blog.core.untrusted.html_tags import find_tags

if TYPE_CHECKING:
    from collections.abc import Iterator


_NOT_WRITTEN = (nodes.footnote, nodes.citation)
"""What has a name that is no id: the label of a footnote."""
_SLUG = "slug"  # attribute of MyST's: the anchor that AddSlugIds adds


def release_ids(
    document: nodes.document, title: nodes.section, *, is_in_text: bool
) -> None:
    """Remove ids from the title that the author gave to another element.

    An element keeps the automatic id that it had.

    :param document: whose targets are noted, and propagated to what follows them
    :param title: the section that the whole page is
    :param is_in_text: the text begins with the title as a heading, which comes before
        HTML with the same id; of two, browsers take the first
    """
    for name, node in _targets(document, title):
        if name == title.get(_SLUG) and name not in document.ids:
            node["ids"].append(name)
            document.ids[name] = node
            _give_slug(document, title, node["ids"][0])
        node_id = nodes.make_id(name)
        if node_id in title["ids"] and not _is_explicit(document, title, node_id):
            _take(document, node_id, title)
            _give(document, node_id, node)
    if is_in_text:
        return
    in_html = _ids_in_html(document, {*title["ids"], title.get(_SLUG, "")})
    for node_id in sorted(in_html & {*title["ids"]}):
        if not _is_explicit(document, title, node_id):
            _take(document, node_id, title)
    if title.get(_SLUG) in in_html:
        _give_slug(document, title, title[_SLUG])


def _targets(
    document: nodes.document, title: nodes.section
) -> Iterator[tuple[str, nodes.Element]]:
    """Yield the names that an author gave to elements other than the title."""
    for name, is_explicit in document.nametypes.items():
        node = document.ids.get(document.nameids.get(name) or "")
        if not is_explicit or node is None or node is title:
            continue
        is_address = "refuri" in node  # of a link, whose text is its name
        is_object = node.tagname.startswith("desc_")
        if not (isinstance(node, _NOT_WRITTEN) or is_address or is_object):
            yield name, node


def _is_explicit(document: nodes.document, title: nodes.section, node_id: str) -> bool:
    """Return whether an id of the title is one that the author gave it."""
    return any(
        document.nametypes.get(name) and document.nameids.get(name) == node_id
        for name in title["names"]
    )


def _take(document: nodes.document, node_id: str, title: nodes.section) -> None:
    """Remove an id from the title; it gets an automatic one if it has no other."""
    title["ids"].remove(node_id)
    if not title["ids"]:
        names, title["names"] = title["names"], []  # no id is made of them again
        document.set_id(title)
        title["names"] = names
    del document.ids[node_id]
    for name, other in document.nameids.items():
        if other == node_id:
            document.nameids[name] = title["ids"][0]


def _give(document: nodes.document, node_id: str, node: nodes.Element) -> None:
    """Add an id to an element, before those that it has."""
    for name in node["names"]:
        if document.nameids.get(name) in node["ids"] and nodes.make_id(name) == node_id:
            document.nameids[name] = node_id
    node["ids"].insert(0, node_id)
    document.ids[node_id] = node


def _give_slug(document: nodes.document, title: nodes.section, node_id: str) -> None:
    """Point the anchor that MyST makes of the title to another element.

    Links to it are resolved by a table, also those of other documents.
    """
    slug = title.attributes.pop(_SLUG)
    slugs = getattr(document, "myst_slugs", {})
    if slug in slugs:
        line, _, text = slugs[slug]
        slugs[slug] = (line, node_id, text)


def _ids_in_html(document: nodes.document, wanted: set[str]) -> set[str]:
    """Return which ids elements in raw HTML have, or anchors as their names."""
    found = set()
    for raw in document.findall(nodes.raw):
        html = raw.astext()
        if "html" in raw.get("format", "").split() and any(x in html for x in wanted):
            for tag in find_tags(html):
                if not tag.is_end:
                    found.add(tag.attributes.get("id"))
                    found.add(tag.attributes.get("name") if tag.name == "a" else None)
    return wanted & found

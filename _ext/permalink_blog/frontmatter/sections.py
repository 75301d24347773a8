"""The title of a page: one top heading, with everything else below it."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.nodes import clean_astext

from permalink_blog.core.names import same_title
from permalink_blog.core.values import clean
from permalink_blog.frontmatter.title_ids import release_ids

if TYPE_CHECKING:
    from collections.abc import Sequence


# What stays above the page's section: not shown, or taken out again by Sphinx.
_HEAD = (
    nodes.docinfo,
    nodes.meta,
    nodes.decoration,
    nodes.comment,
    nodes.substitution_definition,
    nodes.system_message,
)
_NO_MATHJAX = {"tex2jax_ignore", "mathjax_ignore"}


def place_title(
    document: nodes.document, title: str, *, translation: str | None = None
) -> None:
    """Make a title the page's only top heading, as a layout of Jekyll's does.

    A first heading that says the same stays, with its markup and its targets.
    Other headings go one level down; ids and targets do not change, but for an id of
    the title that the author gave to something else.

    :param document: with its docinfo
    :param title: plain text, which is extracted for translation
    :param translation: plain text to show instead; *title* if there is none, ``None``
        if the document has no message catalog
    """
    head, body = _split(document)
    sections = [node for node in body if isinstance(node, nodes.section)]
    is_in_text = True
    if sections and _is_generated(sections[0]):
        root = sections[0]  # by myst_title_to_header
        is_in_text = len(sections) > 1 and _is_title(sections[1], title)
        if is_in_text:
            _absorb(document, root, sections[1])
            body.remove(sections[1])
        else:
            _write_title(root, title, translation)
    elif sections and _is_title(sections[0], title):
        root = sections[0]
    else:
        is_in_text = False
        root = _new_section(document, title, body)
        _write_title(root, title, translation)
        body = [root, *body]
    before, after = body[: body.index(root)], body[body.index(root) + 1 :]
    if _is_visible(before):
        root[1:1] = before
        before = []
    root.extend(after)
    document[:] = [*head, *before, root]
    release_ids(document, root, is_in_text=is_in_text)


def lacks_title(document: nodes.document) -> bool:
    """Return whether a document has no heading that is its title.

    The first heading is the title, unless text precedes it and a second heading of the
    same level follows.

    :param document: that was read
    """
    _, body = _split(document)
    sections = [node for node in body if isinstance(node, nodes.section)]
    if len(sections) < 2:
        return not sections
    return _is_visible(body[: body.index(sections[0])])


def page_title(document: nodes.document) -> str:
    """Return the text of the first top heading; "" without one.

    :param document: that was read
    """
    sections = (n for n in document.children if isinstance(n, nodes.section))
    section = next(sections, None)
    return heading(section) if section is not None else ""


def heading(section: nodes.section) -> str:
    """Return the text of a section's heading.

    :param section: of a document
    """
    titles = (node for node in section.children if isinstance(node, nodes.title))
    return clean(" ".join(clean_astext(node) for node in titles))


def _is_title(section: nodes.section, title: str) -> bool:
    """Return whether a heading, in its original language, is the title."""
    written = _title_of(section).rawsource
    return same_title(title, heading(section)) or same_title(title, written)


def _title_of(section: nodes.section) -> nodes.title:
    found = (node for node in section.children if isinstance(node, nodes.title))
    return next(found, nodes.title())


def _split(document: nodes.document) -> tuple[list[nodes.Node], list[nodes.Node]]:
    head = list(takewhile(lambda node: isinstance(node, _HEAD), document.children))
    return head, document.children[len(head) :]


def _is_visible(content: Sequence[nodes.Node]) -> bool:
    return any(not isinstance(node, nodes.Invisible) for node in content)


def _is_generated(section: nodes.section) -> bool:
    # The front matter begins on the first line: no author wrote a heading there.
    return section.line == 1


def _write_title(section: nodes.section, title: str, translation: str | None) -> None:
    """Write a title that MyST has read as Markdown, HTML in it and all, as text."""
    heading = _title_of(section)
    heading.rawsource = title  # the message that the gettext builder extracts
    heading[:] = [nodes.Text(title if translation is None else translation)]
    heading.attributes.pop("translated", None)  # as Sphinx notes of the Markdown
    if translation is not None:
        heading["translated"] = translation != title


def _new_section(
    document: nodes.document, title: str, body: Sequence[nodes.Node]
) -> nodes.section:
    heading = nodes.title(title, "", nodes.Text(title))
    section = nodes.section("", heading, names=[nodes.fully_normalize_name(title)])
    for node in (section, heading):
        node.source, node.line = document["source"], 1
    document.set_id(section)
    # Only the id is made of the title: a name would compete with those of headings.
    section["names"] = []
    # MyST keeps MathJax from its pages with classes of the top heading.
    headings = [node for node in body if isinstance(node, nodes.section)]
    if headings:
        section["classes"] = [c for c in headings[0]["classes"] if c in _NO_MATHJAX]
    return section


def _absorb(document: nodes.document, root: nodes.section, twin: nodes.section) -> None:
    """Move a section with the same heading into the page's section."""
    for attribute in ("ids", "names", "dupnames", "classes"):
        root[attribute] += [x for x in twin[attribute] if x not in root[attribute]]
    for node_id in twin["ids"]:
        document.ids[node_id] = root
    root.remove(root[0])
    root.insert(0, twin[0])
    root.extend(twin[1:])

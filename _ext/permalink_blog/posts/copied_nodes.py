"""Posts that ABlog repeats on other pages, and references to them.

Archives, feeds and ``postlist`` show copies of a post's nodes. What is relative to the
post's own page has to be found from there: ``{doc}`` roles, links to its headings and
footnotes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util import docname_join

from permalink_blog.core.fragments import is_page

if TYPE_CHECKING:
    from sphinx.application import Sphinx


_HOME = "ablog_docname"  # of the post that a repeated reference comes from


def anchor_label(app: Sphinx, doctree: nodes.document) -> None:
    """Add the anchor that ABlog's label for a post leads to (``doctree-read``)."""
    docname = app.env.docname
    if docname not in getattr(app.env, "ablog_posts", {}):
        return
    folder, _, label = docname.rpartition("/")
    if label == "index":  # ABlog names the post after its folder
        label = folder.rpartition("/")[2]
    target, anchor = app.env.domains.standard_domain.anonlabels.get(label, ("", ""))
    section = next(doctree.findall(nodes.section), None)
    if target == docname and section is not None and anchor not in doctree.ids:
        section["ids"].append(anchor)
        doctree.ids[anchor] = section


def fix_repeats(app: Sphinx, doctree: nodes.document) -> None:
    """Note where the references of a post come from (``doctree-read``)."""
    docname = app.env.docname
    for post in getattr(app.env, "ablog_posts", {}).get(docname, ()):
        for node in post["excerpt"]:
            fix_excerpt(node)
        for tree in (post["doctree"], *post["excerpt"]):
            link_home(tree, docname)


def fix_excerpt(excerpt: nodes.Element) -> None:
    """Leave ids to the post itself, and footnotes on its page."""
    for footnote in list(excerpt.findall(nodes.footnote_reference)):
        link = nodes.reference("", "", *footnote.children)
        link["refid"] = footnote.get("refid")
        footnote.replace_self(nodes.superscript("", "", link) if link["refid"] else [])
    for node in excerpt.findall(nodes.Element):
        node["ids"] = []


def link_home(tree: nodes.Element, docname: str) -> None:
    """Note in a copy of a post's nodes where its references come from."""
    for xref in tree.findall(addnodes.pending_xref):
        if (xref.get("refdomain"), xref.get("reftype")) == ("std", "doc"):
            xref["reftarget"] = "/" + docname_join(docname, xref["reftarget"])
    for link in tree.findall(nodes.reference):
        if link.get("refid"):
            link[_HOME] = docname


def link_repeats(app: Sphinx, doctree: nodes.Element, docname: str) -> None:
    """Link to the post's page what is an anchor there (``doctree-resolved``).

    And choose its images, as Sphinx does for the post itself when it writes that, which
    an incremental build does not do again.
    """
    if app.builder.format != "html":
        return
    if not is_page(doctree):  # made for an archive or a feed
        app.builder.post_process_images(doctree)
    for link in doctree.findall(nodes.reference):
        home = link.attributes.pop(_HOME, None)
        if home is not None and home != docname:
            uri = app.builder.get_relative_uri(docname, home)
            link["refuri"] = f"{uri}#{link.attributes.pop('refid')}"
            link["internal"] = True

"""The excerpts of posts, as feeds have them: text, and HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import html as lxml_html
from sphinx import addnodes

from blog_scaling.pages import pages_of
from jekyll_frontmatter.fragments import fragment_of

if TYPE_CHECKING:
    from ablog.blog import Post
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder


def known_excerpt(app: Sphinx, post: Post) -> tuple[str, str] | None:
    """Give a post's excerpt as ``blog_scaling`` has it: references resolved once.

    :returns: HTML with links relative to the post's page, and text; ``None`` if that
        extension is not there
    """
    pages = pages_of(app)
    html = pages and pages.store.html(post.docname, post.order, post.docname)
    if not html:
        return None
    if post.options.get("excerpt_refers") is False:
        return html, str(post.options["summary"])
    tree = lxml_html.fragment_fromstring(html)
    for footnote in tree.xpath(".//sup[a]"):
        footnote.drop_tree()
    return html, " ".join(tree.text_content().split())


def resolve_excerpt(
    app: Sphinx,
    builder: StandaloneHTMLBuilder,
    post: Post,
    page: nodes.document,
    *,
    only_text: bool,
) -> nodes.document:
    """Make a document of a post's excerpt, its references resolved.

    Call it while the post's page is made: links are relative to that.

    :param page: the document of that page
    :param only_text: it will not be rendered
    """
    document = fragment_of(page, [node.deepcopy() for node in post.excerpt])
    references = list(document.findall(addnodes.pending_xref))
    for reference in references:
        reference["refdoc"] = post.docname
    if only_text and not references:
        return document
    app.env.resolve_references(document, post.docname, builder)
    return document


def excerpt_html(builder: StandaloneHTMLBuilder, document: nodes.document) -> str:
    """Render a resolved excerpt."""
    builder.post_process_images(document)
    visitor: Any = builder.create_translator(document, builder)
    document.walkabout(visitor)
    return "".join(visitor.fragment)

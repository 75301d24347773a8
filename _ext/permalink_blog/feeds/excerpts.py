"""The excerpts of posts, as feeds have them in HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from permalink_blog.incremental.pages import pages_of

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

    from permalink_blog.posts.blog import Post


def known_excerpt(app: Sphinx, post: Post) -> str | None:
    """Return a post's excerpt as ``incremental`` has it: references resolved once.

    :returns: HTML with links relative to the post's page; ``None`` if that extension is
        not there
    """
    pages = pages_of(app)
    return pages.store.html(post.docname, post.order, post.docname) if pages else None


def excerpt_html(builder: StandaloneHTMLBuilder, document: nodes.document) -> str:
    """Return the HTML of an excerpt.

    :param document: made of the excerpt, with resolved references
    """
    builder.post_process_images(document)
    visitor: Any = builder.create_translator(document, builder)
    document.walkabout(visitor)
    return "".join(visitor.fragment)

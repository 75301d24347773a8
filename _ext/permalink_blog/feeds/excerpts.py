"""The excerpts of posts, as feeds have them in HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from permalink_blog.incremental.pages import pages_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from permalink_blog.posts.blog import Post


def known_excerpt(app: Sphinx, post: Post) -> str | None:
    """Return a post's excerpt as ``incremental`` has it: references resolved once.

    :returns: HTML with links relative to the post's page; ``None`` if that extension is
        not there
    """
    pages = pages_of(app)
    return pages.store.html(post.docname, post.order, post.docname) if pages else None

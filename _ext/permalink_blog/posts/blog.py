"""ABlog's names, for every other package.

Only this package and :mod:`permalink_blog.upstream` import ``ablog``; all others import
from here, so that one place shows what we use of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ablog import builder_support
from ablog.blog import Blog, Catalog, Collection, Post, slugify
from ablog.post import (
    PostDirective,
    PostList,
    PostListDirective,
    PostNode,
    UpdateDirective,
    UpdateNode,
    generate_archive_pages,
    generate_atom_feeds,
    register_posts,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx


__all__ = [
    "Blog",
    "Catalog",
    "Collection",
    "Post",
    "PostDirective",
    "PostList",
    "PostListDirective",
    "PostNode",
    "UpdateDirective",
    "UpdateNode",
    "blog_of",
    "builder_support",
    "generate_archive_pages",
    "generate_atom_feeds",
    "register_posts",
    "slugify",
]


def blog_of(app: Sphinx) -> Blog:
    """Return the blog of a build, with its posts; call it when all are read.

    They are registered when this is called first. Where
    :mod:`permalink_blog.posts.registry` has registered them, they stay as they are.
    """
    blog = Blog(app)
    if not blog.posts._posts and not blog.drafts._posts:
        register_posts(app)
    return blog

"""ABlog's names, for every other package.

Only this package and :mod:`permalink_blog.upstream` import ``ablog``; all others import
from here, so that one place shows what we use of it.
"""

from __future__ import annotations

from ablog import builder_support, get_html_templates_path
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
    "builder_support",
    "generate_archive_pages",
    "generate_atom_feeds",
    "get_html_templates_path",
    "register_posts",
    "slugify",
]

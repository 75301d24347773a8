"""ABlog's posts and lists of posts, whatever authors write.

A mistake costs one message with file and line, and the rest is published:

- options of the directives ``post``, ``postlist`` and ``update`` (:mod:`.options`,
  :mod:`.directives`)
- what would end the build when posts are registered (:mod:`.checks`)
- lists of labels that no post has (:mod:`.postlists`)
- ``blog_path`` (:mod:`.blog_path`)

An excerpt ends at ``<!--more-->`` (:mod:`.excerpts`), and toctrees may have archives
(:mod:`.toctrees`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ablog.blog import Blog

from blog_posts.blog_path import normalize_blog_path, place_at_root
from blog_posts.checks import CheckPosts, HideInvalidFields
from blog_posts.directives import CheckedPost, CheckedPostList, CheckedUpdate
from blog_posts.excerpts import (
    SEPARATOR,
    FindOwnExcerpts,
    MarkExcerptEnds,
    end_excerpts,
)
from blog_posts.postlists import empty_unknown
from blog_posts.toctrees import add_archives_to_toctrees
from jekyll_frontmatter.timezone import add_timezone

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def _make_blog(app: Sphinx) -> None:
    """Make the blog of this build (``builder-inited``)."""
    place_at_root(Blog(app), app.config.root_doc)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    app.setup_extension("ablog")
    add_timezone(app)
    app.connect("config-inited", normalize_blog_path, priority=100)
    app.connect("builder-inited", _make_blog)
    app.add_directive("post", CheckedPost, override=True)
    app.add_directive("postlist", CheckedPostList, override=True)
    app.add_directive("update", CheckedUpdate, override=True)
    app.add_transform(HideInvalidFields)
    app.add_transform(CheckPosts)
    app.add_config_value(SEPARATOR, "<!--more-->", "env", types=(str,))
    app.add_transform(MarkExcerptEnds)
    app.add_transform(FindOwnExcerpts)
    # ABlog is at 500, and blog_scaling finds out at 550 what excerpts are made of
    app.connect("doctree-read", end_excerpts, priority=540)
    app.connect("doctree-resolved", empty_unknown, priority=300)
    add_archives_to_toctrees(app)
    return {
        "version": "0.1.0",
        "env_version": 2,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }

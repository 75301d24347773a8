"""ABlog's directives with checked options, and the end of excerpts.

A mistake costs one message with file and line, and the rest is published:

- options of the directives ``post``, ``postlist`` and ``update`` (:mod:`.options`,
  :mod:`.directives`)
- what would end the build when posts are registered (:mod:`.checks`)
- lists of labels that no post has (:mod:`.postlists`)
- ``blog_path`` (:mod:`.blog_path`)

An excerpt ends at ``<!--more-->`` (:mod:`.excerpts`), and toctrees may have archives
(:mod:`permalink_blog.posts.toctrees`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from permalink_blog.core.priorities import ConfigInited, DoctreeRead, DoctreeResolved
from permalink_blog.core.stored_front_matter import add_front_matter
from permalink_blog.core.timezone import add_timezone
from permalink_blog.core.version import extension_metadata
from permalink_blog.directives.blog_path import normalize_blog_path
from permalink_blog.directives.checks import CheckPosts, HideInvalidFields
from permalink_blog.directives.directives import (
    CheckedPost,
    CheckedPostList,
    CheckedUpdate,
)
from permalink_blog.directives.excerpts import (
    SEPARATOR,
    FindOwnExcerpts,
    MarkExcerptEnds,
    end_excerpts,
)
from permalink_blog.directives.postlists import empty_unknown
from permalink_blog.posts.blog import Blog
from permalink_blog.posts.registry import place_at_root
from permalink_blog.posts.toctrees import add_archives_to_toctrees

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
    app.connect(
        "config-inited", normalize_blog_path, priority=ConfigInited.BEFORE_CHECKS
    )
    add_front_matter(app)
    app.connect("builder-inited", _make_blog)
    app.add_directive("post", CheckedPost, override=True)
    app.add_directive("postlist", CheckedPostList, override=True)
    app.add_directive("update", CheckedUpdate, override=True)
    app.add_transform(HideInvalidFields)
    app.add_transform(CheckPosts)
    app.add_config_value(SEPARATOR, "<!--more-->", "env", types=(str,))
    app.add_transform(MarkExcerptEnds)
    app.add_transform(FindOwnExcerpts)
    app.connect("doctree-read", end_excerpts, priority=DoctreeRead.EXCERPTS)
    app.connect(
        "doctree-resolved", empty_unknown, priority=DoctreeResolved.UNKNOWN_LABELS
    )
    add_archives_to_toctrees(app)
    return extension_metadata(env_version=2)

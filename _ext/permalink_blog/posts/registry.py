"""The blog of one build, the same in whichever order its documents were read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ablog import post as ablog_post
from ablog.blog import Blog

from permalink_blog.core.local_dates import local_date
from permalink_blog.core.priorities import DoctreeRead, EnvUpdated
from permalink_blog.core.timezone import add_timezone
from permalink_blog.posts.index_labels import add_index_labels
from permalink_blog.posts.lazy_documents import (
    LazyDocument,
    LazyExcerpt,
    lighten_posts,
    mark_excerpts,
    merge_posts,
    purge_posts,
)
from permalink_blog.posts.nodes import known_keys
from permalink_blog.posts.ref_labels import add_labels, drop_labels, keep_labels
from permalink_blog.upstream.ablog import (
    PARALLEL_READING,
    PURGE,
    TOMORROW,
)
from permalink_blog.upstream.apply import is_on, use
from permalink_blog.upstream.listeners import disconnect
from permalink_blog.upstream.python import LOCALE
from permalink_blog.upstream.sphinx.lazy_tocs import LAZY_TOCS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


_NAMED = ("author", "language", "location")


def register_posts(app: Sphinx) -> Blog:
    """Rebuild ABlog's registry from the posts of the environment.

    ABlog keeps one for the whole process and fills it while documents are read, so what
    it knows depends on what this build has read, and in which worker.
    """
    Blog._dict.clear()
    blog = Blog(app)
    place_at_root(blog, app.config.root_doc)
    posts = getattr(app.env, "ablog_posts", {})
    add_index_labels(app, blog, posts)
    language = app.config.language
    for docname in sorted(posts):
        for post in posts[docname]:
            for stored in (post["excerpt"], post["doctree"]):
                if isinstance(stored, LazyDocument | LazyExcerpt):
                    stored.bind(app.env, app.tags)
            dates = {
                key: local_date(post[key], language)
                for key in ("date", "update")
                if post[key] is not None
            }
            blog.register(docname, {**post, **dates, **_known_labels(app, post)})
    return blog


def _known_labels(app: Sphinx, post: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the labels that ``conf.py`` names, by their keys: one author, one page."""
    return {
        kind: known_keys(post[kind], app.config[f"blog_{kind}s"]) for kind in _NAMED
    }


def place_at_root(blog: Blog, root_doc: str) -> None:
    """Rename the archives of a blog that is at the root of its site.

    The list of all posts would be the home page, which is a document and stays.

    :param blog: that has just been made
    :param root_doc: as in ``conf.py``
    """
    if blog.blog_path:
        return
    blog.archive.docname = "archive"
    blog.posts._path = root_doc
    blog.references["blog-archives"] = ("archive", "Archives")
    blog.references["blog-posts"] = (root_doc, "Posts")


def settle_posts(app: Sphinx, env: BuildEnvironment) -> None:
    """Make the blog of what was read (``env-updated``, before anyone asks for it)."""
    add_labels(env)
    register_posts(app)


def connect_posts(app: Sphinx) -> None:
    """Keep posts without copies of their documents, safe for parallel reading."""
    if is_on(app, PURGE):
        disconnect(app, "env-purge-doc", ablog_post.purge_posts)
        app.connect("env-purge-doc", purge_posts)
    app.connect("env-before-read-docs", drop_labels)
    use(app, LAZY_TOCS)
    app.connect("doctree-read", keep_labels, priority=DoctreeRead.BEFORE_ABLOG)
    app.connect("doctree-read", mark_excerpts, priority=DoctreeRead.MARKS)
    app.connect("doctree-read", lighten_posts, priority=DoctreeRead.NODES_DROPPED)
    app.connect("env-merge-info", merge_posts)
    app.connect("env-updated", settle_posts, priority=EnvUpdated.POSTS)
    add_timezone(app)
    use(app, LOCALE, TOMORROW, PARALLEL_READING)

"""The blog of one build, the same in whichever order its documents were read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ablog.blog import Blog

from blog_languages.dates import local_date
from blog_posts.blog_path import place_at_root
from blog_scaling.index_labels import add_index_labels
from blog_scaling.light_posts import Document, Excerpt
from jekyll_frontmatter.posts import known_keys

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx

_NAMED = ("author", "language", "location")


def register_posts(app: Sphinx) -> Blog:
    """Make ABlog's registry anew from the posts of the environment.

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
                if isinstance(stored, Document | Excerpt):
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

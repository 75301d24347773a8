"""ABlog's posts and lists in the language of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.locale import _

from permalink_blog.core.local_dates import LocalDate, local_date, usual_format

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from permalink_blog.posts.blog import Blog, Post


# What ABlog calls them where a reference has no text of its own.
_NAMES = {
    "blog-archives": "Archives",
    "blog-authors": "Authors",
    "blog-categories": "Categories",
    "blog-drafts": "Drafts",
    "blog-languages": "Languages",
    "blog-locations": "Locations",
    "blog-posts": "Posts",
    "blog-tags": "Tags",
}


def follow_language(app: Sphinx, config: Config) -> None:
    """Write dates as the language does, if nobody says how (``config-inited``)."""
    for name in ("post_date_format", "post_date_format_short"):
        if name in config and isinstance(config[name], str):
            setattr(config, name, usual_format(config[name], config.language))


def localize_blog(app: Sphinx, env: BuildEnvironment) -> None:
    """Set the language of posts and translate the names of lists (``env-updated``).

    After ``permalink_blog.incremental``, if that is there, which makes ABlog's registry
    again.
    """
    from permalink_blog.posts.blog import blog_of

    blog = blog_of(app)
    for collection in (blog.posts, blog.drafts):
        for post in collection._posts.values():
            _localize_post(post, app.config.language)
    _localize_names(blog)


def _localize_post(post: Post, language: str) -> None:
    for name in ("date", "update"):
        date = getattr(post, name)
        if date is not None and not isinstance(date, LocalDate):
            setattr(post, name, local_date(date, language))
    post.lang = post.options.get("lang", "")


def _localize_names(blog: Blog) -> None:
    for key, name in _NAMES.items():
        docname, before = blog.references[key]
        if before == name:
            blog.references[key] = (docname, str(_(name)))
    docname, before = blog.references["blog-feed"]
    if before == f"{blog.blog_title} Feed":
        blog.references["blog-feed"] = (docname, str(_("%s Feed")) % blog.blog_title)
    blog.posts.name = str(_("Posts"))
    blog.drafts.name = str(_("Drafts"))

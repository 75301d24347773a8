"""Which feeds there are, from ABlog's blog; :mod:`.entries` has what is in them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from sphinx.locale import get_translation

if TYPE_CHECKING:
    from sphinx.config import Config

    from permalink_blog.feeds.urls import FeedUrls
    from permalink_blog.posts.blog import Blog, Catalog, Post


_ = get_translation("sphinx")  # ABlog adds its messages to Sphinx's

HEADERS = {
    "author": "Posts by",
    "location": "Posts from",
    "language": "Posts in",
    "category": "Posts in",
    "archive": "Posted in",
    "tags": "Posts tagged",
}
"""The catalogs whose collections can have feeds, and ABlog's headers of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A collection of posts that has feeds.

    :param path: of its page, and the folder of its feeds: "blog", "blog/tag/python"
    :param page_url: of the page that shows the posts
    :param posts: newest first, no more than a feed has
    """

    path: str
    title: str
    page_url: str
    posts: tuple[Post, ...]
    is_main: bool = False


def channels(blog: Blog, config: Config, urls: FeedUrls) -> list[Channel]:
    """List what has feeds: the blog first."""
    length = blog.blog_feed_length or None
    main = Channel(
        path=blog.blog_path,
        title=blog.blog_title,
        page_url=blog.blog_baseurl,
        posts=tuple(islice(blog.posts, length)),
        is_main=True,
    )
    found = [main]
    for name, header in HEADERS.items():
        if blog.blog_feed_archives or name in config.blog_feed_labels:
            newest = _newest(blog, name, length)
            for path, label in _labels(blog, name).items():
                channel = Channel(
                    path=path,
                    title=f"{blog.blog_title} - {_(header)} {label}",
                    page_url=urls.page(path),
                    posts=tuple(newest[path]),
                )
                found.append(channel)
    return found


def _labels(blog: Blog, name: str) -> dict[str, str]:
    """Return the pages of a catalog with the label of each.

    Labels that differ in case alone ("Python", "python") have one page.
    """
    catalog: Catalog = blog.archive if name == "archive" else blog.catalogs[name]
    labels: dict[str, str] = {}
    for collection in catalog:
        if len(collection):
            before = labels.get(collection.path)
            label = str(collection)
            labels[collection.path] = f"{before}, {label}" if before else label
    return labels


def _newest(blog: Blog, name: str, length: int | None) -> dict[str, list[Post]]:
    """Return the newest posts of each page of a catalog, sorting the posts once."""
    newest: dict[str, list[Post]] = {}
    for post in blog.posts:
        labels = [post.archive] if name == "archive" else getattr(post, name) or ()
        for path in {label.path for label in labels}:
            posts = newest.setdefault(path, [])
            if length is None or len(posts) < length:
                posts.append(post)
    return newest

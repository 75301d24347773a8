"""The plan of a build's feeds, made when all documents are read."""

from __future__ import annotations

import hashlib
import posixpath
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from permalink_blog.core.build import build_of
from permalink_blog.feeds.also_at import KEY, copies_of
from permalink_blog.feeds.bodies import VERSION, KeptPosts
from permalink_blog.feeds.collect import Channel, channels
from permalink_blog.feeds.discovery import ATOM_TYPE, JSON_TYPE, FeedLink
from permalink_blog.feeds.record import FeedRecord, read_record
from permalink_blog.feeds.urls import FeedUrls
from permalink_blog.posts.blog import blog_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

    from permalink_blog.core.store import Store
    from permalink_blog.posts.blog import Blog, Post


_ATOM_ROOT = "atom"
_JSON_FILE = "feed.json"


def main_root(blog: Blog) -> str:
    """Return the name of the main Atom file without ".xml"; "" without one."""
    roots = blog.blog_feed_templates
    return _ATOM_ROOT if _ATOM_ROOT in roots else next(iter(roots), "")


def atom_file(folder: str, root: str) -> str:
    """Return the path of an Atom feed, relative to the output folder.

    :param folder: of the channel
    :param root: name without ".xml"
    """
    return posixpath.normpath(posixpath.join(folder, f"{root}.xml"))


def json_file(folder: str) -> str:
    """Return the path of a JSON Feed, relative to the output folder.

    :param folder: of the channel
    """
    return posixpath.normpath(posixpath.join(folder, _JSON_FILE))


def feed_files(folder: str, blog: Blog) -> list[str]:
    """Return the paths of a channel's feeds, relative to the output folder.

    :param folder: of the channel
    """
    roots = blog.blog_feed_templates
    return [*(atom_file(folder, root) for root in roots), json_file(folder)]


@dataclass(frozen=True)
class FeedPlan:
    """The feeds of a build, and what is known of the last one.

    :param store: what the last build left
    :param channels: what has feeds, the blog first; none without ``blog_baseurl``
    :param needed: docname to those of its posts that are in a feed
    :param copies: old path to that of a feed which is written there, too
    :param problems: with the setting that asks for those
    """

    builder: StandaloneHTMLBuilder
    store: Store
    blog: Blog
    urls: FeedUrls
    channels: tuple[Channel, ...]
    needed: dict[str, list[Post]]
    copies: dict[str, str]
    problems: list[str]

    @classmethod
    def of(cls, app: Sphinx, builder: StandaloneHTMLBuilder) -> FeedPlan:
        """Make the plan of a build."""
        blog = blog_of(app)
        urls = FeedUrls(builder, blog.blog_baseurl or "")
        found = tuple(channels(blog, app.config, urls) if urls.base_url else ())
        places = {
            (post.docname, post.section): post
            for channel in found
            for post in channel.posts
        }
        needed: dict[str, list[Post]] = {}
        for (docname, _section), post in places.items():
            needed.setdefault(docname, []).append(post)
        feeds = {path for channel in found for path in feed_files(channel.path, blog)}
        copies, problems = copies_of(app.config[KEY], feeds)
        store = build_of(app).doctrees
        return cls(builder, store, blog, urls, found, needed, copies, problems)

    @cached_property
    def posts(self) -> frozenset[str]:
        """The documents with a post, whether it is in a feed or not."""
        return frozenset(post.docname for post in self.blog.posts)

    @cached_property
    def folder(self) -> Path:
        """Return the folder in which texts are kept between builds."""
        return Path(self.builder.doctreedir, "blog_feeds", self.builder.name)

    @cached_property
    def kept(self) -> KeptPosts:
        """The contents of posts."""
        return KeptPosts(self.folder / "posts")

    @cached_property
    def last(self) -> FeedRecord | None:
        """Return the record of the last build, or ``None``."""
        return read_record(self.store, self.builder.name)

    @cached_property
    def settings(self) -> str:
        """A digest of what all contents depend on."""
        settings = (VERSION, self.blog.blog_feed_fulltext, self.urls.base_url)
        return hashlib.sha256(repr(settings).encode()).hexdigest()[:16]

    @cached_property
    def by_path(self) -> dict[str, Channel]:
        """The channels by the paths of their pages."""
        return {channel.path: channel for channel in self.channels}

    def missing(self) -> list[str]:
        """Return the documents whose pages must be written for their texts."""
        last = self.last
        if last is None or last.settings != self.settings:
            self.kept.forget_all()
            last = FeedRecord()
        return sorted(
            docname
            for docname in self.needed
            if docname not in last.without and self.kept.stamp(docname) is None
        )

    def links(self, channel: Channel) -> list[FeedLink]:
        """List the feeds of a channel that readers are led to."""
        root = main_root(self.blog)
        links = [FeedLink(channel.title, quote(json_file(channel.path)), JSON_TYPE)]
        if root:
            path = quote(atom_file(channel.path, root))
            links.insert(0, FeedLink(channel.title, path, ATOM_TYPE))
        return links

"""Writing the feeds: those whose posts have changed, and no other."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util import logging

from permalink_blog.core.build import build_of
from permalink_blog.core.files import (
    is_inside,
    remove_leftover_temporaries,
    write_if_different,
)
from permalink_blog.feeds.atom import atom
from permalink_blog.feeds.bodies import VERSION, FeedText
from permalink_blog.feeds.discovery import JSON_TYPE
from permalink_blog.feeds.entries import Entries, feed_author
from permalink_blog.feeds.files import feeds_below, is_feed_of_ours, remove_feed
from permalink_blog.feeds.json_feed import json_feed
from permalink_blog.feeds.model import Feed, FeedEntry
from permalink_blog.feeds.plan import atom_file, json_file, main_root
from permalink_blog.feeds.record import FeedRecord, Written, stamp_of, write_record
from permalink_blog.feeds.templates import EntryTemplates
from permalink_blog.posts.summaries import summary_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx

    from permalink_blog.feeds.collect import Channel
    from permalink_blog.feeds.plan import FeedPlan
    from permalink_blog.posts.blog import Post


logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _File:
    """A feed to write.

    :param path: relative to the output folder
    :param feed: without its entries
    """

    path: str
    channel: Channel
    feed: Feed
    templates: EntryTemplates
    render: Callable[[Feed], bytes]


class FeedWriter:
    """Writes the feeds of one build."""

    def __init__(self, app: Sphinx, plan: FeedPlan) -> None:
        self._app, self._plan = app, plan
        self._addresses = build_of(app).addresses
        self._outdir = Path(app.outdir)
        self._entries = Entries(plan.blog, app.env, plan.urls)
        self._stamps = {docname: plan.kept.stamp(docname) for docname in plan.needed}
        self._prints: dict[tuple[str, str], str] = {}

    def write(self) -> frozenset[str]:
        """Write feeds, and remove those that are no more.

        :returns: the files of all feeds, relative to the output folder
        """
        files = {file.path: file for file in self._files()}
        for old, path in self._plan.copies.items():
            files[old] = replace(files[path], path=old)
        digests = {path: self._digest(file) for path, file in files.items()}
        last = self._plan.last or FeedRecord()
        known = dict.fromkeys(files, Written())
        for path, digest in digests.items():
            as_it_is = Written(digest=digest, stamp=stamp_of(self._outdir / path))
            if digest and last.feeds.get(path) == as_it_is:
                known[path] = as_it_is
        stale = self._stale() - files.keys()
        remove_leftover_temporaries(
            self._outdir, (path for path, made in last.feeds.items() if not made.digest)
        )
        if not known.keys() <= last.feeds.keys():
            # What a build that is killed now has made, the next one has to know.
            self._remember({**dict.fromkeys(stale, Written()), **known})
        for path, file in files.items():
            if known[path].stamp is None:
                known[path] = self._write(file, digests[path])
        for path in sorted(stale):
            self._remove(path)
        written = {path: made for path, made in known.items() if made.stamp}
        self._remember(written)
        if self._addresses:
            for path in written.keys() & self._plan.copies.keys():
                self._addresses.keep_file(path)
        return frozenset(files)

    def _files(self) -> Iterator[_File]:
        blog = self._plan.blog
        for channel in self._plan.channels:
            main = main_root(blog)
            for root, sources in blog.blog_feed_templates.items():
                path = atom_file(channel.path, root)
                # The blog's own feed has the id that ABlog gave it.
                keeps_id = channel.is_main and root == main
                feed = self._feed(channel, path, blog.blog_baseurl if keeps_id else "")
                yield _File(path, channel, feed, EntryTemplates(root, sources), atom)
            path = json_file(channel.path)
            templates = EntryTemplates(main, blog.blog_feed_templates.get(main, {}))
            feed = self._feed(channel, path, "")
            yield _File(path, channel, feed, templates, json_feed)

    def _feed(self, channel: Channel, path: str, feed_id: str) -> Feed:
        config, urls = self._app.config, self._plan.urls
        url = urls.file(path)
        return Feed(
            id=feed_id or url,
            url=url,
            page_url=channel.page_url,
            title=channel.title,
            author=feed_author(config),
            subtitle=self._plan.blog.blog_feed_subtitle or "",
            language=(config.language or "").replace("_", "-"),
            license=config.blog_license,
            others=((JSON_TYPE, urls.file(json_file(channel.path))),),
        )

    def _digest(self, file: _File) -> str:
        """Make a digest of all that a feed is made of, without making it.

        :returns: "" if nobody knows: a template may use anything
        """
        if file.templates:
            return ""
        titles = bool(self._plan.blog.blog_feed_titles)
        parts = [f"{VERSION} {titles} {file.feed!r}"]
        parts += [self._fingerprint(post) for post in file.channel.posts]
        return hashlib.sha256("\n".join(parts).encode(errors="replace")).hexdigest()

    def _fingerprint(self, post: Post) -> str:
        place = (post.docname, post.section)
        if place not in self._prints:
            version = self._stamps[post.docname]
            read = self._app.env.all_docs[post.docname] if version is None else 0
            self._prints[place] = f"{self._entries.entry(post)!r} {version} {read}"
        return self._prints[place]

    def _write(self, file: _File, digest: str) -> Written:
        path = self._outdir / file.path
        taken = path.exists() and not self._is_ours(file.path)
        if taken or not is_inside(path, self._outdir):
            reason = (
                "something else is there, a page or a file of html_extra_path"
                if taken
                else "it would be outside the output folder"
            )
            self._warn(file.path, reason, "move one of them")
            return Written()
        entries = tuple(self._entry(file, post) for post in file.channel.posts)
        write_if_different(path, file.render(replace(file.feed, entries=entries)))
        return Written(digest=digest, stamp=stamp_of(path))

    def _is_ours(self, path: str) -> bool:
        """Return whether a feed may replace a file."""
        if is_feed_of_ours(self._outdir / path):
            return True
        # A redirect that an old path had before it became a feed: of this build there
        # can be none, as the plan of permalinks knows the path.
        return (
            path in self._plan.copies
            and self._addresses is not None
            and self._addresses.is_left_over(path)
        )

    def _entry(self, file: _File, post: Post) -> FeedEntry:
        text = self._plan.kept.text(post.docname, post.section)
        if text is None:  # a page that shows no post, such as a redirect
            text = FeedText(summary=self._summary(post))
        entry = replace(
            self._entries.entry(post),
            summary=text.summary,
            content="" if self._plan.blog.blog_feed_titles else text.content,
        )
        if file.templates:
            return file.templates.apply(entry, self._template_context(file, post))
        return entry

    def _summary(self, post: Post) -> str:
        env, builder = self._app.env, self._plan.builder
        page = env.get_doctree(post.docname)
        return summary_of(self._app, builder, post.options, page)

    def _template_context(self, file: _File, post: Post) -> dict[str, Any]:
        """Return the context of entry templates: ABlog's, without its generator."""
        blog = self._plan.blog
        return {
            "app": self._app,
            "blog": blog,
            "base_url": blog.blog_baseurl,
            "feed_fulltext": blog.blog_feed_fulltext,
            "feed_length": blog.blog_feed_length,
            "feed_path": str(self._outdir / file.path),
            "feed_posts": file.channel.posts,
            "feed_title": file.feed.title,
            "feed_url": file.feed.url,
            "pagename": file.channel.path,
            "post": post,
            "post_url": self._plan.urls.post(post),
        }

    def _stale(self) -> set[str]:
        """Return the feeds of the last build."""
        if self._plan.last is not None:
            return set(self._plan.last.feeds)
        folder = self._outdir / (self._plan.blog.blog_path or "")
        if not is_inside(folder, self._outdir):
            return set()
        return {
            path.relative_to(self._outdir).as_posix() for path in feeds_below(folder)
        }

    def _remove(self, path: str) -> None:
        try:
            remove_feed(self._outdir / path, self._outdir)
        except OSError as error:
            self._warn(path, str(error), "remove it by hand", what="not removed")

    def _remember(self, feeds: dict[str, Written]) -> None:
        plan = self._plan
        without = (name for name in plan.needed if plan.kept.stamp(name) is None)
        record = FeedRecord(
            settings=plan.settings,
            feeds=feeds,
            copies=plan.copies,
            without=frozenset(without),
        )
        write_record(plan.store, plan.builder.name, record)

    def _warn(
        self, path: str, reason: str, remedy: str, *, what: str = "not written"
    ) -> None:
        logger.warning(
            "the feed %s is %s: %s; %s",
            path,
            what,
            reason,
            remedy,
            type="blog_feeds",
            subtype="file",
        )

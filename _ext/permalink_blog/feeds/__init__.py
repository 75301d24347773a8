"""Atom and JSON feeds of the blog, its tags and categories, in place of ABlog's.

Atom (RFC 4287) at the paths where ABlog has it, and JSON Feed beside it, for the blog
and for its tags and categories. Links in them are absolute, ids permanent, dates those
of the posts; a feed is written when what it shows has changed. Usable with stock ABlog
and any theme.

The way of a post into a feed:

1. all is read: which posts are in feeds (:mod:`.plan`, :mod:`.collect`)
2. its page is written: what that shows is kept (:mod:`.texts`, :mod:`.content`,
   :mod:`.bodies`)
3. all pages are written: feeds are made of it (:mod:`.writing`, :mod:`.entries`,
   :mod:`.atom`, :mod:`.json_feed`)
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.locale import _
from sphinx.util import logging

from permalink_blog.core.events import (
    OWNED_FILES,
    TAKEN_FILES,
    UNFINISHED,
    add_generated_pages_event,
)
from permalink_blog.core.priorities import (
    EnvUpdated,
    HtmlCollectPages,
    HtmlPageContext,
    MissingReference,
)
from permalink_blog.core.scholarly import add_scholarly_settings
from permalink_blog.core.stored_front_matter import add_front_matter
from permalink_blog.core.timezone import add_timezone
from permalink_blog.core.version import extension_metadata
from permalink_blog.feeds.also_at import KEY, check_old_paths, read_old_paths, warn
from permalink_blog.feeds.collect import HEADERS
from permalink_blog.feeds.discovery import add_feed_links, as_website, feed_reference
from permalink_blog.feeds.plan import FeedPlan, atom_file, json_file, main_root
from permalink_blog.feeds.urls import FeedUrls
from permalink_blog.posts.blog import generate_atom_feeds
from permalink_blog.upstream.ablog import FEEDS
from permalink_blog.upstream.apply import is_on, use
from permalink_blog.upstream.listeners import disconnect
from permalink_blog.upstream.sphinx.page_head import PAGE_HEAD

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata


logger = logging.getLogger(__name__)


class Feeds:
    """The feeds of an application, through its events."""

    def __init__(self) -> None:
        self._plan: FeedPlan | None = None
        self._files: frozenset[str] = frozenset()

    def plan(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Plan the feeds of this build (``env-updated``, when permalinks are known).

        :returns: documents to write again, since their texts for feeds are missing
        """
        builder = as_website(app.builder)
        self._plan = FeedPlan.of(app, builder) if builder else None
        warn(self._plan.problems if self._plan else ())
        return self._plan.missing() if self._plan else []

    def add_to_context(
        self,
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Add the feeds to the context of templates (``html-page-context``)."""
        plan = self._plan
        if plan is None or not plan.channels:
            if "feed_path" in context:  # ABlog's, of a feed that there is not
                add_feed_links(context, ())
            return
        main, *_ = plan.channels
        root = main_root(plan.blog)
        path = getattr(context.get("collection"), "path", None)
        own = plan.by_path.get(path) if path else None
        channel = own or main
        add_feed_links(
            context,
            plan.links(main),
            plan.links(channel) if channel is not main else (),
            atom_folder=(channel.path or ".") if root == "atom" else "",
            title=channel.title,
        )

    def keep(
        self,
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Keep what a post's page shows (``html-page-context``, last of all).

        This may be called in a process of its own, so files are all that it leaves.
        """
        plan = self._plan
        if plan is None or doctree is None or pagename not in plan.posts:
            return
        if posts := plan.needed.get(pagename):
            # Only now: most builds write few pages, and many none.
            from permalink_blog.feeds.texts import texts_of

            page_url = plan.urls.page(pagename)
            body = str(context.get("body", ""))
            texts = texts_of(app, plan.builder, posts, body, page_url, doctree)
            plan.kept.keep(pagename, texts)
        else:
            plan.kept.forget(pagename)

    def write(self, app: Sphinx) -> list[Any]:
        """Write the feeds (``html-collect-pages``, when all posts are written)."""
        if self._plan is not None:
            # Only now: a build in which nothing has changed does not come here.
            from permalink_blog.feeds.writing import FeedWriter

            self._files = FeedWriter(app, self._plan).write()
            self._plan.kept.prune(self._plan.needed)
        return []

    def owned_files(self, app: Sphinx) -> frozenset[str]:
        """Return the files of all feeds (``permalinks-owned-files``)."""
        return self._files

    def take_files(self, app: Sphinx) -> dict[str, str]:
        """Return the old paths that feeds have as well (``permalinks-taken-files``)."""
        if not as_website(app.builder) or not app.config.blog_baseurl:
            return {}
        return dict.fromkeys(read_old_paths(app.config[KEY])[0], KEY)

    def is_unfinished(self, app: Sphinx) -> bool:
        """Return whether a feed is missing (``permalinks-unfinished``)."""
        plan = self._plan
        if plan is None:
            return False
        outdir = Path(app.outdir)
        last = plan.last
        return (
            last is None
            or last.copies != plan.copies
            or not all((outdir / path).is_file() for path in last.feeds)
        )

    def refer(
        self,
        app: Sphinx,
        env: BuildEnvironment,
        node: nodes.Element,
        content: nodes.Element,
    ) -> nodes.Element | None:
        """Find the target of the reference ``blog-feed`` (``missing-reference``)."""
        config = app.config
        urls = FeedUrls(app.builder, config.blog_baseurl or "")
        root = main_root(config)
        folder = config.blog_path
        path = atom_file(folder, root) if root else json_file(folder)
        return feed_reference(
            app.builder,
            node,
            content,
            path=path if as_website(app.builder) else "",
            url=urls.file(path) if urls.base_url else "",
            title=str(_("%s Feed")) % config.blog_title,
        )


def check_labels(app: Sphinx, config: Config) -> None:
    """Warn of names that are no catalogs (``config-inited``)."""
    for name in config.blog_feed_labels:
        if name not in HEADERS:
            logger.warning(
                "conf.py: blog_feed_labels: %r is not a catalog of ABlog, and is "
                "ignored; write one of %s",
                name,
                ", ".join(map(repr, sorted(HEADERS))),
                type="blog_feeds",
                subtype="config",
            )


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    app.setup_extension("permalink_blog.directives")
    add_scholarly_settings(app)
    add_timezone(app)
    add_front_matter(app)
    # The catalogs whose collections have feeds of their own
    app.add_config_value(
        "blog_feed_labels", ["tags", "category"], "html", types=(list, tuple)
    )
    app.connect("config-inited", check_labels)
    # Old paths, each with the path of the feed that answers there; no page shows them
    app.add_config_value(KEY, {}, "", types=dict)
    app.connect("config-inited", check_old_paths)

    if not is_on(app, FEEDS):
        return extension_metadata()
    if disconnect(app, "html-collect-pages", generate_atom_feeds):
        feeds = Feeds()
        use(app, PAGE_HEAD)
        app.connect("env-updated", feeds.plan, priority=EnvUpdated.FEEDS_AND_BOOKS)
        app.connect(
            "missing-reference", feeds.refer, priority=MissingReference.BEFORE_ABLOG
        )
        app.connect(
            "html-page-context", feeds.add_to_context, priority=HtmlPageContext.COMPLETE
        )
        app.connect(
            "html-page-context", feeds.keep, priority=HtmlPageContext.FEED_TEXTS
        )
        app.connect("html-collect-pages", feeds.write, priority=HtmlCollectPages.FEEDS)
        add_generated_pages_event(app)
        app.connect(UNFINISHED, feeds.is_unfinished)
        app.connect(TAKEN_FILES, feeds.take_files)
        app.connect(OWNED_FILES, feeds.owned_files)
    else:
        logger.warning(
            "this version of ABlog does not write feeds as permalink_blog.feeds "
            "expects: they stay as ABlog writes them",
            type="blog_feeds",
            subtype="version",
        )
    return extension_metadata()

"""Run-time changes of ABlog, and the versions of it that they were written for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ablog
import ablog.blog
from ablog.blog import Post
from packaging.specifiers import SpecifierSet
from sphinx.util import logging

from permalink_blog.core.priorities import ConfigInited
from permalink_blog.core.timezone import tomorrow
from permalink_blog.upstream.ablog_order import is_older
from permalink_blog.upstream.change import UpstreamChange, lacks, replace_attribute

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from permalink_blog.upstream.change import Undo


logger = logging.getLogger(__name__)

ABLOG_FROM, ABLOG_BELOW = "0.11.13", "0.12"
VERSIONS = {"ablog": f">={ABLOG_FROM},<{ABLOG_BELOW}"}


def is_supported_ablog() -> bool:
    """Return whether this is an ABlog that these extensions were written for."""
    known = SpecifierSet(VERSIONS["ablog"])
    return known.contains(ablog.__version__, prereleases=True)


def order_posts(_app: Sphinx) -> Undo:
    """Define the order of posts with the same date and title (sunpy/ablog#274, #332).

    ABlog's ``postlist`` takes those with a label from a set, and sorts them by date and
    title: of two that have both in common, any may be the first in each build.
    """
    return replace_attribute(Post, "__lt__", is_older)


ORDER = UpstreamChange(
    name="ablog.order",
    issue="sunpy/ablog#274",
    versions=VERSIONS,
    why="list posts of one date and title in the same order in each build",
    correct=True,
    misfit=lambda: "" if "__lt__" in vars(Post) else "Post has no __lt__",
    apply=order_posts,
)


def set_tomorrow(app: Sphinx) -> Undo:
    """Decide by the site's time zone which posts are in the future.

    ABlog asks the machine's, when it is imported: a post of today would be a draft on
    one machine and not on another.
    """
    return replace_attribute(ablog.blog, "TOMORROW", tomorrow(app.config))


TOMORROW = UpstreamChange(
    name="ablog.tomorrow",
    issue="https://ablog.readthedocs.io/en/stable/manual/posting-and-listing/",
    versions=VERSIONS,
    why="let the site's time zone decide which posts are in the future",
    correct=True,
    misfit=lambda: lacks(ablog.blog, "TOMORROW"),
    apply=set_tomorrow,
    when="config-inited",
    priority=ConfigInited.LAST,
)


def allow_parallel_reading(app: Sphinx) -> None:
    """Allow Sphinx to read posts in parallel (sunpy/ablog#297).

    ABlog says that it is not safe, since it has no ``env-merge-info`` handler. Here is
    one, and its posts are small.
    """
    app.extensions["ablog"].parallel_read_safe = True


PARALLEL_READING = UpstreamChange(
    name="ablog.parallel-reading",
    issue="sunpy/ablog#297",
    versions=VERSIONS,
    why="read posts in parallel",
    correct=False,
    apply=allow_parallel_reading,
)

# The users of these disconnect a handler of ABlog, and do its work.
PURGE = UpstreamChange(
    name="ablog.purge",
    issue="sunpy/ablog#297",
    versions=VERSIONS,
    why="forget a document that is removed, without the labels of other documents",
    correct=True,
)
ARCHIVES = UpstreamChange(
    name="ablog.archives",
    issue="https://ablog.readthedocs.io/en/stable/manual/ablog-configuration-options/",
    versions=VERSIONS,
    why="make archives in pages, and only those that have changed",
    correct=True,
)
FEEDS = UpstreamChange(
    name="ablog.feeds",
    issue="https://ablog.readthedocs.io/en/stable/manual/ablog-configuration-options/",
    versions={"ablog": ">=0.11.13"},
    why="make feeds with absolute links and lasting ids, and only those that changed",
    correct=True,
)


def warn_unsupported_ablog() -> None:
    """Warn that this ABlog is unknown, so that it is left alone."""
    logger.warning(
        "unsupported ABlog version %s: its run-time changes are left out, so that "
        "posts are read serially and all archives rebuilt each time. Install a "
        "version from %s and below %s",
        ablog.__version__,
        ABLOG_FROM,
        ABLOG_BELOW,
        type="permalink_blog",
        subtype="version",
    )

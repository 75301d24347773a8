"""Run-time changes of ABlog.

Each function answers one upstream issue, and is applied only to the versions it
was written for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ablog
import ablog.blog
from ablog.blog import Post
from packaging.version import Version
from sphinx.util import logging

from permalink_blog.core.timezone import tomorrow
from permalink_blog.upstream.ablog_order import is_older

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.config import Config


logger = logging.getLogger(__name__)

ABLOG_FROM, ABLOG_BELOW = "0.11.13", "0.12"


def knows_ablog() -> bool:
    """Say whether this is an ABlog that these extensions were written for."""
    return Version(ABLOG_FROM) <= Version(ablog.__version__) < Version(ABLOG_BELOW)


def disconnect(app: Sphinx, event: str, function: Callable[..., Any]) -> bool:
    """Take one of ABlog's handlers out, which another does the work of.

    :returns: whether it was connected
    """
    found = [
        listener.id
        for listener in app.events.listeners.get(event, ())
        if listener.handler is function
    ]
    for listener_id in found:
        app.disconnect(listener_id)
    return bool(found)


def order_posts() -> None:
    """Give posts of one date and title an order (sunpy/ablog#274, #332).

    ABlog's ``postlist`` takes those with a label from a set, and sorts them by date and
    title: of two that have both in common, any may be the first in each build.
    """
    setattr(Post, "__lt__", is_older)  # noqa: B010 - mypy


def set_tomorrow(app: Sphinx, config: Config) -> None:
    """Let the site's time zone decide which posts are in the future.

    ABlog asks the machine's, when it is imported: a post of today would be a draft on
    one machine and not on another (``config-inited``, when the zone is checked).
    """
    setattr(ablog.blog, "TOMORROW", tomorrow(config))  # noqa: B010 - mypy


def allow_parallel_reading(app: Sphinx) -> None:
    """Let Sphinx read posts in parallel (sunpy/ablog#297).

    ABlog says that it is not safe, since it has no ``env-merge-info`` handler. Here is
    one, and its posts are small.
    """
    app.extensions["ablog"].parallel_read_safe = True


def warn_of_ablog() -> None:
    """Say that this ABlog is unknown, so that it is left alone."""
    logger.warning(
        "ABlog %s is not one of the versions that permalink_blog.incremental knows "
        "(from %s, below %s): it works as it comes, without parallel reading and with "
        "all archives made again in every build",
        ablog.__version__,
        ABLOG_FROM,
        ABLOG_BELOW,
        type="permalink_blog",
        subtype="version",
        once=True,
    )

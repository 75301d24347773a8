"""The order of posts in every list: newest first, the same in each build.

ABlog compares dates and titles alone (sunpy/ablog#274, #332): which of two posts that
have both in common comes first depends on the order in which documents were read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from ablog.blog import Post


def is_older(post: Post, other: Post) -> bool:
    """Return whether a post comes after another in lists, as ``Post.__lt__``."""
    mine, others = _age(post), _age(other)
    if mine != others:
        return mine < others
    return (other.docname, other.order) < (post.docname, post.order)


def newest_first(posts: Iterable[Post]) -> list[Post]:
    """Sort posts by :func:`is_older`, newest first; drafts without a date lead.

    Two sorts by key are several times as fast as one that calls :func:`is_older`.

    :param posts: of ABlog
    """
    by_name = sorted(posts, key=lambda post: (post.docname, post.order))
    return sorted(by_name, key=_age, reverse=True)


def _age(post: Post) -> tuple[datetime, str]:
    return (post._computed_date, post.title)

"""The posts of the future, as a build leaves them to ``permalink-blog due``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from permalink_blog.core.build import build_of
from permalink_blog.core.store import encode
from permalink_blog.posts.drafts import DraftCause, find_drafts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from permalink_blog.core.store import Store


_SECTION = ("schedule", 1)
"""Its name in the store of the output, and the version of its format."""


@dataclass(frozen=True, slots=True, order=True)
class ScheduledPost:
    """A post that is a draft until its day comes, and for no other reason.

    :ivar day: in the site's time zone; a build on it publishes the post
    :ivar source: the file, relative to the source folder
    """

    day: date
    source: str
    title: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """The posts that a build did not publish yet, the next one first.

    :ivar zone: name of the site's time zone
    """

    zone: str
    posts: tuple[ScheduledPost, ...]

    def due(self, today: date) -> tuple[ScheduledPost, ...]:
        """Return the posts that a build of this day publishes.

        :param today: the day in the site's time zone
        """
        return tuple(post for post in self.posts if post.day <= today)


def record_schedule(app: Sphinx, exception: Exception | None) -> None:
    """Record what this build did not publish yet (``build-finished``).

    A build that failed has published nothing: what is known of the last one stays.
    """
    if exception or app.statuscode or app.builder.format != "html":
        return
    posts = sorted(_scheduled(app.env))
    data = {
        "zone": app.config.permalink_timezone,
        "posts": [[f"{post.day}", post.source, post.title] for post in posts],
    }
    build_of(app).output.put(*_SECTION, encode(data))


def _scheduled(env: BuildEnvironment) -> Iterator[ScheduledPost]:
    for docname, reasons in find_drafts(env).items():
        dates = [x.date for x in reasons if x.cause is DraftCause.FUTURE and x.date]
        if dates and len(dates) == len(reasons):
            source = env.doc2path(docname, base=False)
            title = env.titles[docname].astext()
            yield ScheduledPost(max(dates).date(), str(source), title)


def read_schedule(store: Store) -> Schedule | None:
    """Return what a build recorded.

    :param store: of the output folder
    :returns: ``None`` if there is no build, or none that is completed
    """
    try:
        data = json.loads(store.get(*_SECTION) or b"")
        posts = (
            ScheduledPost(date.fromisoformat(day), str(source), str(title))
            for day, source, title in data["posts"]
        )
        return Schedule(str(data["zone"]), tuple(sorted(posts)))
    except (ValueError, KeyError, TypeError):
        return None

"""The date of a document's last change, for feeds, sitemap, metadata and pages.

It is the latest of the post's date, its ``{update}`` directives, and what front matter
says: ``last_modified_at`` (jekyll-last-modified-at), ``updated``, ``lastmod`` (Hugo).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from permalink_blog.core.dates import date_or_none, site_zone
from permalink_blog.core.names import PostName
from permalink_blog.core.stored_front_matter import front_matter_value
from permalink_blog.core.values import clean

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


MODIFIED = ("last_modified_at", "updated", "lastmod")
"""Keys of front matter that say when a document was last changed."""

DATED = ("date", *MODIFIED)
"""Keys of front matter that decide about it."""


def last_change(
    env: BuildEnvironment, docname: str, *others: datetime | None
) -> datetime | None:
    """Return when a document was last changed, in the site's zone.

    :param others: dates that are known besides those in front matter
    :returns: with the time zone of the site; ``None`` if nothing says it
    """
    zone = site_zone(getattr(env.config, "permalink_timezone", "UTC"))
    metadata = env.metadata.get(docname, {})
    texts = {key: metadata[key] for key in DATED if isinstance(metadata.get(key), str)}
    dates = [date_or_none(texts.get(key), zone) for key in MODIFIED]
    own = front_matter_value(env, docname, "date")
    date = date_or_none(clean(own) if isinstance(own, str) else None, zone)
    dates.append(date or date_or_none(PostName.from_docname(docname).date, zone))
    known = [in_zone(x, zone) for x in (*dates, *others) if x is not None]
    return max(known, default=None)


def dates_of_posts(env: BuildEnvironment, docname: str) -> list[datetime | None]:
    """Return the dates of the posts in a document, and of their updates."""
    posts: list[dict[str, Any]] = getattr(env, "ablog_posts", {}).get(docname, [])
    return [post[key] for post in posts for key in ("date", "update")]


def in_zone(when: datetime, zone: tzinfo) -> datetime:
    """Return a moment in a time zone; a naive one is taken to be in it.

    :param when: date of a post
    :param zone: of the site
    """
    return when.astimezone(zone) if when.tzinfo else when.replace(tzinfo=zone)


def iso_date(when: datetime) -> str:
    """Return a date, with its time if it has one (ISO 8601).

    :param when: with a time zone
    """
    midnight = not (when.hour or when.minute or when.second)
    return when.date().isoformat() if midnight else when.isoformat(timespec="seconds")


def update_posts(app: Sphinx, _doctree: nodes.document) -> None:
    """Set the date of the last change of posts (``doctree-read``, after ABlog)."""
    env = app.env
    for post in getattr(env, "ablog_posts", {}).get(env.docname, ()):
        if post["date"] is None:
            continue  # a draft has no dates
        changed = last_change(env, env.docname, post["date"], post["update"])
        if changed is not None:
            post["update"] = changed.replace(tzinfo=None)  # as all dates of ABlog

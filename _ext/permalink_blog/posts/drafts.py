"""The reasons why documents are drafts and not published."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from permalink_blog.core.dates import InvalidDateError, parse_date, site_zone
from permalink_blog.core.front_matter import read_front_matter
from permalink_blog.core.names import PostName
from permalink_blog.core.stored_front_matter import front_matter_of
from permalink_blog.core.timezone import tomorrow
from permalink_blog.core.values import field_value, scalar_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from sphinx.environment import BuildEnvironment


class DraftCause(Enum):
    """The reasons that make a document a draft."""

    MARKED = "marked"
    UNDATED = "undated"
    UNREADABLE = "unreadable"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class DraftReason:
    """The reason why a document is a draft.

    :param text: what its author wrote, if it is that
    :param date: in the future, from which on it is none
    """

    cause: DraftCause
    text: str = ""
    date: datetime | None = None


def find_drafts(env: BuildEnvironment) -> dict[str, tuple[DraftReason, ...]]:
    """Return the drafts of a site with the reasons of each."""
    return {name: tuple(_reasons(env, name)) for name in sorted(drafts(env))}


def _reasons(env: BuildEnvironment, docname: str) -> Iterator[DraftReason]:
    fields = front_matter_of(env, docname)
    said = [*marked_draft(fields)]
    yield from said
    posts = getattr(env, "ablog_posts", {}).get(docname)
    if not posts:
        return  # a page without a date, which would be none without these words
    known = posts[0]["date"]  # as ABlog has it, which gives a draft that is said none
    if known is not None:
        yield DraftReason(DraftCause.FUTURE, date=known)
        return
    zone = site_zone(env.config.permalink_timezone)
    text = read_front_matter(fields).date
    text = PostName.from_docname(docname).date if text is None else text
    try:
        date = None if text is None else parse_date(text, zone).when
    except InvalidDateError:
        yield DraftReason(DraftCause.UNREADABLE, str(text))
        return
    if date is not None and date >= tomorrow(env.config):
        yield DraftReason(DraftCause.FUTURE, date=date)
    elif date is None or not said:
        yield DraftReason(DraftCause.UNDATED)


def marked_draft(fields: Mapping[str, str]) -> Iterator[DraftReason]:
    """Yield the reasons in front matter: ``draft: true`` and ``published: false``.

    :param fields: texts of the front matter by key
    """
    for key in ("draft", "published"):
        if key in fields and read_front_matter({key: fields[key]}).draft:
            value = field_value(fields, key)
            is_scalar = isinstance(value, str | int | float)
            text = scalar_text(value) if is_scalar else fields[key]  # type: ignore[arg-type]
            yield DraftReason(DraftCause.MARKED, f"{key}: {text}")


def drafts(env: BuildEnvironment) -> frozenset[str]:
    """Return the documents that are drafts by their front matter or to ABlog."""
    future = tomorrow(env.config)
    posts = getattr(env, "ablog_posts", {})
    undated = {
        docname
        for docname in posts
        for post in posts[docname]
        if post["date"] is None or post["date"] >= future
    }
    marked = {docname for docname in env.all_docs if _is_marked_draft(env, docname)}
    return frozenset(undated | marked)


def _is_marked_draft(env: BuildEnvironment, docname: str) -> bool:
    fields = env.metadata.get(docname, {})
    keys = [key for key in ("draft", "published") if isinstance(fields.get(key), str)]
    return bool(keys) and read_front_matter({key: fields[key] for key in keys}).draft

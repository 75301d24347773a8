"""Feeds as values, independent of their format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from permalink_blog.core.characters import drop_illegal

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""The date of a feed without entries; it must have one (RFC 4287, 4.2.15)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """The author of an entry.

    :param uri: absolute, of a page about them
    """

    name: str
    uri: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A tag or a category of an entry (RFC 4287, 4.2.2).

    :param term: what programs compare
    :param label: what people read
    :param scheme: absolute URL of the page that lists all of this kind
    """

    term: str
    label: str
    scheme: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """A post in a feed; all URLs are absolute.

    :param id: permanent, and of no other entry
    :param url: where it is read
    :param published: with time zone
    :param updated: with time zone; never before ``published``
    :param summary: text
    :param content: HTML with absolute links
    :param related: pages elsewhere that it is about, or another place of its own
    :param external_url: the page elsewhere that it is about
    :param language: BCP 47, if it is not that of the feed
    """

    id: str
    url: str
    title: str
    published: datetime
    updated: datetime
    authors: tuple[Author, ...] = ()
    categories: tuple[Category, ...] = ()
    related: tuple[str, ...] = ()
    external_url: str = ""
    language: str = ""
    summary: str = ""
    content: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed; all URLs are absolute.

    :param id: permanent, and of no other feed
    :param url: of the feed itself
    :param page_url: of the page that shows the same posts
    :param author: of entries that name none
    :param language: BCP 47, or empty
    :param license: URL of the license of all entries, or empty
    :param others: media type and URL of the same feed in other formats
    :param entries: newest first
    """

    id: str
    url: str
    page_url: str
    title: str
    author: Author
    subtitle: str = ""
    language: str = ""
    license: str = ""
    others: tuple[tuple[str, str], ...] = ()
    entries: tuple[FeedEntry, ...] = ()

    @property
    def updated(self) -> datetime:
        """When it last changed: with its latest entry, never by the clock."""
        return max((entry.updated for entry in self.entries), default=NEVER)


def clean(text: str) -> str:
    """Return text without the characters that XML does not allow.

    :param text: of an entry
    """
    return drop_illegal(text)


def rfc3339(when: datetime) -> str:
    """Write a date as Atom and JSON Feed ask for it (RFC 3339, 5.6).

    :param when: with time zone; one whose offset is not of whole minutes, as all were
        before there were time zones, is written in UTC
    """
    offset = when.utcoffset()
    if offset is None or offset.total_seconds() % 60:
        when = when.astimezone(UTC)
    return when.isoformat()

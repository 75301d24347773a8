"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/), from values alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from permalink_blog.feeds.model import clean, rfc3339

if TYPE_CHECKING:
    from permalink_blog.feeds.model import Author, Feed, FeedEntry


VERSION = "https://jsonfeed.org/version/1.1"
COMMENT = "A JSON Feed made with ABlog: give this URL to a feed reader to subscribe."
"""For people who open the file; by it, this extension knows its own files, too."""


def json_feed(feed: Feed) -> bytes:
    """Write a feed; the same values make the same bytes."""
    data = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.page_url,
        "feed_url": feed.url,
        "description": feed.subtitle,
        "user_comment": COMMENT,
        "authors": [_author(feed.author)],
        "language": feed.language,
    }
    items = [_item(entry) for entry in feed.entries]
    # Without indentation: that is ten times as fast.
    text = json.dumps({**_given(data), "items": items}, ensure_ascii=False)
    return (text + "\n").encode()


def _item(entry: FeedEntry) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": entry.id,
        "url": entry.url,
        "external_url": entry.external_url,
        "title": entry.title,
        "content_html": entry.content,
        # An item must have one or the other.
        "content_text": "" if entry.content else entry.summary or entry.title or "…",
        "summary": entry.summary,
        "date_published": rfc3339(entry.published),
        "date_modified": rfc3339(entry.updated),
        "authors": [_author(author) for author in entry.authors],
        "language": entry.language,
        "tags": list(dict.fromkeys(clean(x.label) for x in entry.categories)),
    }
    return _given(data)


def _author(author: Author) -> dict[str, str]:
    return _given({"name": author.name, "url": author.uri})


def _given(data: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is empty, and characters that no reader expects."""
    cleaned = {
        key: clean(value) if isinstance(value, str) else value
        for key, value in data.items()
    }
    return {key: value for key, value in cleaned.items() if value}

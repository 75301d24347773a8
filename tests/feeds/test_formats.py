"""Both formats, from values alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from permalink_blog.feeds.atom import atom
from permalink_blog.feeds.json_feed import json_feed
from permalink_blog.feeds.model import Author, Category, Feed, FeedEntry, clean, rfc3339
from permalink_blog.frontmatter.modified import in_zone

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    CheckAtom = Callable[[bytes], Any]
    CheckJson = Callable[[bytes], dict[str, Any]]

BERLIN = ZoneInfo("Europe/Berlin")
WHEN = datetime(2020, 7, 1, 10, tzinfo=BERLIN)
ENTRY = FeedEntry(
    id="tag:example.org,2020:1",
    url="https://example.org/1/",
    title="<b> & ]]> \N{FISH}",
    published=WHEN,
    updated=WHEN + timedelta(days=1),
    authors=(Author(name="Ann", uri="https://ann.example/"), Author(name="Ben")),
    categories=(Category(term="a", label="A \u00e9", scheme="https://example.org/a"),),
    related=("https://elsewhere.example/",),
    external_url="https://elsewhere.example/",
    summary="A < B",
    content='<p>A &lt; B <a href="https://example.org/#x">x</a></p>',
)
FEED = Feed(
    id="https://example.org/",
    url="https://example.org/blog/atom.xml",
    page_url="https://example.org/",
    title="A & B",
    author=Author(name="Everyone"),
    subtitle="<i>",
    language="pt-BR",
    entries=(ENTRY,),
)
texts = st.text(st.characters(codec=None, exclude_categories=()), max_size=30)
same_function = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_atom_says_everything(check_atom: CheckAtom) -> None:
    data = check_atom(atom(FEED))
    assert data.feed.title == "A & B"
    assert data.feed.language == "pt-BR"
    assert data.feed.updated == "2020-07-02T10:00:00+02:00"
    [entry] = data.entries
    assert entry.id == ENTRY.id
    assert entry.title == ENTRY.title
    assert entry.title_detail.type == "text/plain"
    assert entry.summary == ENTRY.summary
    assert entry.content[0].value == ENTRY.content
    assert entry.content[0].type == "text/html"
    assert entry.link == ENTRY.url
    assert [author.name for author in entry.authors] == ["Ann", "Ben"]
    assert [(tag.term, tag.label) for tag in entry.tags] == [("a", "A \u00e9")]
    related = [link.href for link in entry.links if link.rel == "related"]
    assert related == ["https://elsewhere.example/"]


def test_json_says_everything(check_json: CheckJson) -> None:
    data = check_json(json_feed(FEED))
    assert data["title"] == "A & B"
    assert data["description"] == "<i>"
    assert data["language"] == "pt-BR"
    [item] = data["items"]
    assert item == {
        "id": ENTRY.id,
        "url": ENTRY.url,
        "external_url": "https://elsewhere.example/",
        "title": ENTRY.title,
        "content_html": ENTRY.content,
        "summary": "A < B",
        "date_published": "2020-07-01T10:00:00+02:00",
        "date_modified": "2020-07-02T10:00:00+02:00",
        "authors": [{"name": "Ann", "url": "https://ann.example/"}, {"name": "Ben"}],
        "tags": ["A \u00e9"],
    }


def test_an_entry_without_content(check_atom: CheckAtom, check_json: CheckJson) -> None:
    feed = replace(FEED, entries=(replace(ENTRY, content="", summary=""),))
    assert "content" not in check_atom(atom(feed)).entries[0]
    assert check_json(json_feed(feed))["items"][0]["content_text"] == ENTRY.title


def test_a_feed_without_entries(check_atom: CheckAtom, check_json: CheckJson) -> None:
    feed = replace(FEED, entries=())
    assert check_atom(atom(feed)).feed.updated == "1970-01-01T00:00:00+00:00"
    assert check_json(json_feed(feed))["items"] == []


@same_function
@given(title=texts, summary=texts, name=texts)
def test_any_text_arrives(
    check_atom: CheckAtom, check_json: CheckJson, title: str, summary: str, name: str
) -> None:
    entry = replace(
        ENTRY, title=title, summary=summary, authors=(Author(name=f"x{name}"),)
    )
    feed = replace(FEED, entries=(entry,))
    written = atom(feed)
    assert written == atom(feed)
    check_atom(written)
    [item] = check_json(json_feed(feed))["items"]
    assert item.get("title", "") == clean(title)
    assert item.get("summary", "") == clean(summary)
    assert item["authors"] == [{"name": f"x{clean(name)}"}]


@given(texts)
def test_clean_text_is_text_of_xml(text: str) -> None:
    kept = clean(text)
    assert clean(kept) == kept
    assert all(x in "\t\n\r" or x >= " " for x in kept)
    kept.encode()


@given(st.datetimes(min_value=datetime(1000, 1, 1)), st.timezones())
def test_dates_keep_their_moment(when: datetime, zone: ZoneInfo) -> None:
    aware = in_zone(when.replace(microsecond=0), zone)
    try:
        text = rfc3339(aware)
    except OverflowError:  # the last day of all, in UTC the day after
        return
    again = datetime.fromisoformat(text)
    assert again == aware
    assert text[-6] in "+-"
    assert len(text) == len("2020-01-01T00:00:00+00:00")


@pytest.mark.parametrize(
    ("year", "expected"),
    [(2020, "2020-01-02T00:00:00+01:00"), (1890, "1890-01-01T23:06:32+00:00")],
)
def test_no_offset_has_seconds(year: int, expected: str) -> None:
    assert rfc3339(in_zone(datetime(year, 1, 2), BERLIN)) == expected


def test_a_date_with_a_zone_is_told_in_the_sites() -> None:
    when = datetime(2020, 1, 1, 23, 30, tzinfo=UTC)
    assert rfc3339(in_zone(when, BERLIN)) == "2020-01-02T00:30:00+01:00"

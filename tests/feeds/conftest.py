"""What every feed must be, by its specification."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest
from lxml import etree, html

from permalink_blog.feeds.ids import is_iri

ATOM = "{http://www.w3.org/2005/Atom}"
CheckAtom = Callable[[bytes], Any]
CheckJson = Callable[[bytes], dict[str, Any]]

# RFC 3339, 5.6: with seconds and a zone
RFC3339 = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z)", re.ASCII
)
TYPES = {"author": None, "category": None, "link": None}  # there may be many


def assert_absolute(fragment: str) -> None:
    root = html.fragment_fromstring(fragment, create_parent="div")
    for _, attribute, link, _ in root.iterlinks():
        assert urlsplit(link).scheme, (attribute, link)
    for image in root.iter("img", "source"):
        for candidate in (image.get("srcset") or "").split(","):
            assert not candidate or urlsplit(candidate.strip()).scheme, candidate


def assert_element(element: etree._Element) -> None:
    """Check what RFC 4287, 4.1, asks of a feed and of an entry alike."""
    names = [child.tag.removeprefix(ATOM) for child in element]
    for name in ("id", "title", "updated"):
        assert names.count(name) == 1, name
    for name in set(names) - TYPES.keys() - {"entry"}:
        assert names.count(name) == 1, name
    assert is_iri(element.findtext(f"{ATOM}id"))
    for name in ("updated", "published"):
        date = element.findtext(f"{ATOM}{name}")
        assert date is None or RFC3339.fullmatch(date), date
    alternates = []
    for link in element.iterfind(f"{ATOM}link"):
        assert is_iri(link.get("href")), link.get("href")
        if link.get("rel") == "alternate":
            alternates.append((link.get("type"), link.get("hreflang")))
    assert len(alternates) == len(set(alternates))
    for person in element.iterfind(f"{ATOM}author"):
        assert person.findtext(f"{ATOM}name")
        assert is_iri(person.findtext(f"{ATOM}uri", "x:y"))
    for category in element.iterfind(f"{ATOM}category"):
        assert category.get("term")
        assert is_iri(category.get("scheme"))


@pytest.fixture
def check_atom() -> CheckAtom:
    """Check a feed by RFC 4287, and give what feedparser makes of it."""

    def check(content: bytes) -> Any:
        root = etree.fromstring(content)
        assert root.tag == f"{ATOM}feed"
        assert_element(root)
        [itself] = root.xpath("*[local-name()='link'][@rel='self']")
        assert itself.get("type") == "application/atom+xml"
        entries = root.findall(f"{ATOM}entry")
        for entry in entries:
            assert_element(entry)
            assert entry.find(f"{ATOM}link[@rel='alternate']") is not None
            assert root.find(f"{ATOM}author") is not None
            for text in entry.iterfind(f"{ATOM}content"):
                assert text.get("type") == "html"
                assert_absolute(text.text)
            updated, published = (
                datetime.fromisoformat(entry.findtext(ATOM + name))
                for name in ("updated", "published")
            )
            assert updated >= published
            assert datetime.fromisoformat(root.findtext(f"{ATOM}updated")) >= updated
        ids = [entry.findtext(f"{ATOM}id") for entry in entries]
        assert len(ids) == len(set(ids))
        data = feedparser.parse(content, sanitize_html=False, resolve_relative_uris=0)
        assert not data.bozo, data.get("bozo_exception")
        assert data.version == "atom10"
        assert len(data.entries) == len(entries)
        return data

    return check


@pytest.fixture
def check_json() -> CheckJson:
    """Check a feed by https://www.jsonfeed.org/version/1.1/, and give its data."""

    def check(content: bytes) -> dict[str, Any]:
        feed: dict[str, Any] = json.loads(content)
        assert next(iter(feed)) == "version"
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["title"]
        assert is_iri(feed["feed_url"])
        assert is_iri(feed["home_page_url"])
        for item in feed["items"]:
            assert item["id"]
            assert ("content_html" in item) != ("content_text" in item)
            assert_absolute(item.get("content_html", ""))
            for name in ("date_published", "date_modified"):
                assert RFC3339.fullmatch(item[name])
            assert all(isinstance(tag, str) for tag in item.get("tags", []))
            for name in ("url", "external_url"):
                assert is_iri(item.get(name, "x:y"))
        for author in [
            *feed["authors"],
            *(a for i in feed["items"] for a in i.get("authors", [])),
        ]:
            assert author["name"] or author["url"]
        ids = [item["id"] for item in feed["items"]]
        assert len(ids) == len(set(ids))
        return feed

    return check

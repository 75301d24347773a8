from __future__ import annotations

import time
from datetime import UTC
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from blog_feeds import absolute_links, mend_feed
from site_tools.links import Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import BuildRoot

BASE = "https://example.org/en/latest/"
ROOT = "blog-feeds"


@pytest.fixture(params=["UTC", "Pacific/Kiritimati", "America/Los_Angeles"])
def _machine_zone(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def links(feed: Path) -> set[str]:
    data = feedparser.parse(feed.read_bytes(), sanitize_html=False)
    assert not data.bozo
    found = set()
    for entry in data.entries:
        found.add(entry.link)
        for _, _, link, _ in html.fragment_fromstring(
            entry.content[0].value, create_parent="div"
        ).iterlinks():
            found.add(link)
    return found


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("feed", ["blog/atom.xml", "blog/tag/apple/atom.xml"])
def test_links_are_absolute_and_arrive(
    build_root: BuildRoot, builder: str, feed: str
) -> None:
    app = build_root(ROOT, builder)
    assert app.warning.getvalue() == ""
    found = links(app.outdir / feed)
    suffix = ".html" if builder == "html" else "/"
    assert found >= {
        f"{BASE}2020/first/",
        f"{BASE}2020/first/#further",
        f"{BASE}second{suffix}",
        f"{BASE}_images/dot.png",
        "https://example.com/a?b=1&c=2",
    }
    site = Site(app.outdir, BASE)
    assert {link for link in found if site.why_broken("index.html", link)} == set()


@pytest.mark.usefixtures("_machine_zone")
def test_dates_are_the_sites(build_root: BuildRoot) -> None:
    app = build_root(ROOT)
    data = feedparser.parse((app.outdir / "blog/atom.xml").read_bytes())
    assert data.feed.updated == "2020-07-02T10:00:00+02:00"
    assert {entry.title: entry.published for entry in data.entries} == {
        "The first": "2020-01-02T10:00:00+01:00",
        "The second": "2020-07-02T10:00:00+02:00",
    }


def test_two_builds_give_the_same_bytes(build_root: BuildRoot) -> None:
    feeds = []
    for _ in range(2):
        app = build_root(ROOT, force_all=True)
        feeds.append((app.outdir / "blog/atom.xml").read_bytes())
    assert feeds[0] == feeds[1]


def test_a_blog_without_posts(build_root: BuildRoot) -> None:
    app = build_root(ROOT, blog_post_pattern=[])
    data = feedparser.parse((app.outdir / "blog/atom.xml").read_bytes())
    assert data.feed.updated == "1970-01-01T00:00:00+00:00"


@pytest.mark.parametrize("content", [b"", b"<x/>", b"<rss><channel/></rss>"])
def test_what_is_no_atom_stays(content: bytes) -> None:
    assert mend_feed(content, page_url=BASE, zone=UTC) == content


@given(st.text())
def test_text_without_links_says_the_same(text: str) -> None:
    """Whatever a browser makes of a fragment, it makes of the mended one."""
    try:
        before = html.fragment_fromstring(text, create_parent="div")
    except (ValueError, AssertionError):
        return  # a NUL, say, which no XML has
    after = html.fragment_fromstring(
        absolute_links(text, BASE, BASE), create_parent="div"
    )
    assert after.text_content() == before.text_content()


@given(st.from_regex(r"[a-z.#?/:]{0,20}", fullmatch=True))
def test_links_are_resolved_as_browsers_do(link: str) -> None:
    found = absolute_links(
        f'<p><a href="{link}">x</a></p>', BASE + "blog.html", BASE + "post/"
    )
    base = BASE + ("post/" if link.startswith("#") else "blog.html")
    try:
        expected = urljoin(base, link)
    except ValueError:
        return
    assert f'href="{expected}"' in found

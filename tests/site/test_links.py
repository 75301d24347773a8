from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import feedparser
import pytest
from bs4 import BeautifulSoup

from site_tools.links import Site, parse_page

if TYPE_CHECKING:
    from site_tools.sites import Build

BASE_URL = "https://example.org/"


@pytest.fixture
def site(pages: Build) -> Site:
    return Site(pages.path, BASE_URL)


def test_no_link_or_anchor_is_dead(site: Site) -> None:
    broken = site.broken()
    assert not broken, "\n".join(map(str, broken))
    # It did look: a page's theme alone has many links.
    assert len(site.pages) > 10
    assert len(list(site.links())) > 20 * len(site.pages)


def test_every_canonical_link_leads_to_the_page_it_is_on(site: Site) -> None:
    found = {}
    for name, page in site.pages.items():
        if page.redirect:
            continue
        html = (site.folder / name).read_text("utf-8")
        for link in BeautifulSoup(html, "html.parser").select("link[rel=canonical]"):
            target = site.target(name, str(link["href"]))
            found[name] = target.path if target else None
    assert len(found) > 10
    assert {name: target for name, target in found.items() if name != target} == {}


def test_links_of_the_feed_are_absolute_and_lead_somewhere(site: Site) -> None:
    feed = feedparser.parse((site.folder / "blog" / "atom.xml").read_bytes())
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.entries
    links = [link.href for item in [feed.feed, *feed.entries] for link in item.links]
    assert [link for link in links if not link.startswith(BASE_URL)] == []
    for entry in feed.entries:
        for content in [*entry.get("content", []), entry.get("summary_detail")]:
            if content and "html" in content.type:
                links += parse_page(content.value).links
    assert [link for link in links if not urlsplit(link).scheme] == []
    why = {link: site.why_broken("blog/atom.xml", link) for link in links}
    assert {link: reason for link, reason in why.items() if reason} == {}

"""What a blog shows with themes of others; see the table in guide/themes.md.

``ANY_THEMES`` names other themes than those that are installed for these tests.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from site_tools.pages import parsed
from site_tools.small_blogs import warned

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from sphinx.testing.util import SphinxTestApp

    from conftest import SharedBuild

INSTALLED = "alabaster furo pydata_sphinx_theme sphinx_rtd_theme shibuya"
THEMES = os.environ.get("ANY_THEMES", INSTALLED).split()
ROOT = "any-theme"
POST = "posts/middle"

pytestmark = pytest.mark.parametrize("theme", THEMES)


@pytest.fixture
def blog(
    shared_build: SharedBuild, theme: str, monkeypatch: pytest.MonkeyPatch
) -> SphinxTestApp:
    """Build the root with a theme."""
    monkeypatch.setenv("ANY_THEME", theme)  # its conf.py asks for it
    return shared_build(ROOT, html_theme=theme)


def page(app: SphinxTestApp, name: str) -> BeautifulSoup:
    """Return a page."""
    return parsed(app.outdir / f"{name}.html")


def test_there_is_no_warning(blog: SphinxTestApp, theme: str) -> None:
    assert warned(blog) == ""


@pytest.mark.parametrize("name", ["index", POST, "blog", "blog/tag/snow"])
def test_feeds_are_linked_once(blog: SphinxTestApp, theme: str, name: str) -> None:
    links = page(blog, name).select('head link[rel="alternate"]')
    types = [
        link["type"]
        for link in links
        if "feed" in str(link["href"]) or "atom" in str(link["href"])
    ]
    expected = ["application/atom+xml", "application/feed+json"]
    assert sorted(map(str, types)) == sorted(expected * (2 if "tag" in name else 1))
    hrefs = [link["href"] for link in links]
    assert len({*hrefs}) == len(hrefs)
    for href in hrefs:
        assert (blog.outdir / f"{name}.html").parent.joinpath(str(href)).is_file()


def test_metadata_is_written_once(blog: SphinxTestApp, theme: str) -> None:
    head = page(blog, POST).select_one("head")
    assert head is not None
    for name in ("og:title", "og:type", "og:url", "og:image", "article:published_time"):
        assert len(head.select(f'meta[property="{name}"]')) == 1, name
    for name in ("description", "twitter:card"):
        assert len(head.select(f'meta[name="{name}"]')) == 1, name
    (script,) = head.select('script[type="application/ld+json"]')
    data = json.loads(script.text)
    assert data["@type"] == "BlogPosting"
    assert data["headline"] == "Tom & Jerry <i>meet</i> “quotes”"

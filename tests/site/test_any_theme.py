"""What a blog shows with themes of others; see the table in guide/archives.md.

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

# The first three have a layout of three different kinds.
INSTALLED = "alabaster furo shibuya"
MORE = "pydata_sphinx_theme sphinx_rtd_theme"
THEMES = [
    *os.environ.get("ANY_THEMES", INSTALLED).split(),
    *(
        pytest.param(name, marks=pytest.mark.slow)
        for name in ("" if "ANY_THEMES" in os.environ else MORE).split()
    ),
]
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


def text_of(app: SphinxTestApp, name: str, selector: str) -> list[str]:
    """Return the texts of elements, with single spaces."""
    return [" ".join(x.text.split()) for x in page(app, name).select(selector)]


def test_byline(blog: SphinxTestApp, theme: str) -> None:
    (byline,) = text_of(blog, POST, ".blog-part--byline")
    assert byline == (
        "03 February 2019 · updated 06 May 2020 · 1 min read · "
        "Ada <b>Author</b> · notes"
    )
    (plain,) = text_of(blog, "posts/alone", ".blog-part--byline")
    assert plain == "01 January 2017 · 1 min read · Ada <b>Author</b>"
    (title,) = page(blog, POST).select("h1:has(+ .blog-part--byline)")
    assert "Tom & Jerry" in title.text
    dates = [x["datetime"] for x in page(blog, POST).select(".blog-part--byline time")]
    assert dates == ["2019-02-03", "2020-05-06"]


def test_tags(blog: SphinxTestApp, theme: str) -> None:
    tags = text_of(blog, POST, ".blog-part--tags li")
    assert sorted(tags) == ["<script>alert(1)</script>", "snow"]
    assert "<script>alert" not in (blog.outdir / f"{POST}.html").read_text("utf-8")
    assert not text_of(blog, "posts/alone", ".blog-part--tags")


def test_citation(blog: SphinxTestApp, theme: str) -> None:
    (link, _) = page(blog, POST).select(".blog-part--cite a")
    assert link["href"] == "https://doi.org/10.1000/x"
    (bibtex, _) = text_of(blog, POST, ".blog-part--cite details pre")
    assert r"title = {{Tom \& Jerry <i>meet</i> “quotes”}}" in bibtex
    names = page(blog, POST).select('head meta[name^="citation_"]')
    assert len({str(each["name"]) for each in names}) == len(names) == 8
    assert not text_of(blog, "posts/alone", ".blog-part--cite")


def test_related_previous_and_next(blog: SphinxTestApp, theme: str) -> None:
    related = text_of(blog, POST, ".blog-part--related li a")
    assert related == ["The newest post", "The oldest post"]
    assert text_of(blog, POST, ".ablog__prev-next a") == [
        "Previous: The oldest post",
        "Next: The newest post",
    ]
    rels = [x["rel"] for x in page(blog, POST).select(".ablog__prev-next a")]
    assert rels == [["prev"], ["next"]]
    assert not text_of(blog, "posts/alone", ".blog-part--related")


def test_other_pages_have_no_parts(blog: SphinxTestApp, theme: str) -> None:
    for name in ("index", "about", "blog", "blog/tag/snow", "genindex"):
        assert not page(blog, name).select(".blog-part"), name


def test_archives(blog: SphinxTestApp, theme: str) -> None:
    titles = text_of(blog, "blog", ".ablog-post-title")
    assert titles == ["The newest post", "Tom & Jerry <i>meet</i> “quotes”"]
    shown = page(blog, "blog")
    (thumbnail,) = shown.select("img.ablog-post-thumbnail")
    assert (thumbnail["width"], thumbnail["height"]) == ("160", "80")
    assert (blog.outdir / str(thumbnail["src"])).is_file()
    assert "The first paragraph of newest." in shown.text
    assert [x.text for x in shown.select(".ablog-pager a")] == ["2", "Next"]
    assert text_of(blog, "blog/page/2", ".ablog-post-title") == [
        "The oldest post",
        "A post without anything",
    ]


def test_comments(blog: SphinxTestApp, theme: str) -> None:
    (comments,) = page(blog, POST).select("[data-repo]")
    assert comments["data-repo"] == "owner/blog"
    assert not page(blog, "posts/alone").select("[data-repo]")


def test_feeds_have_no_parts(blog: SphinxTestApp, theme: str) -> None:
    feed = json.loads((blog.outdir / "blog/feed.json").read_text("utf-8"))
    assert len(feed["items"]) == 4
    assert "blog-part" not in str(feed)


@pytest.mark.skipif("sphinx_immaterial" in THEMES, reason="it searches in its header")
def test_search_page(blog: SphinxTestApp, theme: str) -> None:
    assert page(blog, "search").select('input[name="q"]')


def test_immaterial_searches(blog: SphinxTestApp, theme: str) -> None:
    index = (blog.outdir / "searchindex.js").read_text("utf-8")
    assert ('"docurls":["about.html","index.html"' in index) == (
        theme == "sphinx_immaterial"
    )


def test_the_style_is_there(blog: SphinxTestApp, theme: str) -> None:
    links = page(blog, POST).select('link[href*="blog-parts.css"]')
    assert len(links) == 1
    assert (blog.outdir / "_static/blog-parts.css").is_file()

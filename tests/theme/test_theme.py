"""The theme in a blog of somebody else: options, templates, other themes' parts."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from sphinx.errors import ThemeError

from conftest import snapshot
from permalink_blog.theme import STYLE
from site_tools.edits import save
from site_tools.fresh_builds import differences
from site_tools.small_blogs import edit, pages, stamps, warned, written

if TYPE_CHECKING:
    from sphinx.testing.util import SphinxTestApp

    from conftest import BuildRoot

ROOT = "blog-theme"
CHILD = '[theme]\ninherit = "permalink_blog"\n'


def read(app: SphinxTestApp, pagename: str) -> BeautifulSoup:
    path = app.builder.get_output_path(pagename)
    return BeautifulSoup(path.read_text("utf-8"), "lxml")


def texts(page: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(tag.get_text().split()) for tag in page.select(selector)]


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_without_options(build_root: BuildRoot, builder: str) -> None:
    app = build_root(ROOT, builder)
    assert not warned(app)
    page = read(app, "index")
    assert texts(page, "header .navbar-brand") == ["Words by the sea"]
    assert not page.select("header .navbar-brand img, .blog-intro, .blog-latest")
    assert not page.select('link[rel="icon"]')
    assert texts(page, "header nav a") == ["Blog", "About"]
    assert page.html["data-theme"] == "auto"
    post = read(app, "posts/tide-2")
    assert texts(post, ".blog-meta--post time") == ["2 January 2026"]
    assert texts(post, ".blog-prev-next__title") == ["Tide 1", "Tide 3"]
    assert texts(post, ".bd-footer-article .blog-chips a") == ["sea"]
    assert texts(post, ".blog-footer a")[:2] == ["Atom feed", "JSON feed"]
    assert texts(post, "header nav .current") == ["Blog"]
    assert texts(read(app, "blog"), ".blog-card__title")[0] == "Tide 3"


def deferred(page: BeautifulSoup) -> list[bool]:
    names = ("documentation_options.js", "doctools.js", "sphinx_highlight.js")
    return [
        tag.has_attr("defer")
        for name in names
        for tag in page.select(f'script[src*="_static/{name}"]')
    ]


def test_scripts_of_sphinx_wait_if_all_others_do(build_root: BuildRoot) -> None:
    page = read(build_root(ROOT), "index")
    assert deferred(page) == [True, True, True]
    assert not page.select('link[href*="styles/theme.css"]')


def test_a_script_of_the_site_finds_those_of_sphinx(build_root: BuildRoot) -> None:
    app = build_root(ROOT, html_js_files=["mine.js"])
    assert deferred(read(app, "index")) == [False, False, False]


def test_options(build_root: BuildRoot) -> None:
    options = {
        "title": "The <sea>",
        "tagline": "Tides & boats",
        "portrait": "_static/portrait.jpg",
        "links": [
            *(["Posts", "blog"], ["Labels", "blog/tag"], ["Me", "about"]),
            ["Code", "https://example.org/?a&b"],
        ],
        "landing_posts": 2,
        "recent_posts": 1,
    }
    app = build_root(ROOT, html_theme_options=options, html_logo="_static/portrait.jpg")
    assert not warned(app)
    page = read(app, "index")
    assert texts(page, "header .navbar-brand") == ["The <sea>"]
    assert [tag["src"] for tag in page.select("header .navbar-brand img")] == [
        "_static/portrait.jpg"
    ]
    assert texts(page, ".blog-intro__tagline") == ["Tides & boats"]
    assert page.select_one(".blog-intro__portrait")["src"] == "_static/portrait.jpg"
    links = [tag["href"] for tag in page.select("header nav a")]
    assert links == [
        *("blog.html", "blog/tag.html", "about.html", "https://example.org/?a&b")
    ]
    assert texts(page, ".blog-latest .blog-card__title") == ["Tide 3", "Tide 2"]
    about = read(app, "about")
    assert not about.select(".blog-intro, .blog-latest")
    assert texts(about, ".blog-block--recent li a") == ["Tide 3"]


WRONG: list[tuple[dict[str, object], list[str]]] = [
    (
        {"title": 3, "landing_posts": -1, "recent_posts": "few", "links": ["about"]},
        [
            "title: 3 is not understood, and the default is used. Write a text",
            "landing_posts: -1 is not understood",
            "recent_posts: 'few' is not understood",
            "links: ['about'] is not understood",
        ],
    ),
    (
        {
            "recent_posts": True,
            "links": [("Me", "me"), ("About", "about")],
            "portrait": "_static/none.jpg",
        },
        [
            "recent_posts: True is not understood",
            "portrait: '_static/none.jpg' does not exist",
            "links: there is no document 'me'",
        ],
    ),
]


@pytest.mark.parametrize(("options", "reasons"), WRONG, ids=["types", "targets"])
def test_a_wrong_option_is_reported_once(
    build_root: BuildRoot, options: dict[str, object], reasons: list[str]
) -> None:
    app = build_root(ROOT, html_theme_options=options)
    messages = warned(app).splitlines()
    assert len(messages) == len(reasons)
    for reason in reasons:
        [message] = [each for each in messages if f"options: {reason}" in each]
        assert "[blog_theme.options]" in message
    about = read(app, "about")
    assert texts(about, "header nav a")[-1] == "About"
    assert len(about.select(".blog-block--recent li a")) == 3
    assert not read(app, "index").select(".blog-intro, .blog-latest")


def test_own_templates_and_styles_go_first(build_root: BuildRoot) -> None:
    root = build_root.copy(ROOT)
    own = '{% include "!post-meta.html" %}<p class="own">By hand</p>'
    save(root / "_templates/post-meta.html", own)
    save(root / "_templates/ablog/collection.html", "{% extends '!page.html' %}")
    save(root / "_static/own.css", ":root { --blog-color-link: red }")
    app = build_root(ROOT, templates_path=["_templates"], html_css_files=["own.css"])
    page = read(app, "posts/tide-1")
    assert texts(page, ".own") == ["By hand"]
    assert texts(page, ".blog-meta--post time") == ["1 January 2026"]
    assert not read(app, "blog").select(".blog-card")
    styles = [
        tag["href"].split("?")[0].rsplit("/", 1)[1]
        for tag in page.select('link[rel="stylesheet"]')
    ]
    assert styles[-2:] == [STYLE, "own.css"]


def test_a_theme_that_inherits_from_it(build_root: BuildRoot) -> None:
    root = build_root.copy(ROOT)
    save(root / "_themes/mine/theme.toml", CHILD)
    save(root / "_themes/mine/post-meta.html", "<p>Mine</p>")
    settings = {"html_theme": "mine", "html_theme_path": ["_themes"]}
    app = build_root(ROOT, **settings)
    assert not warned(app)
    page = read(app, "posts/tide-1")
    assert texts(page, ".header-article-item") == ["Mine"]
    assert page.select(f'link[href*="{STYLE}"]')


def test_with_the_name_alone(build_root: BuildRoot) -> None:
    """Without ABlog the theme has pages, and a footer."""
    settings = {"exclude_patterns": ["posts"]}
    extensions = ["myst_parser", "permalink_blog.theme"]
    app = build_root(ROOT, extensions=extensions, **settings)
    assert not warned(app)
    page = read(app, "about")
    assert texts(page, "header nav a") == ["About"]
    assert texts(page, ".blog-footer a") == ["Made with Sphinx"]
    assert read(app, "search").select("#search-results")


def test_without_its_parent(
    build_root: BuildRoot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pydata_sphinx_theme", None)
    with pytest.raises(ThemeError, match=r"needs: pip install pydata-sphinx-theme"):
        build_root(ROOT)


def test_comments_are_where_the_theme_shows_them(build_root: BuildRoot) -> None:
    comments = {
        "repo": "a/b",
        "repo_id": "R_1",
        "category": "Posts",
        "category_id": "D_1",
    }
    page = read(build_root(ROOT, on_demand_comments=comments), "posts/tide-1")
    [found] = page.select("[data-repo]")
    assert found.find_parent(class_="bd-footer-article")


@pytest.mark.parametrize("theme", ["permalink_blog", "mine"])
def test_an_incremental_build_equals_a_clean_one(
    build_root: BuildRoot, theme: str
) -> None:
    root = build_root.copy(ROOT)
    save(root / "_themes/mine/theme.toml", CHILD)
    save(root / "_themes/mine/site-title.html", "<p>Mine</p>")
    settings = {
        "html_theme": theme,
        "html_theme_path": ["_themes"],
        "html_theme_options": {"landing_posts": 2},
    }
    before = stamps(build_root(ROOT, **settings).outdir)
    app = build_root(ROOT, **settings)
    assert pages(written(before, app.outdir)) == set()

    edit(root / "posts/tide-1.md", "Water of day 1.", "Other water.")
    app = build_root(ROOT, **settings)
    assert "about" not in pages(written(before, app.outdir))
    assert "posts/tide-1" in pages(written(before, app.outdir))

    edit(root / "posts/tide-3.md", "title: Tide 3", "title: Flood")
    if theme == "mine":
        save(root / "_themes/mine/site-title.html", "<p>Ours</p>")
    app = build_root(ROOT, **settings)
    assert texts(read(app, "index"), ".blog-card__title") == ["Flood", "Tide 2"]
    assert theme != "mine" or "Ours" in texts(read(app, "about"), "header p")
    incremental = snapshot(app.outdir)
    shutil.rmtree(app.outdir.parent)
    found = differences(incremental, snapshot(build_root(ROOT, **settings).outdir))
    assert not found, "\n".join(found)

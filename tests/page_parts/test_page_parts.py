"""The parts of a post on its page, with alabaster; other themes: test_any_theme.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from site_tools.edits import save
from site_tools.pages import parsed
from site_tools.small_blogs import edit, pages, stamps, warned, written

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from sphinx.testing.util import SphinxTestApp

    from conftest import BuildRoot

ROOT = "any-theme"
POST = "posts/middle"


def post(app: SphinxTestApp, name: str = POST) -> BeautifulSoup:
    """Return the page of a post."""
    return parsed(app.outdir / f"{name}.html")


def parts(app: SphinxTestApp) -> list[str]:
    """Return the parts of a post in their order."""
    found = [name for x in post(app).select(".blog-part") for name in x["class"]]
    return [name.removeprefix("blog-part--") for name in found if "--" in name]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, ["byline", "tags", "cite", "related"]),
        ({"blog_parts": ["related", "byline"]}, ["byline", "related"]),
        ({"blog_parts": False}, []),
        (
            {"html_sidebars": {"**": ["ablog/postcard.html"]}},
            ["tags", "cite", "related"],
        ),
    ],
)
def test_settings(
    build_root: BuildRoot, settings: dict[str, Any], expected: list[str]
) -> None:
    app = build_root(ROOT, **settings)
    assert not warned(app)
    assert [x for x in parts(app) if x != "ablog__prev-next"] == expected
    has_style = bool(post(app).select('link[href*="blog-parts.css"]'))
    assert has_style == (app.outdir / "_static/blog-parts.css").is_file()
    assert has_style == bool(expected)
    assert post(app).select(".ablog__prev-next a")  # ABlog's, without ours


@pytest.mark.parametrize("value", ["all", ["by-line"], [1]])
def test_an_unknown_value(build_root: BuildRoot, value: object) -> None:
    app = build_root(ROOT, blog_parts=value)
    (line,) = warned(app).strip().splitlines()
    assert f"conf.py: blog_parts: {value!r} is unknown; 'auto' is used" in line
    assert "byline" in parts(app)


def test_a_template_of_the_site(build_root: BuildRoot) -> None:
    root = build_root.copy(ROOT)
    save(root / "own/blog/tags.html", "<p class=own>{{ ablog[pagename].title|e }}</p>")
    save(root / "own/ablog/postnavy.html", "<p class=own-links></p>")
    app = build_root(ROOT, templates_path=["own"])
    assert "Tom & Jerry" in post(app).select_one("p.own").text  # type: ignore[union-attr]
    assert not post(app).select(".blog-part--tags, .ablog__prev-next")
    assert post(app).select(".own-links")


def test_a_part_is_written_again_when_what_it_shows_has_changed(
    build_root: BuildRoot,
) -> None:
    app = build_root(ROOT)
    before = stamps(app.outdir)
    edit(app.srcdir / "posts/oldest.md", "The oldest post", "Another title")
    app = build_root(ROOT)
    assert "Another title" in post(app).select_one(".blog-part--related").text  # type: ignore[union-attr]
    changed = pages(written(before, app.outdir))
    assert POST in changed
    assert "about" not in changed

    before = stamps(app.outdir)
    edit(app.srcdir / "posts/oldest.md", "The first paragraph", "Another paragraph")
    app = build_root(ROOT)
    assert POST not in pages(written(before, app.outdir))


@pytest.mark.parametrize("builder", ["singlehtml", "epub", "text"])
def test_other_builders_have_none(build_root: BuildRoot, builder: str) -> None:
    app = build_root(ROOT, builder)
    for path in app.outdir.rglob("*.*html"):
        assert "blog-part" not in path.read_text("utf-8")

"""What a build writes for the search: with other builders, themes, and once more."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from conftest import snapshot
from site_tools.edits import save
from site_tools.small_blogs import warned

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp

    from conftest import BuildRoot

ROOT = "search-results"
FOLDER = "_static/search"


def content(app: SphinxTestApp, name: str) -> Any:
    text = (app.outdir / FOLDER / f"{name}.js").read_text("utf-8")
    return json.loads("[" + text.split("(", 1)[1].removesuffix(");\n") + "]")[2]


def rows(app: SphinxTestApp) -> dict[str, list[str]]:
    pages = content(app, "pages")["pages"]
    return {row[1]: [row[0], *row[2:]] for row in pages if row}


@pytest.mark.parametrize(
    ("builder", "cafe", "scripts"),
    [
        ("html", "2018/08/cafe/", "scripts.html"),
        ("dirhtml", "../2018/08/cafe/", "../scripts/"),
    ],
)
def test_what_results_show(
    build_root: BuildRoot, builder: str, cafe: str, scripts: str
) -> None:
    app = build_root(ROOT, builder)
    assert not warned(app)
    found = rows(app)
    assert found["A café in Zürich"] == [cafe, "2018-08-01", "1 August 2018"]
    assert found["東京の会議"][-3:] == ["2019-03-02", "2 March 2019", "ja"]
    assert found["Scripts & <b>markup</b>"][0] == scripts
    assert len(found["Home"]) == 1
    assert "A secret café" not in found
    assert None in content(app, "pages")["pages"]


def test_dates_in_the_language_of_the_site(build_root: BuildRoot) -> None:
    app = build_root(ROOT, language="de")
    assert rows(app)["A café in Zürich"][1:] == ["2018-08-01", "1. August 2018"]


def test_without_a_blog(build_root: BuildRoot) -> None:
    app = build_root(ROOT, extensions=["myst_parser", "permalink_blog.search"])
    assert not warned(app)
    assert rows(app)["A café in Zürich"] == ["posts/cafe.html"]
    assert content(app, "w-c")["cafe"]


@pytest.mark.parametrize("theme", ["alabaster", "furo", "pydata_sphinx_theme"])
def test_the_search_page(build_root: BuildRoot, theme: str) -> None:
    """It loads no index, and other pages load nothing of the search."""
    app = build_root(ROOT, html_theme=theme)
    page = (app.outdir / "search.html").read_text("utf-8")
    scripts = re.findall(r'src="(?:[^"]*/)?([\w.-]+\.js)', page)
    assert scripts.count("search-results.js") == 1
    assert {"language_data.js", "search-index.js", "doctools.js"} <= set(scripts)
    assert not {"searchtools.js", "searchindex.js"} & set(scripts)
    assert 'id="search-results"' in page
    assert "search-results" not in (app.outdir / "scripts.html").read_text("utf-8")


def test_other_builders_do_without(build_root: BuildRoot) -> None:
    for builder in ("singlehtml", "dummy"):
        app = build_root(ROOT, builder)
        assert not (app.outdir / FOLDER).exists()


class TestAgain:
    """A second build leaves what a first one would."""

    @staticmethod
    def clean(build_root: BuildRoot, app: SphinxTestApp) -> dict[str, bytes]:
        again = snapshot(app.outdir)
        for path in sorted(app.outdir.rglob("*"), reverse=True):
            path.unlink() if path.is_file() else path.rmdir()
        for path in app.doctreedir.rglob("*.*"):
            path.unlink()
        clean = snapshot(build_root(ROOT).outdir)
        assert again.keys() == clean.keys()
        assert {name for name in clean if clean[name] != again[name]} == set()
        return clean

    @staticmethod
    def edit(path: Path, old: str, new: str) -> None:
        save(path, path.read_text("utf-8").replace(old, new))

    def test_a_text_and_a_date(self, build_root: BuildRoot) -> None:
        app = build_root(ROOT)
        assert content(app, "w-d")["dataset"]
        self.edit(app.srcdir / "posts/cafe.md", "dataset", "zebra")
        self.edit(app.srcdir / "posts/older.md", "2017-01-01", "2016-01-01")
        app = build_root(ROOT)
        assert "dataset" not in content(app, "w-d")
        assert content(app, "w-z")["zebra"]
        assert rows(app)["Conference notes"][1] == "2016-01-01"
        self.clean(build_root, app)

    def test_a_post_that_is_gone(self, build_root: BuildRoot) -> None:
        app = build_root(ROOT)
        assert (app.outdir / FOLDER / "w-u1b.js").exists()
        (app.srcdir / "posts/tokyo.md").unlink()
        app = build_root(ROOT)
        assert "東京の会議" not in rows(app)
        assert not (app.outdir / FOLDER / "w-u1b.js").exists()
        self.clean(build_root, app)

    def test_a_permalink(self, build_root: BuildRoot) -> None:
        app = build_root(ROOT)
        self.edit(app.srcdir / "posts/older.md", "permalink: older", "permalink: old")
        app = build_root(ROOT)
        assert rows(app)["Conference notes"][0] == "old.html"
        self.clean(build_root, app)

    def test_a_draft_that_is_published(self, build_root: BuildRoot) -> None:
        app = build_root(ROOT)
        self.edit(app.srcdir / "posts/draft.md", "published: false\n", "")
        app = build_root(ROOT)
        assert rows(app)["A secret café"][0] == "draft.html"
        self.clean(build_root, app)

    def test_in_parallel(self, build_root: BuildRoot) -> None:
        one = snapshot(build_root(ROOT, parallel=1).outdir)
        app = build_root(ROOT, parallel=2, force_all=True)
        assert snapshot(app.outdir) == one

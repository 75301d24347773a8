"""A build that has nothing to do does nothing, and finds what there is to do."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from conftest import snapshot
from permalink_blog.core import timezone
from site_tools.edits import save
from site_tools.fresh_builds import differences
from site_tools.small_blogs import (
    count_read,
    edit,
    said,
    stamps,
    warned,
)

if TYPE_CHECKING:
    from datetime import tzinfo
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp

    from conftest import BuildRoot

ROOT = "blog-scaling"
#: What Sphinx and its theme make of templates in every build.
TEMPLATES = ("_static/basic.css", "_static/documentation_options.js")
TEMPLATES += ("_static/language_data.js", "_static/pygments.css")


@pytest.fixture
def srcdir(rootdir: Path, tmp_path: Path) -> Path:
    """Give the folder of a copy of the root, that builds use."""
    return shutil.copytree(rootdir / f"test-{ROOT}", tmp_path / ROOT)


def news(before: dict[str, tuple[int, int]], app: SphinxTestApp) -> set[str]:
    """Name all files that were written or removed, the search index among them."""
    now = stamps(app.outdir)
    changed = {x for x in now.keys() | before.keys() if now.get(x) != before.get(x)}
    return changed.difference(TEMPLATES)


def notes(app: SphinxTestApp) -> dict[str, bytes]:
    return {x: y for x, y in snapshot(app.outdir).items() if x.startswith(".")}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("parallel", [1, 2])
def test_nothing_to_do(
    build_root: BuildRoot, srcdir: Path, builder: str, parallel: int
) -> None:
    app = build_root(ROOT, builder, parallel=parallel)
    before, kept = stamps(app.outdir), notes(app)
    assert {
        "sitemap.xml",
        "searchindex.js",
        "robots.txt",
        "objects.inv",
    } <= before.keys()
    for _ in range(2):
        app = build_root(ROOT, builder, parallel=parallel)
        assert not news(before, app)
        assert notes(app) == kept
        assert count_read(app) == 0
        assert "dumping search index" not in said(app)
        assert not warned(app)


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_nothing_to_do_for_a_redirect_of_ablog(
    build_root: BuildRoot, srcdir: Path, builder: str
) -> None:
    edit(srcdir / "posts/c.md", "date:", "redirect: old/place\ndate:")
    before = stamps(build_root(ROOT, builder).outdir)
    assert any(file.startswith("old/place") for file in before)
    assert not news(before, build_root(ROOT, builder))


@pytest.mark.parametrize(
    "extensions", [["permalink_blog.urls"], ["myst_parser", "permalink_blog.urls"]]
)
def test_nothing_to_do_without_a_blog(
    build_root: BuildRoot, srcdir: Path, extensions: list[str]
) -> None:
    save(
        srcdir / "conf.py",
        f'extensions = {extensions}\nhtml_baseurl = "https://a.b/"\n',
    )
    for path in srcdir.rglob("*.md"):
        path.unlink()
    save(srcdir / "index.rst", "Home\n====\n\nText.\n")
    app = build_root(ROOT)
    before = stamps(app.outdir)
    app = build_root(ROOT)
    assert not news(before, app)


def test_a_static_file_has_changed(build_root: BuildRoot, srcdir: Path) -> None:
    app = build_root(ROOT)
    before = stamps(app.outdir)
    save(srcdir / "_static/blog.css", "p { color: red }\n")
    save(srcdir / "_static/new.css", "p { color: blue }\n")
    app = build_root(ROOT)
    assert "red" in (app.outdir / "_static/blog.css").read_text("utf-8")
    assert {"_static/blog.css", "_static/new.css"} <= news(before, app)
    assert count_read(app) == 0


def test_an_extra_file_has_changed(build_root: BuildRoot, srcdir: Path) -> None:
    save(srcdir / "extra/humans.txt", "we")
    edit(
        srcdir / "conf.py",
        "html_copy_source",
        'html_extra_path = ["extra"]\nhtml_copy_source',
    )
    build_root(ROOT)
    save(srcdir / "extra/humans.txt", "they")
    app = build_root(ROOT)
    assert (app.outdir / "humans.txt").read_text("utf-8") == "they"


@pytest.mark.parametrize(
    "file",
    [
        *("index.html", "posts/c.html", "blog/tag/apple.html", "blog.html"),
        *("sitemap.xml", "robots.txt", "old/index.html", "about/index.html"),
        *("search.html", "genindex.html", "searchindex.js", "objects.inv"),
        *("blog/atom.xml", "_images/dot.png", "_static/permalinks-search.js"),
        *("_static/blog.css", "_downloads", ".buildinfo"),
    ],
)
def test_a_file_that_is_gone_comes_back(
    build_root: BuildRoot, srcdir: Path, file: str
) -> None:
    from site_tools.edits import Blog, draw_dot

    draw_dot(Blog(srcdir), "dot.png", 1)
    text = "![](dot.png), {download}`dot.png` and text of"
    edit(srcdir / "about.md", "Text of", text)
    edit(
        srcdir / "conf.py",
        "html_copy_source",
        'permalink_redirects = {"/old/": "/"}\nhtml_copy_source',
    )
    app = build_root(ROOT)
    before = snapshot(app.outdir)
    path = app.outdir / file
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    app = build_root(ROOT)
    found = differences(snapshot(app.outdir), before)
    assert not found, "\n".join(found)


def test_the_file_of_redirects_has_changed(build_root: BuildRoot, srcdir: Path) -> None:
    save(srcdir / "redirects.txt", "/old/ /about.html\n")
    name = 'permalink_redirects = "redirects.txt"\nhtml_copy_source'
    edit(srcdir / "conf.py", "html_copy_source", name)
    app = build_root(ROOT)
    assert (app.outdir / "old/index.html").exists(), warned(app)
    before = stamps(app.outdir)
    assert not news(before, build_root(ROOT))
    save(srcdir / "redirects.txt", "/older/ /about.html\n")
    app = build_root(ROOT)
    assert (app.outdir / "older/index.html").exists()
    assert not (app.outdir / "old/index.html").exists()


def test_a_day_has_come(
    build_root: BuildRoot, srcdir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A post of the future is in no sitemap, until its day is there."""
    day = datetime.now() + timedelta(days=2)
    edit(srcdir / "posts/c.md", "2019-03-01", f"{day:%Y-%m-%d}")
    app = build_root(ROOT)
    assert "posts/c.html" not in (app.outdir / "sitemap.xml").read_text("utf-8")
    assert "Post c" in (app.outdir / "blog/drafts.html").read_text("utf-8")
    before = stamps(app.outdir)
    assert not news(before, build_root(ROOT))

    class Later(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Later:
            later = datetime.now(tz) + timedelta(days=3)
            return cls(*later.timetuple()[:6])

    monkeypatch.setattr(timezone, "datetime", Later)
    app = build_root(ROOT)
    assert "posts/c.html" in (app.outdir / "sitemap.xml").read_text("utf-8")
    assert "Post c" not in (app.outdir / "blog/drafts.html").read_text("utf-8")
    assert "Post c" in (app.outdir / "blog.html").read_text("utf-8")
    incremental = snapshot(app.outdir)
    shutil.rmtree(app.outdir.parent)
    found = differences(incremental, snapshot(build_root(ROOT).outdir))
    assert not found, "\n".join(found)


def test_a_time_zone_changes_the_sitemap(build_root: BuildRoot, srcdir: Path) -> None:
    save(srcdir / "about.md", "---\nlastmod: 2020-04-05 10:00\n---\n\n# About\n")
    build_root(ROOT)
    app = build_root(ROOT, permalink_timezone="Asia/Tokyo")
    sitemap = (app.outdir / "sitemap.xml").read_text("utf-8")
    assert "<lastmod>2020-04-05T10:00:00+09:00</lastmod>" in sitemap

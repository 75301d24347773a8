"""Related posts on pages, after clean and incremental builds."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from conftest import snapshot
from site_tools.edits import save
from site_tools.fresh_builds import differences
from site_tools.small_blogs import edit, pages, stamps, warned, written

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp

    from conftest import BuildRoot

ROOT = "blog-related"
STOCK = ["myst_parser", "permalink_blog.frontmatter", "ablog", "permalink_blog.related"]


def related(app: SphinxTestApp, pagename: str) -> list[str]:
    """Give the names of the related posts that a page shows."""
    path = app.builder.get_output_path(pagename)
    page = BeautifulSoup(path.read_text("utf-8"), "lxml")
    links = page.select("ol.related a")
    return [link.get_text().removeprefix("Post ") for link in links]


def check_as_clean(build_root: BuildRoot, app: SphinxTestApp) -> None:
    incremental = snapshot(app.outdir)
    shutil.rmtree(app.outdir.parent)
    found = differences(incremental, snapshot(build_root(ROOT).outdir))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_pages_show_them(build_root: BuildRoot, builder: str) -> None:
    app = build_root(ROOT, builder)
    assert not warned(app)
    assert related(app, "posts/a") == ["b", "c", "e"]  # two tags; category; newest
    assert related(app, "posts/d") == ["e", "b", "c"]
    assert related(app, "posts/f") == ["c", "a"]  # the category alone
    assert related(app, "posts/g") == []
    assert related(app, "posts/h") == ["a", "b", "c"]  # a draft has, and is none
    assert related(app, "about") == []


def test_without_blog_scaling(build_root: BuildRoot) -> None:
    app = build_root(ROOT, extensions=STOCK)
    assert related(app, "posts/a") == ["b", "c", "e"]


@pytest.mark.parametrize(
    "extensions",
    [[*STOCK, "permalink_blog.incremental", "permalink_blog.archives"], STOCK],
)
def test_posts_of_one_day_are_in_the_order_of_the_archives(
    build_root: BuildRoot, rootdir: Path, tmp_path: Path, extensions: list[str]
) -> None:
    shutil.copytree(rootdir / f"test-{ROOT}", tmp_path / ROOT)
    shutil.rmtree(tmp_path / ROOT / "posts")
    titles = {"1": "Moss", "2": "Fern", "3": "Fern", "4": "Oak"}
    for name, title in titles.items():
        text = f"---\ndate: 2018-01-01\ntags: [wood]\n---\n\n# {title}\n"
        save(tmp_path / ROOT / "posts" / f"{name}.md", text)
    app = build_root(ROOT, extensions=extensions, blog_related_count=4)
    archive = BeautifulSoup((app.outdir / "blog/tag/wood.html").read_text(), "lxml")
    order = [a["href"][-6:-5] for a in archive.select("h2 a[href*=posts]")]
    assert sorted(order) == ["1", "2", "3", "4"]
    page = BeautifulSoup((app.outdir / "posts/4.html").read_text(), "lxml")
    links = [a["href"].removesuffix(".html") for a in page.select("ol.related a")]
    assert links == [name for name in order if name != "4"]


@pytest.mark.parametrize("count", [0, 1, 9])
def test_how_many(build_root: BuildRoot, count: int) -> None:
    app = build_root(ROOT, blog_related_count=count)
    found = ["b", "c", "e", "d", "f"]
    assert related(app, "posts/a") == found[:count]


@pytest.mark.parametrize("value", [-1, 1.5, True, None])
def test_a_count_that_is_none(build_root: BuildRoot, value: object) -> None:
    app = build_root(ROOT, blog_related_count=value)
    assert "blog_related_count" in warned(app)
    assert "[blog_related.config]" in warned(app)
    assert len(related(app, "posts/a")) == 3


def test_posts_of_one_document(build_root: BuildRoot) -> None:
    srcdir = build_root.copy(ROOT)
    section = "## Part {0}\n\n```{{post}} 2020-01-0{0}\n:tags: {1}\n```\n\nText.\n\n"
    text = "# Parts\n\n" + section.format(1, "apple") + section.format(2, "quince")
    save(srcdir / "about.md", text)
    app = build_root(ROOT)
    assert related(app, "posts/g") == ["Part 2"]
    assert related(app, "about") == ["g", "e", "d"]


# -- incremental builds ----------------------------------------------------------


def rewritten(build_root: BuildRoot, app: SphinxTestApp) -> set[str]:
    before = stamps(app.outdir)
    build_root(ROOT)
    return {name for name in pages(written(before, app.outdir)) if "blog" not in name}


def test_an_edit_of_the_text_rewrites_its_page_alone(build_root: BuildRoot) -> None:
    app = build_root(ROOT)
    edit(app.srcdir / "posts/c.md", "The excerpt.", "Another excerpt.")
    assert rewritten(build_root, app) == {"posts/c"}
    check_as_clean(build_root, app)


@pytest.mark.parametrize(
    ("name", "old", "new", "also"),
    [
        # what a list shows of a post
        ("b", "# Post b", "# Post B", {"a", "d", "e", "h"}),
        ("b", "# Post b", "# Post b\n\nMore.\n", set()),
        ("g", "# Post g", "# Post G", set()),
        # which posts they are, and in which order
        ("g", "tags: quince", "tags: pear", {"a"}),
        ("c", "date: 2018-01-03", "date: 2018-02-03", {"a", "d", "e", "f", "h"}),
        ("h", "published: false", "date: 2018-03-03", {"a", "b", "c", "d", "e", "f"}),
        # labels that change no list
        ("g", "tags: quince", "tags: quince lemon", set()),
        ("b", "tags: apple pear", "tags: apple pear lemon", set()),
    ],
)
def test_pages_whose_list_has_changed_are_rewritten(
    build_root: BuildRoot, name: str, old: str, new: str, also: set[str]
) -> None:
    app = build_root(ROOT)
    lists = {x: related(app, f"posts/{x}") for x in "abcdefgh"}
    edit(app.srcdir / f"posts/{name}.md", old, new)
    expected = {f"posts/{x}" for x in {name, *also}}
    assert rewritten(build_root, app) == expected
    changed = {x for x in lists if related(app, f"posts/{x}") != lists[x]}
    assert changed <= {name, *also}
    check_as_clean(build_root, app)


def test_a_moved_post_is_linked_where_it_is(build_root: BuildRoot) -> None:
    app = build_root(ROOT)
    edit(app.srcdir / "posts/b.md", "tags:", "permalink: /moved/b/\ntags:")
    assert {"posts/a", "posts/d"} <= rewritten(build_root, app)
    page = (app.outdir / "posts/a.html").read_text("utf-8")
    assert 'href="../moved/b/"' in page or 'href="../moved/b/index.html"' in page
    check_as_clean(build_root, app)


def test_a_post_that_is_gone(build_root: BuildRoot) -> None:
    app = build_root(ROOT)
    (app.srcdir / "posts/b.md").unlink()
    found = rewritten(build_root, app)
    assert {"posts/a", "posts/d", "posts/e"} <= found
    assert "posts/g" not in found
    check_as_clean(build_root, app)


def test_another_count_rewrites_all(build_root: BuildRoot) -> None:
    app = build_root(ROOT)
    text = (app.srcdir / "conf.py").read_text("utf-8")
    save(app.srcdir / "conf.py", text + "\nblog_related_count = 1\n")
    build_root(ROOT)
    assert related(app, "posts/a") == ["b"]
    check_as_clean(build_root, app)


def test_workers_note_what_pages_show(build_root: BuildRoot) -> None:
    srcdir = build_root.copy(ROOT)
    for number in range(30):
        head = f"---\ndate: 2017-01-{number + 1:02}\ntags: melon\n---\n\n"
        save(srcdir / f"posts/m{number:02}.md", f"{head}# Post m{number:02}\n\nText.\n")
    app = build_root(ROOT, parallel=2)
    assert related(app, "posts/m03") == ["m29", "m28", "m27"]
    edit(srcdir / "posts/m28.md", "# Post", "# New post")
    found = rewritten(build_root, app)
    assert {f"posts/m{number:02}" for number in range(30)} <= found
    assert not {"posts/a", "posts/g"} & found

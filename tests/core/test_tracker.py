"""A page that shows something of another document is written again with it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from conftest import snapshot
from permalink_blog.core.store import STORE
from site_tools.edits import save
from site_tools.fresh_builds import differences
from site_tools.small_blogs import edit, pages, stamps, warned, written

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp

    from conftest import BuildRoot

ROOT = "blog-scaling"
#: What "about" and each page of a post show: a word of the front matter of "posts/c".
EXTENSION = """

from permalink_blog.core.tracker import register_dependency_values, note_shown


def setup(app):
    kind = {kind!r}
    log = app.confdir / "asked.txt"

    def fact(app, docname):
        return app.env.metadata[docname].get("fact")

    def answer(app, docname):
        with log.open("a") as file:
            file.write(docname + "\\n")
        return fact(app, docname)

    def show(app, pagename, templatename, context, doctree):
        if pagename == "about" or pagename.startswith("posts/"):
            note_shown(app, pagename, kind, "posts/c")
            context["body"] += "<p>Fact: %s</p>" % fact(app, "posts/c")

    register_dependency_values(app, kind, answer)
    app.connect("html-page-context", show, priority=600)
"""


@pytest.fixture
def srcdir(build_root: BuildRoot) -> Path:
    folder: Path = build_root(ROOT, "dummy").srcdir
    edit(folder / "posts/c.md", "date:", "fact: one\ndate:")
    return folder


def add_extension(srcdir: Path, kind: str) -> None:
    text = (srcdir / "conf.py").read_text("utf-8")
    save(srcdir / "conf.py", text + EXTENSION.format(kind=kind))


def rewritten(build_root: BuildRoot, app: SphinxTestApp) -> set[str]:
    before = stamps(app.outdir)
    again = build_root(ROOT)
    assert not warned(again)
    return pages(written(before, app.outdir))


def check_as_clean(build_root: BuildRoot, app: SphinxTestApp) -> None:
    incremental = snapshot(app.outdir)
    shutil.rmtree(app.outdir.parent)
    found = differences(incremental, snapshot(build_root(ROOT).outdir))
    assert not found, "\n".join(found)


POSTS = {f"posts/{name}" for name in "abcde"}


def test_pages_that_show_a_fact_follow_it(build_root: BuildRoot, srcdir: Path) -> None:
    add_extension(srcdir, "fact")
    app = build_root(ROOT)
    edit(srcdir / "posts/c.md", "fact: one", "fact: two")
    found = rewritten(build_root, app)
    assert found - {"index"} == {"about", *POSTS}  # "about" is in its toctree
    assert "Fact: two" in (app.outdir / "about.html").read_text("utf-8")
    check_as_clean(build_root, app)


def test_pages_stay_while_the_fact_does(build_root: BuildRoot, srcdir: Path) -> None:
    add_extension(srcdir, "fact")
    app = build_root(ROOT)
    edit(srcdir / "posts/c.md", "fact: one", "fact: one\nother: two")
    assert rewritten(build_root, app) == {"posts/c"}
    check_as_clean(build_root, app)


def test_a_document_that_is_gone_has_no_fact(
    build_root: BuildRoot, srcdir: Path
) -> None:
    add_extension(srcdir, "fact")
    app = build_root(ROOT)
    (srcdir / "posts/c.md").unlink()
    assert {"about", "posts/a"} <= rewritten(build_root, app)
    assert "Fact: None" in (app.outdir / "about.html").read_text("utf-8")
    check_as_clean(build_root, app)


@pytest.mark.parametrize(
    ("old", "new", "asked"),
    [("posts-fact", "", False), ("posts-fact", "tags", True), ("fact", "", True)],
)
def test_nobody_asks_about_posts_while_they_stay(
    build_root: BuildRoot, srcdir: Path, old: str, new: str, *, asked: bool
) -> None:
    """That is what a kind that begins with "posts-" promises."""
    add_extension(srcdir, old)
    build_root(ROOT)
    (srcdir / "asked.txt").unlink()
    if new:
        edit(srcdir / "posts/c.md", "tags: apple", "tags: lemon")
    else:
        edit(srcdir / "posts/c.md", "fact: one", "fact: one\nother: two")
    build_root(ROOT)
    assert (srcdir / "asked.txt").exists() is asked


def test_another_answer_while_posts_stay_is_not_seen(
    build_root: BuildRoot, srcdir: Path
) -> None:
    """The promise of "posts-" is the extension's to keep."""
    add_extension(srcdir, "posts-fact")
    app = build_root(ROOT)
    edit(srcdir / "posts/c.md", "fact: one", "fact: two")
    assert rewritten(build_root, app) == {"posts/c"}


def test_without_blog_scaling_nothing_is_noted(
    build_root: BuildRoot, srcdir: Path
) -> None:
    add_extension(srcdir, "fact")
    app = build_root(
        ROOT, extensions=["myst_parser", "permalink_blog.frontmatter", "ablog"]
    )
    assert "Fact: one" in (app.outdir / "about.html").read_text("utf-8")
    assert not (app.outdir / STORE).exists()
    assert not (srcdir / "asked.txt").exists()


def test_workers_note_it(build_root: BuildRoot, srcdir: Path) -> None:
    for number in range(30):
        save(srcdir / f"pages/{number}.md", f"---\norphan: 1\n---\n\n# {number}\n")
    add_extension(srcdir, "fact")
    app = build_root(ROOT, parallel=2)
    edit(srcdir / "posts/c.md", "fact: one", "fact: two")
    found = rewritten(build_root, app)
    assert found - {"index"} == {"about", *POSTS}  # "about" is in its toctree

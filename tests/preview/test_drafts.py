"""Drafts are listed, and say why they are drafts; feeds and archives have none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from site_tools.edits import save
from site_tools.pages import parsed
from site_tools.small_blogs import edit, pages, stamps, warned, written

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot

ROOT = "blog-preview"
NOTES = {
    "about": "Draft Its front matter says “draft: true”.",
    "posts/undated": "Draft It has no date, nor has the name of its file.",
    "posts/said": "Draft Its front matter says “published: false”.",
    "posts/unreadable": "Draft There is no such date: “2018-02-30”.",
    "posts/future": "Draft Its date is in the future: 1 January 2990. "
    "A build from that day on publishes it.",
}


def notes(path: Path) -> list[str]:
    return [
        " ".join(note.get_text(" ").split())
        for note in parsed(path).select(".blog-preview")
    ]


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_drafts_say_why(build_root: BuildRoot, builder: str) -> None:
    app = build_root(ROOT, builder, blog_preview=True)
    assert "2018-02-30" in warned(app)
    assert warned(app).count("WARNING") == 1
    for name, note in NOTES.items():
        path = app.builder.get_output_path(name)
        assert notes(path) == [note]
    for name in ("posts/summer", "posts/winter"):
        assert notes(app.builder.get_output_path(name)) == []
    [listed] = notes(app.outdir / "index.html")
    assert listed.startswith("Drafts Draft About Its front matter")
    assert listed.count("Draft ") == len(NOTES)
    links = parsed(app.outdir / "index.html").select(".blog-preview a")
    found = {link["href"] for link in links}
    assert found == {app.builder.get_relative_uri("index", name) for name in NOTES}
    for page in app.outdir.rglob("*.html"):
        if "http-equiv" not in page.read_text("utf-8"):
            robots = parsed(page).select("meta[name=robots]")
            assert "noindex" in {meta["content"] for meta in robots}, page
    waiting = [x for x in app.outdir.rglob("*.html") if "data-missing" in x.read_text()]
    # With dirhtml there is a copy where some hosts were told to look for it.
    copies = ["404/index.html"] if builder == "dirhtml" else []
    assert {x.relative_to(app.outdir).as_posix() for x in waiting} == {
        "404.html",
        *copies,
    }
    for feed in app.outdir.rglob("atom.xml"):
        assert "Later" not in feed.read_text("utf-8")
        assert "blog-preview" not in feed.read_text("utf-8")


def test_a_normal_build_has_nothing_of_it(build_root: BuildRoot) -> None:
    app = build_root(ROOT)
    everything = b"".join(x.read_bytes() for x in app.outdir.rglob("*") if x.is_file())
    assert b"blog-preview" not in everything
    assert not (app.outdir / "_preview").exists()


def test_a_normal_build_in_its_folder_leaves_nothing_of_it(
    build_root: BuildRoot, tmp_path: Path
) -> None:
    app = build_root(ROOT, blog_preview=True)
    srcdir = app.srcdir
    app = build_root(ROOT)
    found = {
        path.relative_to(app.outdir).as_posix(): path.read_bytes()
        for path in app.outdir.rglob("*")
        if path.is_file() and not path.name.startswith(".buildinfo")
    }
    assert not [file for file, text in found.items() if b"blog-preview" in text]
    assert not (app.outdir / "_preview").exists()
    assert srcdir == app.srcdir


def test_read_the_docs_shows_no_preview(
    build_root: BuildRoot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READTHEDOCS", "True")
    app = build_root(ROOT, blog_preview=True)
    assert "blog_preview is set on Read the Docs" in warned(app)
    assert notes(app.outdir / "index.html") == []


def test_the_list_follows(build_root: BuildRoot) -> None:
    app = build_root(ROOT, blog_preview=True)
    before = stamps(app.outdir)
    edit(app.srcdir / "posts/undated.md", "title: Undated", "title: Undated still")
    app = build_root(ROOT, blog_preview=True)
    assert "Undated still" in notes(app.outdir / "index.html")[0]
    assert {"index", "posts/undated"} <= pages(written(before, app.outdir))

    edit(app.srcdir / "posts/undated.md", "tags: cold", "date: 2020-01-01")
    app = build_root(ROOT, blog_preview=True)
    assert "Undated still" not in notes(app.outdir / "index.html")[0]
    assert notes(app.outdir / "posts/undated.html") == []

    before = stamps(app.outdir)
    edit(app.srcdir / "posts/winter.md", "cold, after", "colder, after")
    app = build_root(ROOT, blog_preview=True)
    assert "index" not in pages(written(before, app.outdir))


def test_without_the_other_extensions(build_root: BuildRoot) -> None:
    alone = ["myst_parser", "permalink_blog.preview"]
    app = build_root(ROOT, extensions=alone, blog_preview=True)
    assert notes(app.outdir / "about.html") == [NOTES["about"]]
    save(app.srcdir / "about.md", "# About\n\nEverybody.\n")
    app = build_root(ROOT, extensions=alone, blog_preview=True)
    assert "About" not in notes(app.outdir / "index.html")[0]


def test_german(build_root: BuildRoot) -> None:
    app = build_root(ROOT, blog_preview=True, language="de")
    [note] = notes(app.outdir / "posts/future.html")
    assert note.startswith("Entwurf ")
    assert "1. Januar 2990" in note


def test_where_pages_have_been(build_root: BuildRoot) -> None:
    def moved() -> object:
        return json.loads((app.outdir / "_preview/state.json").read_text())["moved"]

    app = build_root(ROOT, blog_preview=True)
    assert moved() == {}
    edit(app.srcdir / "posts/summer.md", "/summer/2018", "/warm")
    app = build_root(ROOT, blog_preview=True)
    assert moved() == {"summer/2018.html": "warm.html"}
    edit(app.srcdir / "posts/summer.md", "/warm", "/index")
    app = build_root(ROOT, blog_preview=True)
    assert "posts/summer.md:5: ERROR: permalink: '/index'" in warned(app)
    assert moved() == {"summer/2018.html": "warm.html"}
    edit(app.srcdir / "posts/summer.md", "/index", "/hot")
    app = build_root(ROOT, blog_preview=True)
    assert moved() == {"summer/2018.html": "hot.html", "warm.html": "hot.html"}

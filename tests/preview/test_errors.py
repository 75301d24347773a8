"""Mistakes: the page stays, says so, and is as before once they are fixed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conftest import refusal, snapshot
from permalink_blog.preview.templates import TemplateError
from site_tools.edits import save
from site_tools.fresh_builds import build
from site_tools.pages import parsed
from site_tools.small_blogs import edit, warned

if TYPE_CHECKING:
    from pathlib import Path

    from bs4 import Tag

    from conftest import BuildRoot

ROOT = "blog-preview"
WHERE = {"html": "summer/2018.html", "dirhtml": "summer/2018/index.html"}


def site(outdir: Path) -> dict[str, bytes]:
    """Give all of an output, but for what is left to the next build."""
    return {
        file: content
        for file, content in snapshot(outdir).items()
        if not file.startswith("_preview/")
    }


def differing(old: dict[str, bytes], new: dict[str, bytes]) -> set[str]:
    return {file for file in old.keys() | new.keys() if old.get(file) != new.get(file)}


def text_of(element: Tag) -> str:
    return " ".join(element.get_text(" ").split())


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_the_page_stays_and_recovers(build_root: BuildRoot, builder: str) -> None:
    app = build_root(ROOT, builder, blog_preview=True)
    before = site(app.outdir)
    post = app.srcdir / "posts/summer.md"
    good = post.read_text("utf-8")
    save(post, good.replace("tags: warm", "tags: [warm").replace("It was", "It is"))
    app = build_root(ROOT, builder, blog_preview=True)
    assert app.statuscode == 0
    told = "expected ',' or ']', but got ':'"
    assert f"posts/summer.md:5: ERROR: invalid front matter: {told}" in warned(app)
    assert warned(app).count("ERROR") == 1
    page = parsed(app.outdir / WHERE[builder])
    assert "It is warm." in page.get_text()
    assert "Summer" in page.select("h1")[-1].get_text()
    [note] = page.select(".blog-preview")
    assert text_of(note).startswith(
        "Error The front matter cannot be read. The page has the one that could be "
        f"read last. Fix it and save. posts/summer.md:5 : {told}"
    )
    lines = note.select("pre")[0].get_text().strip("\n").split("\n")
    assert [line.split(maxsplit=1)[0] for line in lines] == ["3", "4", "5", "6", "7"]
    assert note.select("mark")[0].get_text() == "   5  permalink: /summer/2018"
    listed = text_of(parsed(app.outdir / "index.html").select(".blog-preview")[0])
    assert listed.startswith("Drafts Error Summer posts/summer.md:5 Draft")
    assert site(app.outdir).keys() == before.keys()
    feed = (app.outdir / "blog/atom.xml").read_text("utf-8")
    assert "It is warm" in feed
    assert "blog-preview" not in feed

    save(post, good)
    app = build_root(ROOT, builder, blog_preview=True)
    assert not warned(app)
    assert differing(before, site(app.outdir)) == set()


def test_it_was_never_good(build_root: BuildRoot) -> None:
    app = build_root(ROOT, "dummy")
    post = app.srcdir / "posts/summer.md"
    good = post.read_text("utf-8")
    save(post, good.replace("tags: warm", "tags: [warm"))
    app = build_root(ROOT, blog_preview=True)
    page = parsed(app.outdir / "posts/summer.html")
    assert "It was warm." in page.get_text()
    assert "The page has none." in page.select(".blog-preview")[0].get_text()
    assert "permalink" not in page.select("article, .body")[0].get_text().replace(
        page.select(".blog-preview")[0].get_text(), ""
    )
    save(post, good)
    app = build_root(ROOT, blog_preview=True)
    assert "It was warm." in parsed(app.outdir / WHERE["html"]).get_text()
    # Where the page was, without a permalink, is a redirect now.
    old = parsed(app.outdir / "posts/summer.html")
    [refresh] = old.select("meta[http-equiv=refresh]")
    assert str(refresh["content"]).endswith(f"../{WHERE['html']}")
    assert "It was warm." not in old.get_text()


@pytest.mark.slow
def test_workers_keep_it_too(build_root: BuildRoot) -> None:
    app = build_root(ROOT, "dummy")
    for number in range(30):  # permalink_blog.incremental reads fewer in one process
        text = (
            f"---\ntitle: N{number}\ndate: 2019-01-01\npermalink: n{number}\n---\n\nx\n"
        )
        save(app.srcdir / f"posts/n{number}.md", text)
    app = build_root(ROOT, blog_preview=True, parallel=2)
    for number in range(30):
        edit(app.srcdir / f"posts/n{number}.md", "title:", "title")
    app = build_root(ROOT, blog_preview=True, parallel=2)
    assert warned(app).count("ERROR: invalid front matter") == 30
    for number in range(30):
        page = parsed(app.outdir / f"n{number}.html")
        assert f"posts/n{number}.md:" in page.select(".blog-preview")[0].get_text()


def test_a_permalink_that_cannot_be_moves_no_page(build_root: BuildRoot) -> None:
    app = build_root(ROOT, blog_preview=True)
    before = site(app.outdir)
    post = app.srcdir / "posts/summer.md"
    good = post.read_text("utf-8")
    save(post, good.replace("/summer/2018", "what?").replace("It was", "It is"))
    app = build_root(ROOT, blog_preview=True)
    assert "posts/summer.md:5: ERROR: permalink: 'what?'" in warned(app)
    assert warned(app).count("ERROR") == 1
    assert app.statuscode == 0
    assert site(app.outdir).keys() == before.keys()
    assert "It is warm." in parsed(app.outdir / WHERE["html"]).get_text()
    save(post, good)
    app = build_root(ROOT, blog_preview=True)
    assert differing(before, site(app.outdir)) == set()


WANTING = "---\ntitle: {0}\ndate: 2019-01-01\npermalink: /summer/2018\n---\n\nOf {0}.\n"


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_one_collision_stops_no_other_page(build_root: BuildRoot, builder: str) -> None:
    """The page that is there keeps its place, whatever its name is."""
    app = build_root(ROOT, builder, blog_preview=True)
    for name in ("after", "winter-too"):  # before and after "summer"
        save(app.srcdir / f"posts/{name}.md", WANTING.format(name))
    redirect = "permalink: /else\nredirect_from: /summer/2018\n---"
    edit(app.srcdir / "posts/winter.md", "---\n\n", f"{redirect}\n\n")
    edit(app.srcdir / "about.md", "#", "# New:")
    app = build_root(ROOT, builder, blog_preview=True)
    told = [line for line in warned(app).splitlines() if "posts/" in line]
    assert sorted(" ".join(line.split(" ")[:2]) for line in told) == [
        "posts/after.md:4: ERROR:",
        "posts/winter-too.md:4: ERROR:",
        "posts/winter.md:6: WARNING:",
    ]
    assert app.statuscode == 0

    def text(name: str) -> str:
        return parsed(app.builder.get_output_path(name)).get_text()

    assert "It was warm." in parsed(app.outdir / WHERE[builder]).get_text()
    assert "New:" in text("about")
    for name in ("after", "winter-too"):
        assert f"Of {name}." in text(f"posts/{name}")
        stock = f"posts/{name}{'/' if builder == 'dirhtml' else '.html'}"
        assert app.builder.get_target_uri(f"posts/{name}") == stock
        assert stock.removesuffix(".html") in (app.outdir / "blog/atom.xml").read_text()
    # The same again, in a build that reads nothing
    again = build_root(ROOT, builder, blog_preview=True)
    assert warned(again) == warned(app)
    assert differing(site(app.outdir), site(again.outdir)) == set()
    # Without the preview nothing is published.
    refusal(build_root(ROOT, builder))
    # When they are corrected, nothing is left of it.
    for name in ("after", "winter-too"):
        edit(app.srcdir / f"posts/{name}.md", "/summer/2018", name)
    edit(app.srcdir / "posts/winter.md", "/summer/2018", "/winter/2018")
    app = build_root(ROOT, builder, blog_preview=True)
    assert "ERROR" not in warned(app)
    incremental = site(app.outdir)
    clean = site(build_root(ROOT, builder, blog_preview=True, force_all=True).outdir)
    assert differing(incremental, clean) == set()
    left = [file for file in clean if file.startswith("posts/after")]
    for file in left:  # nothing but what leads from there
        assert "This page has moved" in (app.outdir / file).read_text("utf-8")


def test_a_place_beside_that_of_the_file(build_root: BuildRoot) -> None:
    app = build_root(ROOT, "dummy")
    wanting = "draft: true\npermalink: /posts/winter.html"
    edit(app.srcdir / "about.md", "draft: true", wanting)
    edit(app.srcdir / "posts/winter.md", "---\n\n", "permalink: what?\n---\n\n")
    app = build_root(ROOT, blog_preview=True)
    assert warned(app).count("ERROR") == 1
    assert app.builder.get_target_uri("posts/winter") == "posts/winter-2.html"
    assert (app.outdir / "posts/winter-2.html").is_file()


def test_a_template_is_told_by_file_and_line(build_root: BuildRoot) -> None:
    app = build_root(ROOT, "dummy")
    template = app.srcdir / "_templates/page.html"
    save(template, '{% extends "!page.html" %}\n{% if %}\n')
    told = r"_templates/page\.html:2: Expected an expression"
    with pytest.raises(TemplateError, match=told):
        build_root(ROOT, blog_preview=True, templates_path=["_templates"])
    save(template, '{% extends "!page.html" %}\n')
    build_root(ROOT, blog_preview=True, templates_path=["_templates"])


def test_code_that_has_changed(build_root: BuildRoot, tmp_path: Path) -> None:
    """In processes of their own, as a module is imported once in each."""
    srcdir = build_root(ROOT, "dummy").srcdir
    own = srcdir / "_ext/greeting"
    save(own / "__init__.py", "from greeting.words import setup\n")
    path = f'import sys\n\nsys.path.insert(0, "{own.parent}")\n'
    edit(srcdir / "conf.py", "project =", f"{path}project =")
    edit(
        srcdir / "conf.py",
        '"permalink_blog.preview",',
        '"permalink_blog.preview",\n    "greeting",',
    )

    def built(word: str) -> tuple[str, bool]:
        save(
            own / "words.py",
            "def read(app, docname, source):\n"
            f"    source[0] += '\\n\\n{word}\\n'\n\n\n"
            "def setup(app):\n"
            "    app.connect('source-read', read)\n",
        )
        folders = [str(srcdir), str(tmp_path / "out")]
        arguments = ["-D", "blog_preview=1", "-d", str(tmp_path / "dt"), *folders]
        done = build(arguments, tmp_path / "log", PYTHONDONTWRITEBYTECODE="1")
        assert done.status == 0, done.said
        page = (tmp_path / "out/posts/winter.html").read_text("utf-8")
        return page, "code of extensions has changed" in done.said

    page, is_told = built("Hello")
    assert "Hello" in page
    assert not is_told
    assert built("Hello") == (page, False)
    page, is_told = built("Goodbye")
    assert "Goodbye" in page
    assert is_told

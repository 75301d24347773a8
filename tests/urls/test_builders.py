from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup
from sphinx.util.inventory import InventoryFile

from conftest import refusal
from permalink_blog.core.build import build_of
from site_tools.links import Site

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp

    from conftest import BuildRoot, SharedBuild

BASE = "https://example.org/blog/"
FILES = {
    "html": {
        "posts/2018/summer": "summer-2018.html",
        "posts/2018/deep": "a/very/deep/index.html",
        "plain": "plain.html",
    },
    "dirhtml": {
        "posts/2018/summer": "summer-2018/index.html",
        "posts/2018/deep": "a/very/deep/index.html",
        "plain": "plain/index.html",
    },
}
URIS = {
    "html": {
        "posts/2018/summer": "summer-2018.html",
        "posts/2018/deep": "a/very/deep/",
    },
    "dirhtml": {"posts/2018/summer": "summer-2018/", "posts/2018/deep": "a/very/deep/"},
}
BUILDERS = ("html", "dirhtml")


def pages(outdir: Path) -> set[str]:
    return {
        path.relative_to(outdir).as_posix()
        for path in outdir.rglob("*.html")
        if path.relative_to(outdir).parts[0] != "_static"
    }


def soup(app: SphinxTestApp, docname: str) -> BeautifulSoup:
    file = app.outdir / FILES[app.builder.name][docname]
    return BeautifulSoup(file.read_text("utf-8"), "lxml")


@pytest.mark.parametrize("theme", ["alabaster", "furo"])
@pytest.mark.parametrize("builder", BUILDERS)
def test_pages_are_at_their_permalinks_and_all_links_arrive(
    shared_build: SharedBuild, builder: str, theme: str
) -> None:
    app = shared_build("permalinks", builder, html_theme=theme)
    assert app.warning.getvalue() == ""
    generated = {"genindex", "search"}
    suffix = ".html" if builder == "html" else "/index.html"
    assert pages(app.outdir) == {
        "index.html",
        *FILES[builder].values(),
        *(name + suffix for name in generated),
    }
    assert Site(app.outdir, BASE).broken() == []


@pytest.mark.parametrize("builder", BUILDERS)
def test_everything_that_prints_a_url_has_the_permalink(
    shared_build: SharedBuild, builder: str
) -> None:
    app = shared_build("permalinks", builder)
    for docname, uri in URIS[builder].items():
        canonical = soup(app, docname).select_one("link[rel=canonical]")
        assert canonical is not None
        assert canonical["href"] == BASE + uri
        inventory = InventoryFile.load(
            BytesIO((app.outdir / "objects.inv").read_bytes()), BASE, urljoin
        )
        assert inventory["std:doc"][docname].uri == BASE + uri
        assert docname not in (app.outdir / "index.html").read_text("utf-8")
    assert inventory["std:label"]["deep-label"].uri == (
        BASE + URIS[builder]["posts/2018/deep"] + "#deep-label"
    )
    genindex = app.outdir / (
        "genindex.html" if builder == "html" else "genindex/index.html"
    )
    assert "summer-2018" in genindex.read_text("utf-8")


def test_previous_and_next_are_at_their_permalinks(shared_build: SharedBuild) -> None:
    app = shared_build("permalinks")
    for rel, docname, href in [
        ("next", "posts/2018/summer", "a/very/deep/"),
        ("prev", "plain", "a/very/deep/"),
    ]:
        link = soup(app, docname).select_one(f"link[rel={rel}]")
        assert link is not None
        assert link["href"] == href


@pytest.mark.parametrize("theme", ["alabaster", "furo"])
def test_stock_pages_are_as_without_the_extension(
    shared_build: SharedBuild, theme: str
) -> None:
    """What nobody gave a permalink is where Sphinx alone puts it."""
    app = shared_build("permalinks", "dirhtml", html_theme=theme)
    assert app.builder.get_target_uri("plain") == "plain/"
    assert app.builder.get_target_uri("index") == ""
    assert app.builder.get_target_uri("genindex") == "genindex/"


def test_suffixes_of_the_site(build_root: BuildRoot) -> None:
    app = build_root("permalinks", html_file_suffix=".htm", html_link_suffix="")
    assert app.builder.get_target_uri("posts/2018/summer") == "summer-2018"
    assert (app.outdir / "summer-2018.htm").is_file()
    assert (app.outdir / "a/very/deep/index.htm").is_file()


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_page_that_hosts_look_for_by_name(
    build_root: BuildRoot, builder: str
) -> None:
    app = build_root("permalinks", builder, html_additional_pages={"404": "page.html"})
    assert (app.outdir / "404.html").is_file()
    assert not (app.outdir / "404").exists()


def test_permalink_pages_name_any_generated_page(build_root: BuildRoot) -> None:
    app = build_root("permalinks", permalink_pages={"genindex": "/all/"})
    assert (app.outdir / "all/index.html").is_file()
    assert not (app.outdir / "genindex.html").exists()
    assert Site(app.outdir, BASE).broken() == []


@pytest.mark.parametrize("builder", ["singlehtml", "text", "latex", "gettext", "epub"])
def test_other_builders_are_left_alone(build_root: BuildRoot, builder: str) -> None:
    app = build_root("permalinks", builder, version="1", copyright="2018, us")
    assert app.warning.getvalue() == ""
    assert not (app.outdir / "summer-2018.html").exists()


# What is refused


def edit(app: SphinxTestApp, docname: str, old: str, new: str) -> None:
    path = app.srcdir / f"{docname}.md"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("permalink", "reason"),
    [
        ("A/Very/Deep/", "is also where posts/2018/deep.md goes"),
        ("plain", "is also where plain.md goes"),
        ("search", "is also where the generated page 'search' goes"),
        ("genindex", "is also where the generated page 'genindex' goes"),
        ("_static/x", "belongs to Sphinx"),
        ("../../escape", "leads outside the site"),
        ("https://example.org/x", "is an absolute URL"),
    ],
)
def test_refused_before_anything_is_written(
    build_root: BuildRoot, permalink: str, reason: str
) -> None:
    app = build_root("permalinks", "dirhtml")
    before = {path: path.stat().st_mtime_ns for path in app.outdir.rglob("*.html")}
    edit(app, "posts/2018/summer", "permalink: summer-2018", f"permalink: {permalink}")
    edit(app, "plain", "# Plain", "# Plain and new")
    said = refusal(build_root("permalinks", "dirhtml"))
    assert reason in said
    assert "posts/2018/" in said
    assert f"{permalink!r}" in said or "deep.md:2" in said
    after = {path: path.stat().st_mtime_ns for path in app.outdir.rglob("*.html")}
    assert after == before


@pytest.mark.parametrize(
    ("summer", "deep", "reason"),
    [
        ("/v1.2", "/v1.2/deep", "needs a folder where posts/2018/deep.md is a file"),
        ("/v1.2/deep", "/v1.2", "is a file where posts/2018/deep.md needs a folder"),
    ],
)
def test_a_file_is_not_a_folder(
    build_root: BuildRoot, summer: str, deep: str, reason: str
) -> None:
    app = build_root("permalinks")
    edit(app, "posts/2018/summer", "summer-2018", deep)
    edit(app, "posts/2018/deep", "/a/very/deep/", summer)
    assert re.search(reason, refusal(build_root("permalinks")))


def test_a_page_and_a_folder_of_its_name_are_two_places(build_root: BuildRoot) -> None:
    app = build_root("permalinks")
    edit(app, "posts/2018/summer", "summer-2018", "/a/very/deep")
    app = build_root("permalinks")
    assert {"a/very/deep.html", "a/very/deep/index.html"} <= pages(app.outdir)


def test_a_document_of_ones_own_as_404(build_root: BuildRoot) -> None:
    app = build_root("permalinks", "dirhtml")
    edit(app, "posts/2018/summer", "summer-2018", "/404.html")
    app = build_root("permalinks", "dirhtml")
    assert "404.html" in pages(app.outdir)


def test_a_generated_page_may_be_refused_too(build_root: BuildRoot) -> None:
    said = refusal(
        build_root("permalinks", permalink_pages={"genindex": "plain", "search": "?"})
    )
    assert "permalink_pages['genindex']: 'plain' is also where plain.md goes" in said
    assert "permalink_pages['search']: '?' has a '?'" in said


def test_all_problems_are_listed_at_once(build_root: BuildRoot) -> None:
    app = build_root("permalinks")
    edit(app, "posts/2018/summer", "summer-2018", "/what?/")
    edit(app, "posts/2018/deep", "/a/very/deep/", "/:nonsense/")
    said = refusal(build_root("permalinks"))
    assert "posts/2018/summer.md:2: ERROR: permalink: '/what?/' has a '?'" in said
    assert "posts/2018/deep.md:2: ERROR: permalink: '/:nonsense/'" in said


def test_a_generated_page_never_overwrites_a_permalink(build_root: BuildRoot) -> None:
    app = build_root("permalinks")
    edit(app, "posts/2018/summer", "summer-2018", "/made/by/somebody.html")

    (app.srcdir / "conf.py").write_text(
        (app.srcdir / "conf.py").read_text("utf-8")
        + "\ndef setup(app):\n    app.connect('html-collect-pages', lambda app: "
        "[('made/by/somebody', {}, 'page.html')])\n",
        encoding="utf-8",
    )
    app = build_root("permalinks")
    assert app.statuscode == 1
    assert "also where posts/2018/summer.md goes" in app.warning.getvalue()
    page = (app.outdir / "made/by/somebody.html").read_text("utf-8")
    assert "<h1>Summer" in page


def test_no_generated_page_is_written_outside(build_root: BuildRoot) -> None:
    app = build_root("permalinks")
    app.builder.handle_page("../../outside", {})
    assert "is outside the output folder" in app.warning.getvalue()
    assert build_of(app).failed
    assert not (app.outdir / "../../outside.html").exists()


# What changes


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_moved_page_leaves_nothing_behind(
    build_root: BuildRoot, builder: str
) -> None:
    app = build_root("permalinks", builder)
    edit(app, "posts/2018/deep", "/a/very/deep/", "/elsewhere/")
    app = build_root("permalinks", builder)
    assert "elsewhere/index.html" in pages(app.outdir)
    assert not (app.outdir / "a").exists()
    assert Site(app.outdir, BASE).broken() == []
    assert app.warning.getvalue() == ""


def test_a_move_that_changes_case_only_arrives(build_root: BuildRoot) -> None:
    app = build_root("permalinks")
    edit(app, "posts/2018/summer", "summer-2018", "Summer-2018")
    app = build_root("permalinks")
    assert {"Summer-2018.html"} <= pages(app.outdir)
    assert "summer-2018.html" not in pages(app.outdir)


def test_two_pages_may_swap_places(build_root: BuildRoot) -> None:
    app = build_root("permalinks")
    edit(app, "posts/2018/summer", "summer-2018", "/a/very/deep/")
    edit(app, "posts/2018/deep", "/a/very/deep/", "summer-2018")
    app = build_root("permalinks")
    page = (app.outdir / "summer-2018.html").read_text("utf-8")
    assert "<h1>Deep" in page
    assert Site(app.outdir, BASE).broken() == []


def test_a_removed_document_leaves_nothing_behind(build_root: BuildRoot) -> None:
    app = build_root("permalinks")
    (app.srcdir / "plain.md").unlink()
    for docname in ("index", "posts/2018/summer"):
        text = (app.srcdir / f"{docname}.md").read_text("utf-8")
        text = text.replace("\nplain\n", "\n").replace(", [plain](../../plain.md)", "")
        (app.srcdir / f"{docname}.md").write_text(text, encoding="utf-8")
    app = build_root("permalinks")
    assert not (app.outdir / "plain.html").exists()
    assert Site(app.outdir, BASE).broken() == []


def test_both_builders_may_share_an_environment(build_root: BuildRoot) -> None:
    """``make html`` and ``make dirhtml`` do, and each has its own record."""
    build_root("permalinks", "html")
    app = build_root("permalinks", "dirhtml")
    edit(app, "posts/2018/deep", "/a/very/deep/", "/elsewhere/")
    build_root("permalinks", "dirhtml")
    app = build_root("permalinks", "html")
    assert "elsewhere/index.html" in pages(app.outdir)
    assert Site(app.outdir, BASE).broken() == []


def test_nothing_is_written_when_nothing_changed(build_root: BuildRoot) -> None:
    app = build_root("permalinks")
    before = (app.outdir / "summer-2018.html").stat().st_mtime_ns
    app = build_root("permalinks")
    assert (app.outdir / "summer-2018.html").stat().st_mtime_ns == before
    assert "no targets are out of date" in app.status.getvalue()


def test_the_same_in_parallel(build_root: BuildRoot) -> None:
    app = build_root("permalinks")
    serial = {name: (app.outdir / name).read_bytes() for name in pages(app.outdir)}
    app = build_root("permalinks", force_all=True, parallel=2)
    assert {name: (app.outdir / name).read_bytes() for name in serial} == serial

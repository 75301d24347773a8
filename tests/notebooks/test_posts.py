"""Notebooks as posts: MyST-NB in the place of MyST-Parser, with every extension."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

import pytest
from bs4 import BeautifulSoup

from conftest import refusal, snapshot
from site_tools.edits import save
from site_tools.epub import Epub, epub_of
from site_tools.flat_images import flat_png
from site_tools.small_blogs import warned

if TYPE_CHECKING:
    from pathlib import Path

    from bs4 import Tag
    from sphinx.testing.util import SphinxTestApp

    from conftest import BuildRoot

ROOT = "notebooks"
COMPUTED, MEASURED, PAIRED, PLAIN = (
    f"posts/{name}" for name in ("computed", "measured", "paired", "plain")
)


def page(app: SphinxTestApp, name: str) -> BeautifulSoup:
    path = app.builder.get_output_path(name)
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")


def one(soup: BeautifulSoup | Tag, selector: str) -> Tag:
    found = soup.select(selector)
    assert len(found) == 1, found
    return found[0]


def content(app: SphinxTestApp, name: str) -> str:
    """Give the content of a property of a page's head."""
    return str(one(page(app, MEASURED), f'meta[property="{name}"]')["content"])


@pytest.fixture(scope="module")
def base() -> str:
    return "https://example.org/"


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_posts(build_root: BuildRoot, builder: str, base: str) -> None:
    app = build_root(ROOT, builder)
    assert warned(app) == ""
    # Permalinks, titles and links
    measured = page(app, MEASURED)
    assert (app.outdir / "measured/index.html").is_file()
    assert one(measured, "div.body h1").text.rstrip("¶") == "Measured"
    links = [str(a["href"]) for a in page(app, "index").select("div.body p a")]
    assert links == ["computed/", "measured/", "measured/"]
    assert str(measured.select("div.body p a")[0]["href"]) == "../computed/"
    # Formulas in text and output, and sizes of images in both
    assert len(measured.select("div.body math")) == 2
    for image, size in zip(
        measured.select("div.body img"), [("300", "300"), ("400", "300")], strict=True
    ):
        assert (image["width"], image["height"]) == size
        path = unquote(urljoin(f"{base}measured/", str(image["src"])))
        assert (app.outdir / path.removeprefix(base)).is_file()
    assert measured.select("div.body img")[1]["alt"] == "A plot"
    # Metadata
    assert content(app, "og:title") == "Measured"
    assert content(app, "og:url") == f"{base}measured/"
    assert content(app, "og:image") == f"{base}_images/x.png"
    assert content(app, "article:published_time").startswith("2020-01-02")
    assert content(app, "og:description").startswith("The first paragraph of a noteb")
    # Archives, with excerpts
    archive = page(app, "blog/tag/python")
    titles = [a.text for a in archive.select("h2 a")]
    assert titles[-4:] == ["Plain", "Paired with Jupytext", "Measured", "Computed"]
    assert "The first paragraph of a notebook" in archive.text


def test_feeds(build_root: BuildRoot, base: str) -> None:
    app = build_root(ROOT)
    feed = BeautifulSoup((app.outdir / "blog/atom.xml").read_text("utf-8"), "xml")
    entries = {entry.title.text: entry for entry in feed.select("entry")}
    assert [*entries] == ["Plain", "Paired with Jupytext", "Measured", "Computed"]
    assert entries["Measured"].id.text == f"{base}measured/"
    html = BeautifulSoup(entries["Measured"].content.text, "lxml")
    assert not html.select("style, script")
    assert one(html, "td").text == "41"
    assert "said" in html.text
    for image in html.select("img"):
        path = str(image["src"]).removeprefix(base)
        assert (app.outdir / path).is_file()
    assert entries["Measured"].summary.text.startswith("The first paragraph of a note")
    paired = BeautifulSoup(entries["Paired with Jupytext"].content.text, "lxml")
    assert one(paired, "pre").text.strip() == 'print("hello")'


def test_search(build_root: BuildRoot) -> None:
    app = build_root(ROOT)
    text = (app.outdir / "searchindex.js").read_text(encoding="utf-8")
    index = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    assert index["docnames"][index["terms"]["paragraph"]] == "measured/"
    assert "Measured" in index["titles"]


def test_markdown_is_as_with_myst_parser(build_root: BuildRoot) -> None:
    """MyST-NB reads Markdown without cells as MyST-Parser does."""

    def body(app: SphinxTestApp) -> str:
        return str(one(page(app, PLAIN), "div.body section"))

    app = build_root(ROOT)
    with_notebooks = body(app)
    for name in (COMPUTED, MEASURED, PAIRED):
        next(app.srcdir.glob(f"{name}.*")).unlink()
    save(
        app.srcdir / "posts/other.md", "---\npermalink: /computed/\n---\n\n# Computed\n"
    )
    save(app.srcdir / "index.md", "# Home\n")
    extensions = ["myst_parser", *app.config.extensions[1:]]
    app = build_root(ROOT, extensions=extensions)
    assert body(app) == with_notebooks


@pytest.mark.parametrize("parallel", [0, 2])
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_an_incremental_build_is_as_a_clean_one(
    build_root: BuildRoot, builder: str, parallel: int
) -> None:
    app = build_root(ROOT, builder, parallel=parallel)
    path = app.srcdir / f"{MEASURED}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"][0]["source"][1] = "title: Measured again\n"
    image = json.dumps(flat_png(450, 300).hex())
    notebook["cells"][2]["outputs"][0]["data"]["text/plain"] = [image]
    save(path, json.dumps(notebook))
    text = (app.srcdir / f"{COMPUTED}.md").read_text(encoding="utf-8")
    save(app.srcdir / f"{COMPUTED}.md", text.replace("2020-01-01", "2019-05-01"))
    app = build_root(ROOT, builder, parallel=parallel)
    incremental = snapshot(app.outdir)
    assert (
        b"Measured again"
        in incremental[
            "blog/2020.html" if builder == "html" else "blog/2020/index.html"
        ]
    )
    clean = build_root(ROOT, builder, parallel=parallel, force_all=True)
    assert incremental == snapshot(clean.outdir)


def test_books(build_root: BuildRoot) -> None:
    """Nodes that MyST-NB has handlers for in HTML alone are written in a book, too."""
    app = build_root(ROOT, "epub")
    assert warned(app) == ""
    book = Epub(epub_of(app.outdir))
    computed = book.zip.read(f"{COMPUTED}.xhtml").decode()
    assert '<details class="admonition hide above-input">' in computed
    assert sum(name.endswith(".png") for name in book.names) >= 2
    assert build_root(ROOT, "latex", nb_execution_mode="off").statuscode == 0


DATES = [
    "2020-01-01",
    "2020-01-01 10:11:12",
    "2020-01-01 10:11:12 +0200",
    "2020-01-01T10:11:12Z",
    "2020-01-01 10:11",
    '"2020-01-01"',
]


def test_dates_of_text_notebooks(build_root: BuildRoot) -> None:
    """Dates without quotes mean what they mean in any other post."""
    app = build_root(ROOT, freshenv=True)
    for number, date in enumerate(DATES):
        for name, key in (("nb", "file_format: mystnb\n"), ("md", "")):
            head = f"date: {date}\nupdated: {date}\n{key}seen: [{date}]\n"
            text = f"---\n{head}2020-02-02: a date is a key\n---\n\n# Title\n\nText.\n"
            save(app.srcdir / f"posts/{name}{number}.md", text)
    app = build_root(ROOT)
    assert warned(app) == ""
    dates = {name: posts[0]["date"] for name, posts in app.env.ablog_posts.items()}  # type: ignore[attr-defined]
    for number, date in enumerate(DATES):
        assert dates[f"posts/nb{number}"] == dates[f"posts/md{number}"], date
        assert dates[f"posts/nb{number}"] is not None


class TestFrontMatterInCells:
    def write(
        self, root: Path, source: str, *, kind: str = "raw", **metadata: str
    ) -> None:
        cells = [
            {"cell_type": kind, "metadata": {}, "id": "a", "source": source},
            {"cell_type": "markdown", "metadata": {}, "id": "b", "source": "# Text"},
        ]
        notebook = {"cells": cells, "metadata": metadata}
        text = json.dumps({**notebook, "nbformat": 4, "nbformat_minor": 5}, indent=1)
        save(root / "posts/new.ipynb", text)

    @pytest.mark.parametrize("kind", ["raw", "markdown"])
    def test_a_first_cell_goes_before_metadata(
        self, build_root: BuildRoot, kind: str
    ) -> None:
        app = build_root(ROOT)
        cell = "---\ntitle: From the cell\ndate: 2020-05-05\n---\n"
        self.write(app.srcdir, cell, kind=kind, title="From metadata", permalink="/n/")
        app = build_root(ROOT)
        assert warned(app) == ""
        new = one(page(app, "posts/new"), "div.body")
        assert one(new, "h1").text.rstrip("¶") == "From the cell"
        assert "2020-05-05" not in new.text
        assert (app.outdir / "n/index.html").is_file()

    @pytest.mark.parametrize(
        "source", ["---", "--- x\n---", "Text\n---\n", "---\na: 1\n---\nMore"]
    )
    def test_other_cells_stay(self, build_root: BuildRoot, source: str) -> None:
        app = build_root(ROOT)
        self.write(app.srcdir, source, date="2020-05-05")
        app = build_root(ROOT)
        assert "posts/new" in app.env.all_docs

    def test_broken_yaml_is_told(self, build_root: BuildRoot) -> None:
        app = build_root(ROOT)
        self.write(app.srcdir, "---\ntitle: a: b\n---", date="2020-05-05")
        app = build_root(ROOT)
        (line,) = [x for x in warned(app).splitlines() if x]
        assert "posts/new.ipynb:2: WARNING: " in line
        assert "title: a: b" not in page(app, "posts/new").text

    def test_lines_of_metadata(self, build_root: BuildRoot) -> None:
        app = build_root(ROOT)
        self.write(app.srcdir, "Text", permalink="/a//../../b", date="2020-05-05")
        app = build_root(ROOT)
        lines = (app.srcdir / "posts/new.ipynb").read_text().splitlines()
        number = next(n for n, x in enumerate(lines, 1) if '"permalink"' in x)
        assert f"posts/new.ipynb:{number}: ERROR: permalink: " in warned(app)


def test_a_refused_build_writes_no_style(
    build_root: BuildRoot, rootdir: Path, tmp_path: Path
) -> None:
    srcdir = shutil.copytree(rootdir / f"test-{ROOT}", tmp_path / ROOT)
    save(srcdir / "posts/refused.md", "---\ntitle: A\npermalink: /../a\n---\n")
    extensions = [
        "permalink_blog.notebooks",
        "permalink_blog.safe_reading",
        "permalink_blog.frontmatter",
        "permalink_blog.urls",
    ]
    settings = {"extensions": extensions, "html_math_renderer": "mathjax"}
    app = build_root(ROOT, **settings)
    assert "myst_nb" in app.extensions
    refusal(app)
    assert not list(app.outdir.rglob("mystnb*"))
    (srcdir / "posts/refused.md").unlink()
    app = build_root(ROOT, **settings)
    assert list(app.outdir.rglob("mystnb*.css"))

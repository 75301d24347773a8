"""Extensions that people already use, on a root with permalinks."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup

from permalink_blog.urls.incompatible import REMEDIES
from site_tools.links import Site
from site_tools.written_sites import written_site

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp

    from conftest import BuildRoot

BASE = "https://example.org/blog/"
OURS = ["myst_parser", "permalink_blog.urls"]
SUMMER = {"html": "summer-2018.html", "dirhtml": "summer-2018/index.html"}
URI = {"html": "summer-2018.html", "dirhtml": "summer-2018/"}

both = pytest.mark.parametrize("builder", ["html", "dirhtml"])


def page(app: SphinxTestApp, file: str) -> BeautifulSoup:
    return BeautifulSoup((app.outdir / file).read_text("utf-8"), "lxml")


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, encoding="utf-8")


def is_sound(app: SphinxTestApp, **settings: Any) -> None:
    assert app.warning.getvalue() == ""
    assert Site(app.outdir, BASE, **settings).broken() == []


@both
def test_opengraph(build_root: BuildRoot, builder: str) -> None:
    app = build_root(
        "permalinks",
        builder,
        extensions=[*OURS, "sphinxext.opengraph"],
        ogp_site_url=BASE,
        ogp_social_cards={"enable": False},
    )
    is_sound(app)
    (url,) = page(app, SUMMER[builder]).select("meta[property='og:url']")
    assert url["content"] == BASE + URI[builder]


@both
def test_notfound(build_root: BuildRoot, builder: str) -> None:
    app = build_root(
        "permalinks",
        builder,
        extensions=[*OURS, "notfound.extension"],
        notfound_urls_prefix="/blog/",
        html_theme="furo",
    )
    is_sound(app)
    links = {link["href"] for link in page(app, "404.html").select("a[href]")}
    assert f"/blog/{URI[builder]}" in links


def test_the_404_page_answers_where_it_did(
    build_root: BuildRoot, tmp_path: Path
) -> None:
    conf = 'notfound_urls_prefix = "/"\n'
    extensions = ("myst_parser", "notfound.extension", "permalink_blog.urls")
    site = written_site(build_root, tmp_path, {}, conf=conf, extensions=extensions)
    app = site.build("dirhtml")
    assert app.warning.getvalue() == ""
    page = (app.outdir / "404.html").read_bytes()
    assert (app.outdir / "404/index.html").read_bytes() == page
    assert b'http-equiv="refresh"' not in page
    assert b'href="/search/"' in page
    site.write({"index.md": "# Another\n"})
    assert site.differences("dirhtml") == []
    # A document has the place.
    site.write({"404/index.md": "# Mine\n"})
    assert "Mine" in (site.build("dirhtml").outdir / "404/index.html").read_text()
    assert site.differences("dirhtml") == []


@both
def test_copybutton_and_design(build_root: BuildRoot, builder: str) -> None:
    extensions = [*OURS, "sphinx_design", "sphinx_copybutton"]
    app = build_root("permalinks", builder, extensions=extensions)
    append(
        app.srcdir / "index.md",
        "\n````{grid} 2\n```{grid-item-card} Summer\n:link: posts/2018/summer\n"
        ":link-type: doc\nText\n```\n````\n\n"
        "```{button-ref} posts/2018/deep\n:ref-type: doc\n```\n",
    )
    app = build_root("permalinks", builder, extensions=extensions)
    is_sound(app)
    home = page(app, "index.html")
    assert home.select(f".sd-card a[href='{URI[builder]}']")
    assert home.select("a.sd-btn[href='a/very/deep/']")


@both
def test_myst_nb(
    build_root: BuildRoot, builder: str, rootdir: Path, tmp_path: Path
) -> None:
    settings = {
        "extensions": ["myst_nb", "permalink_blog.urls"],
        "nb_execution_mode": "off",
        # Sphinx's default is one dictionary for the process, which myst_parser changed
        "source_suffix": {".md": "myst-nb", ".ipynb": "myst-nb"},
    }
    srcdir = tmp_path / "permalinks"
    shutil.copytree(rootdir / "test-permalinks", srcdir)
    cells = [
        {
            "cell_type": "markdown",
            "metadata": {},
            "source": "# Notebook\n\n[summer](posts/2018/summer.md)",
        },
        {
            "cell_type": "code",
            "metadata": {},
            "source": "print('a wombat')",
            "execution_count": 1,
            "outputs": [
                {"output_type": "stream", "name": "stdout", "text": "a wombat"}
            ],
        },
    ]
    metadata = {  # a notebook's metadata are its front matter
        "permalink": "/notebooks/first",
        "language_info": {"name": "python", "pygments_lexer": "ipython3"},
    }
    notebook = {
        "cells": cells,
        "metadata": metadata,
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    (srcdir / "notebook.ipynb").write_text(json.dumps(notebook))
    append(srcdir / "index.md", "\n[notebook](notebook.ipynb)\n\n")
    text = (srcdir / "index.md").read_text("utf-8")
    (srcdir / "index.md").write_text(text.replace("\nplain\n", "\nplain\nnotebook\n"))
    app = build_root("permalinks", builder, **settings)
    is_sound(app)
    suffix = ".html" if builder == "html" else "/index.html"
    notebook_page = page(app, "notebooks/first" + suffix)
    assert "a wombat" in notebook_page.text
    assert notebook_page.find("a", string="summer")


@both
def test_intersphinx_from_another_project(
    build_root: BuildRoot, builder: str, tmp_path: Path
) -> None:
    app = build_root("permalinks", builder)
    inventory = str(app.outdir / "objects.inv")
    other = tmp_path / "other"
    other.mkdir()
    (other / "conf.py").write_text(
        'extensions = ["myst_parser", "sphinx.ext.intersphinx"]\n'
        f"intersphinx_mapping = {{'blog': ({BASE!r}, {inventory!r})}}\n"
    )
    (other / "index.md").write_text(
        "# Other\n\n{external+blog:doc}`posts/2018/summer`,\n"
        "{external+blog:ref}`deep-label`, {external+blog:term}`quokka`\n"
    )
    app = build_root("other")
    assert app.warning.getvalue() == ""
    links = {link["href"] for link in page(app, "index.html").select("a.external")}
    assert links >= {
        BASE + URI[builder],
        BASE + "a/very/deep/#deep-label",
        BASE + URI[builder] + "#term-quokka",
    }


def test_toctrees(build_root: BuildRoot) -> None:
    app = build_root("permalinks")
    links = [
        link["href"] for link in page(app, "index.html").select(".toctree-wrapper a")
    ]
    assert links == [
        "summer-2018.html",
        "summer-2018.html#a-heading",
        "a/very/deep/",
        "plain.html",
    ]


# What makes URLs on its own: the guide says so, and what to do instead


@both
def test_rediraffe(build_root: BuildRoot, builder: str) -> None:
    moved = {"moved": "posts/2018/summer"}
    extensions = [*OURS, "sphinxext.rediraffe"]
    app = build_root(
        "permalinks", builder, extensions=extensions, rediraffe_redirects=moved
    )
    assert "move them to permalink_redirects" in app.warning.getvalue()
    app = build_root("permalinks", builder, permalink_redirects=moved)
    suffix = ".html" if builder == "html" else "/index.html"
    is_sound(app)
    (link,) = page(app, f"moved{suffix}").select("link[rel=canonical]")
    assert link["href"] == BASE + URI[builder]


def test_sphinx_sitemap(build_root: BuildRoot) -> None:
    app = build_root("permalinks", extensions=[*OURS, "sphinx_sitemap"])
    assert "remove it from extensions" in app.warning.getvalue()
    shutil.rmtree(app.outdir)
    for document in (app.srcdir / "posts").rglob("*.md"):  # all that have a permalink
        text = document.read_text("utf-8")
        document.write_text(text.replace("permalink:", "place:"))
    app = build_root("permalinks", extensions=[*OURS, "sphinx_sitemap"])
    assert app.warning.getvalue() == ""  # its URLs are those of the pages
    shutil.rmtree(app.srcdir)
    app = build_root("permalinks", extensions=[*OURS, "sphinx_sitemap"])
    shutil.rmtree(app.outdir)  # what another extension made there is not ours to fix
    app = build_root("permalinks")
    text = (app.outdir / "sitemap.xml").read_text("utf-8")
    assert BASE + "summer-2018.html" in text


@both
def test_sphinx_sitemap_lists_the_same_urls(
    build_root: BuildRoot, tmp_path: Path, builder: str
) -> None:
    """Where no document has a permalink, its sitemap is what it is without us."""
    stock = ("myst_parser", "sphinx_sitemap")
    files = {"index.md": "# Home\n", "b.md": "# B\n", "c/index.md": "# C\n"}
    conf = 'sitemap_url_scheme = "{link}"\n'
    listed = []
    for extensions in (stock, (*stock, "permalink_blog.urls")):
        site = written_site(
            build_root, tmp_path, files, conf=conf, extensions=extensions
        )
        app = site.build(builder)
        assert app.warning.getvalue() == ""
        text = (app.outdir / "sitemap.xml").read_text("utf-8")
        listed.append({loc.text for loc in BeautifulSoup(text, "xml").select("loc")})
        shutil.rmtree(site.folder)
    before, now = listed
    assert len(before) >= len(files)
    assert now == before


def test_the_guide_names_them_all(project_dir: Path) -> None:
    guide = (project_dir / "guide/add-to-your-site.md").read_text("utf-8")
    for name in REMEDIES:
        assert f"`{name}`" in guide

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from site_tools.edits import save
from site_tools.links import Site

if TYPE_CHECKING:
    from sphinx.testing.util import SphinxTestApp

    from conftest import BuildRoot

BASE = "https://example.org/blog/"
SEARCH = {"html": "search.html", "dirhtml": "search/index.html"}


def load(app: SphinxTestApp) -> dict[str, Any]:
    text = (app.outdir / "searchindex.js").read_text("utf-8")
    index = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    assert isinstance(index, dict)
    return index


def page_of_term(app: SphinxTestApp, term: str) -> str:
    index = load(app)
    found = index["terms"][term]
    assert isinstance(found, int), f"{term!r} is on one page"
    return str(index["docnames"][found])


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_every_result_leads_to_its_page(build_root: BuildRoot, builder: str) -> None:
    app = build_root("permalinks", builder)
    site = Site(app.outdir, BASE)
    index = load(app)
    assert len(index["docnames"]) == 4
    for uri in index["docnames"]:
        # searchtools.js: linkUrl = docName + LINK_SUFFIX, and both suffixes are ""
        assert site.why_broken(SEARCH[builder], uri) is None, uri
    assert page_of_term(app, "pangea").endswith(
        "summer-2018.html" if builder == "html" else "summer-2018/"
    )


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_the_search_page_joins_nothing_to_them(
    build_root: BuildRoot, builder: str
) -> None:
    app = build_root("permalinks", builder)
    page = (app.outdir / SEARCH[builder]).read_text("utf-8")
    scripts = re.findall(r'src="[^"]*_static/([\w.-]+)', page)
    ours = scripts.index("permalinks-search.js")
    assert scripts.index("documentation_options.js") < ours
    assert ours < scripts.index("searchtools.js")
    assert (app.outdir / "_static/permalinks-search.js").is_file()
    for other in ("plain.html", "plain/index.html"):
        if (app.outdir / other).exists():
            assert "permalinks-search" not in (app.outdir / other).read_text("utf-8")


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_an_incremental_build_keeps_the_index(
    build_root: BuildRoot, builder: str
) -> None:
    app = build_root("permalinks", builder)
    clean = load(app)
    plain = app.srcdir / "plain.md"
    plain.write_text(plain.read_text("utf-8") + "\nwombat\n", encoding="utf-8")
    app = build_root("permalinks", builder)
    assert app.warning.getvalue() == ""
    again = load(app)
    assert again["docnames"] == clean["docnames"]
    assert again["alltitles"] == clean["alltitles"]
    assert again["terms"].pop("wombat") == again["docnames"].index(
        "plain.html" if builder == "html" else "../plain/"
    )
    assert again["terms"] == clean["terms"]


def test_an_index_entry_of_two_pages(build_root: BuildRoot) -> None:
    app = build_root("permalinks")
    entry = "\n```{index} quokkas\n```\n"
    pages = [app.srcdir / "posts/2018/summer.md", app.srcdir / "plain.md"]
    save(pages[1], pages[1].read_text("utf-8") + entry)
    expected = load(build_root("permalinks"))["indexentries"]
    assert len(expected["quokkas"]) == 2
    for page in pages:  # of the other, the entry is what the last build left
        save(page, page.read_text("utf-8") + "\nMore.\n")
        assert load(build_root("permalinks"))["indexentries"] == expected


def test_a_moved_page_moves_in_the_index(build_root: BuildRoot) -> None:
    app = build_root("permalinks")
    post = app.srcdir / "posts/2018/summer.md"
    text = post.read_text("utf-8").replace("summer-2018", "/elsewhere/")
    post.write_text(text, encoding="utf-8")
    app = build_root("permalinks")
    assert page_of_term(app, "pangea") == "elsewhere/"


def test_a_broken_index_is_made_again(build_root: BuildRoot) -> None:
    app = build_root("permalinks")
    for text in ("", "Search.setIndex([])", 'Search.setIndex({"docnames": []})'):
        (app.outdir / "searchindex.js").write_text(text, encoding="utf-8")
        app = build_root("permalinks", force_all=True)
        assert app.warning.getvalue() == ""
        assert page_of_term(app, "pangea") == "summer-2018.html"

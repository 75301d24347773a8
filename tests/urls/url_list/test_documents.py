"""What old sources ask for, read without a build."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.core.store import STORE, Store
from permalink_blog.urls.pattern import STYLES
from permalink_blog.urls.record import read_record
from permalink_blog.urls.url_list.documents import (
    STYLE_KEY,
    docname_of,
    read_fields,
    urls_of,
)
from permalink_blog.urls.variants import bare_key

if TYPE_CHECKING:
    from conftest import BuildRoot

CASES = json.loads(
    (Path(__file__).parents[2] / "jekyll/permalinks.json").read_text("utf-8")
)
REFUSED_HERE = {"/what?x=1/", "/frag#ment/", "../../escape"}
TOLD = [
    case
    for case in CASES
    if case.get("output")
    and case["front_matter"].removeprefix("permalink: ") not in REFUSED_HERE
    and ("permalink:" in case["front_matter"] or case["permalink"] in {None, *STYLES})
]


def notebook(source: str | list[str]) -> str:
    """Write a notebook with one cell."""
    return json.dumps({"cells": [{"cell_type": "markdown", "source": source}]})


@pytest.mark.parametrize("case", TOLD, ids=lambda case: case["front_matter"])
def test_what_jekyll_answered(case: dict[str, Any]) -> None:
    text = f"---\n{case['front_matter']}\n---\n\nText\n"
    assert bare_key(case["output"]) in urls_of(f"_posts/{case['name']}", text)


@pytest.mark.parametrize("style", [None, "pretty"])
def test_every_page_of_a_build_is_told(
    build_root: BuildRoot, style: str | None
) -> None:
    app = build_root(
        "published-urls",
        permalink_style=style,
        suppress_warnings=["toc.not_included"],
    )
    assert app.warning.getvalue() == ""
    pages = read_record(Store(app.outdir / STORE)).pages
    assert len(pages) == 5
    for docname, file in pages.items():
        source = app.env.doc2path(docname)
        told = urls_of(source.relative_to(app.srcdir).as_posix(), source.read_text())
        assert bare_key(file) in told


@pytest.mark.parametrize(
    ("file", "text", "urls"),
    [
        ("a/b.md", "# No front matter", {"a/b": ""}),
        ("a/index.rst", "Title", {"a": ""}),
        ("index.md", "", {"": ""}),
        ("a.md", "---\npermalink: /Old/Name/\n---\n", {"old/name": "permalink"}),
        ("a.md", "---\r\npermalink: x\r\n---\r\n", {"x": "permalink"}),
        ("a.md", "---\npermalink: 2018\n---\n", {"2018": "permalink"}),
        ("a.md", "---\npermalink: true\n---\n", {"true": "permalink"}),
        ("a.md", "---\npermalink: null\n---\n", {"a": ""}),
        ("a.ipynb", notebook("---\npermalink: x\n---\n"), {"x": "permalink"}),
        ("a.ipynb", notebook(["---\n", "permalink: x\n", "---"]), {"x": "permalink"}),
        ("a.ipynb", notebook("# Title"), {"a": ""}),
        ("a.ipynb", '{"cells": []}', {"a": ""}),
        ("a.ipynb", '{"cells": [{"source": 1}]}', {"a": ""}),
        ("a.ipynb", "[1]", {"a": ""}),
        ("a.ipynb", "[" * 100_000, {"a": ""}),
        ("a.md", "---\npermalink: [x]\n---\n", {"a": ""}),
        ("a.md", "---\npermalink: /what?\n---\n", {}),
        ("a.md", "---\npermalink: x\ndate: 2018-02-30\n---\n", {"x": "permalink"}),
        ("a.md", "---\npermalink: [\n---\n", {"a": ""}),
        ("a.md", '---\npermalink: "\\uD800"\n---\n', {}),
        ("caf\udce9.md", "---\npermalink: /:path/\n---\n", {}),
        (
            "a.md",
            '---\npermalink: /:categories/x\ncategory: "\\uD800"\n---\n',
            {"x": "permalink"},
        ),
        ("a.md", "text\n---\npermalink: x\n---\n", {"a": ""}),
        ("a.rst", ":permalink: x\n:aliases: /y\n", {"x": "permalink", "y": "aliases"}),
        (
            "a.md",
            "---\nredirect_from: [/b.html, /c/]\nredirect: d\n---\n",
            {"a": "", "b": "redirect_from", "c": "redirect_from", "d": "redirect"},
        ),
    ],
)
def test_urls(file: str, text: str, urls: dict[str, str]) -> None:
    assert urls_of(file, text) == urls


def test_a_dated_post_may_be_where_a_style_puts_it() -> None:
    text = "---\ncategory: Talks\n---\n"
    assert urls_of("posts/2018-08-01-hi.md", text) == {
        "posts/2018-08-01-hi": "",
        "talks/2018/08/01/hi": STYLE_KEY,
        "talks/2018/213/hi": STYLE_KEY,
        "talks/2018/w31/wed/hi": STYLE_KEY,
        "talks/hi": STYLE_KEY,
    }


@given(st.text(), st.sampled_from(["a.md", "a.rst"]))
def test_any_source_is_read(text: str, file: str) -> None:
    for source in (text, f"---\n{text}\n---\n", f"---\npermalink: {text}\n---\n"):
        assert all(
            isinstance(value, str) for value in read_fields(file, source).values()
        )
        assert all(isinstance(key, str) for key in urls_of(file, source))


def test_docname() -> None:
    assert docname_of("posts/v1.2.md") == "posts/v1.2"

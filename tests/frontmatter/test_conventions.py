"""Tags and categories of sites that ABlog has published."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from sphinx.errors import ConfigError

if TYPE_CHECKING:
    from tests.frontmatter.conftest import BuildBlog

STOCK = ["myst_parser", "ablog"]
FRONT_MATTER = (
    "tags: two words",
    "tags: two words, three",
    "tags:  a , b ",
    "tags: [two words, three]",
    "tags: ['two words', three]",
    "tags: one",
    "tags: 2018",
    "tag: two words",
    "tags: open science\ntag: other",
    "category: data science",
    "category: data science, til",
    "categories: data science",
    "category: til\ncategories: q r",
    "author: Ann Example, Bo\nlocation: Here, There\nlanguage: en",
)
KINDS = ("tags", "category", "author", "location", "language")


def documents() -> dict[str, str]:
    """Write posts in Markdown and in reStructuredText."""
    found = {}
    for number, text in enumerate(FRONT_MATTER):
        head = f"blogpost: true\ndate: 2020-01-01\n{text}"
        found[f"posts/m{number}.md"] = f"---\n{head}\n---\n\n# A\n\nText.\n"
        fields = "".join(f":{line}\n" for line in head.splitlines())
        found[f"posts/r{number}.rst"] = f"{fields}\nA\n=\n\nText.\n"
    return found


def test_ablogs_convention_is_what_stock_ablog_reads(build_blog: BuildBlog) -> None:
    stock = build_blog(documents(), extensions=STOCK)
    known = {
        name: [stock.post(name)[kind] for kind in KINDS]
        for name in stock.app.env.ablog_posts
    }
    assert len(known) == 2 * len(FRONT_MATTER)
    shutil.rmtree(stock.app.outdir.parent)
    built = build_blog({}, jekyll_frontmatter_tags="ablog")
    assert built.warnings == ""
    for name, labels in known.items():
        expected = [[x for x in label if x] for label in labels]
        if name.endswith("m13"):
            expected[2] = known["posts/r13"][2]
        if name.endswith("r4"):  # the quotes would be curly ones, and part of the tag
            expected[0] = known["posts/m4"][0]
        assert [built.post(name)[kind] for kind in KINDS] == expected, name


def test_jekylls_convention_is_the_default(build_blog: BuildBlog) -> None:
    built = build_blog(documents())
    assert built.post("posts/m0")["tags"] == ["two", "words"]
    assert built.post("posts/r0")["tags"] == ["two", "words"]
    assert built.post("posts/m9")["category"] == ["data science"]
    assert built.post("posts/m11")["category"] == ["data", "science"]


def test_placeholders_of_permalinks_follow_it(build_blog: BuildBlog) -> None:
    text = "---\ndate: 2020-01-01\npermalink: /:categories/x/\ncategory: a b, c\n---\n"
    built = build_blog(
        {"posts/p.md": f"{text}\n# P\n"},
        "html",
        extensions=[
            "myst_parser",
            "permalink_blog.frontmatter",
            "ablog",
            "permalink_blog.urls",
        ],
        jekyll_frontmatter_tags="ablog",
    )
    assert (built.app.outdir / "a b/c/x/index.html").is_file()


def test_another_convention(build_blog: BuildBlog) -> None:
    with pytest.raises(ConfigError, match="jekyll_frontmatter_tags: 'hugo' is not a"):
        build_blog({}, jekyll_frontmatter_tags="hugo")

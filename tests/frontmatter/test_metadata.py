"""What everyone finds in ``env.metadata``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.testing.util import SphinxTestApp
    from tests.frontmatter.conftest import BuildBlog

PLAIN = "frontmatter-plain"

FULL = """\
---
layout: post
title: "Hello: world"
permalink: /hello/
tags: open science
category: 日本
categories: [data science, til]
date: 2018-08-01 23:30:00 +0000
author: {name: A_b_ "c", twitter: "@ab"}
image: /img/x.png
excerpt: Short.
nocomments: true
exclude: true
redirect_from:
  - /old/
unknown: {a: [1, null]}
---

Text.
"""


def test_everything_is_kept_and_lists_have_one_form(build_blog: BuildBlog) -> None:
    built = build_blog({"posts/a.md": FULL}, permalink_timezone="Europe/Berlin")
    metadata = built.metadata("posts/a")
    expected = {
        "layout": "post",
        "title": "Hello: world",
        "permalink": "/hello/",
        "tags": '["open", "science"]',
        "category": "日本",
        "categories": '["data science", "til", "日本"]',
        "date": "2018-08-02T01:30:00",
        "author": '{"name": "A_b_ \\"c\\"", "twitter": "@ab"}',
        "image": "/img/x.png",
        "excerpt": "Short.",
        "nocomments": "True",
        "exclude": "True",
        "redirect_from": '["/old/"]',
        "unknown": '{"a": [1, null]}',
    }
    assert {key: metadata[key] for key in expected} == expected
    assert built.warnings == ""


def test_the_same_without_ablog(build_blog: BuildBlog) -> None:
    with_ablog = build_blog({"posts/a.md": FULL}).metadata("posts/a")
    built = build_blog({"pages/a.md": FULL}, root=PLAIN)
    without = built.metadata("pages/a")
    assert {**without, "orphan": True} == with_ablog
    assert built.warnings == ""


def test_a_second_reading_changes_nothing(build_blog: BuildBlog) -> None:
    first = build_blog({"posts/a.md": FULL}).metadata("posts/a")
    block = "\n".join(f"{key}: {json.dumps(first[key])}" for key in ("tags", "date"))
    again = build_blog({"posts/a.md": f"---\n{block}\n---\n\n# A\n"})
    assert again.metadata("posts/a")["tags"] == first["tags"]
    assert again.metadata("posts/a")["date"] == first["date"]


def test_restructuredtext(build_blog: BuildBlog) -> None:
    text = """\
:tags: python, open science
:category: til
:Date: August 1, 2018
:author: Jo, Ada
:nocomments:
:image: /x.png

Heading
=======

Text.
"""
    built = build_blog({"posts/a.rst": text})
    metadata, post = built.metadata("posts/a"), built.post("posts/a")
    assert metadata["tags"] == '["python", "open science"]'
    assert metadata["categories"] == '["til"]'
    assert metadata["date"] == "2018-08-01"
    assert metadata["author"] == "Jo, Ada"
    assert post["tags"] == ["python", "open science"]
    assert post["author"] == ["Jo", "Ada"]
    assert post["date"].isoformat() == "2018-08-01T00:00:00"
    assert post["nocomments"] is True
    assert built.warnings == ""


def test_a_german_site(build_blog: BuildBlog) -> None:
    text = "---\ndate: 1 Aug 2018\nauthor: Jo\n---\n\n# A\n"
    rst = ":Datum: 1 Aug 2018\n:Autor: Jo\n\nA\n=\n"
    built = build_blog({"posts/a.md": text, "posts/b.rst": rst}, language="de")
    for docname in ("posts/a", "posts/b"):
        assert built.metadata(docname)["date"] == "2018-08-01"
        assert built.post(docname)["author"] == ["Jo"]
        assert built.post(docname)["date"].isoformat() == "2018-08-01T00:00:00"


@pytest.mark.parametrize(
    ("authors", "expected"),
    [("[Jo Doe, Ada]", ["Jo Doe", "Ada"]), ("[{name: Jo}]", ["Jo"])],
)
def test_authors(build_blog: BuildBlog, authors: str, expected: list[str]) -> None:
    built = build_blog({"posts/a.md": f"---\nauthors: {authors}\n---\n\n# A\n"})
    assert built.metadata("posts/a")["authors"] == expected
    assert built.post("posts/a")["author"] == expected
    assert built.warnings == ""


def test_a_date_in_a_file_name_is_for_posts(build_blog: BuildBlog) -> None:
    text = "# Heading\n\nText.\n"
    names = ("posts/2018-08-01-a.md", "posts/2018-08-02-b/index.md", "2018-08-03-c.md")
    built = build_blog(
        {
            **dict.fromkeys(names, text),
            "2018-08-04-d.md": ("---\nblogpost: true\n---\n\n# Heading\n"),
        }
    )
    assert built.metadata("posts/2018-08-01-a")["date"] == "2018-08-01"
    assert built.metadata("posts/2018-08-02-b/index")["date"] == "2018-08-02"
    assert "date" not in built.metadata("2018-08-03-c")
    assert built.metadata("2018-08-04-d")["date"] == "2018-08-04"


def test_front_matter_wins_over_the_file_name(build_blog: BuildBlog) -> None:
    built = build_blog({"posts/2018-08-01-a.md": "---\ndate: 2017-01-02\n---\n\n# A\n"})
    assert built.metadata("posts/2018-08-01-a")["date"] == "2017-01-02"


@pytest.mark.parametrize(
    ("text", "line", "value"),
    [
        ("---\ntags: a\ndate: 2018-02-30\n---\n\n# A\n", 3, "2018-02-30"),
        ('---\ndate: "soon"\n---\n\n# A\n', 2, "soon"),
        ("---\ndate: 2018\n---\n\n# A\n", 2, "2018"),
    ],
)
def test_an_impossible_date(
    build_blog: BuildBlog, text: str, line: int, value: str
) -> None:
    built = build_blog({"posts/2017-01-01-a.md": text})
    docname = "posts/2017-01-01-a"
    assert built.post(docname)["date"] is None
    assert built.metadata(docname)["date"] == value
    if "tags" in text:
        assert built.post(docname)["tags"] == ["a"]
    (warning,) = built.warnings.splitlines()
    assert f"a.md:{line}: WARNING: date: {value!r}: expected a date such as" in warning
    assert '"2018-08-01", ' in warning
    assert "The post stays a draft." in warning
    assert "[front_matter.date]" in warning


def test_an_impossible_date_in_a_file_name(build_blog: BuildBlog) -> None:
    built = build_blog({"posts/2018-13-01-a.md": "# A\n"})
    assert built.post("posts/2018-13-01-a")["date"] is None
    assert "file name: '2018-13-01': expected a date" in built.warnings


def test_a_date_of_a_page_is_its_own(build_blog: BuildBlog) -> None:
    built = build_blog({"pages/a.md": "---\ndate: soon\n---\n\n# A\n"}, root=PLAIN)
    assert built.metadata("pages/a")["date"] == "soon"
    assert built.warnings == ""


def test_an_unknown_zone_is_ignored_as_by_jekyll(build_blog: BuildBlog) -> None:
    text = "---\ndate: 2018-08-01 10:11:12 CET\n---\n\n# A\n"
    built = build_blog({"posts/a.md": text})
    assert built.metadata("posts/a")["date"] == "2018-08-01T10:11:12"
    assert "'cet' is ignored" in built.warnings


def test_empty_front_matter(build_blog: BuildBlog) -> None:
    built = build_blog({"posts/2018-08-01-a.md": "---\n---\n\n# A\n"})
    assert built.metadata("posts/2018-08-01-a")["date"] == "2018-08-01"
    assert built.warnings == ""


def test_bad_yaml(build_blog: BuildBlog) -> None:
    built = build_blog(
        {"posts/a.md": "---\ntags: b\ntitle: [x, y\n---\n\n# A\n\nText.\n"}
    )
    assert "a.md:4: WARNING: front matter is ignored: expected ','" in built.warnings
    assert "[front_matter.yaml]" in built.warnings
    assert built.post("posts/a")["title"] == "A"
    assert [node.astext() for node in built.post("posts/a")["excerpt"]] == ["Text."]


def test_reading_in_parallel(
    build_blog: BuildBlog, make_app: Callable[..., SphinxTestApp]
) -> None:
    documents = {f"pages/p{number:02}.md": FULL for number in range(12)}
    serial = build_blog(documents, root=PLAIN)
    serial.app.cleanup()
    app = make_app("dummy", srcdir=serial.app.srcdir, parallel=2, freshenv=True)
    app.build()
    assert app.parallel == 2
    assert app.env.metadata == serial.app.env.metadata
    assert app.env.titles.keys() == serial.app.env.titles.keys()
    assert app.warning.getvalue() == ""

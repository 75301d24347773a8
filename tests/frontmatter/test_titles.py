"""One title a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from docutils import nodes

if TYPE_CHECKING:
    from tests.frontmatter.conftest import BuildBlog, Built

PLAIN = "frontmatter-plain"
NO_HEADER_WARNING = {"suppress_warnings": ["myst.header"]}


def outline(built: Built, docname: str) -> list[object]:
    """Show a document as nested lists: headings are texts, their sections lists."""

    def show(node: nodes.Element) -> list[object]:
        shown: list[object] = []
        for child in node.children:
            if isinstance(child, nodes.section):
                shown.append(show(child))
            elif isinstance(child, nodes.title):
                shown.append(f"# {child.astext()}")
            elif isinstance(child, nodes.paragraph):
                shown.append(child.astext())
        return shown

    return show(built.app.env.get_doctree(docname))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "---\ntitle: My post\n---\n\n# My post\n\ntext\n\n## Sub\n",
            [["# My post", "text", ["# Sub"]]],
            id="the same heading stays",
        ),
        pytest.param(
            "---\ntitle: the `foo`  post\n---\n\n# The *foo* post\n\ntext\n",
            [["# The foo post", "text"]],
            id="the same but for its markup",
        ),
        pytest.param(
            "---\ntitle: My post\n---\n\n# Other\n\ntext\n\n## Sub\n\n# More\n",
            [["# My post", ["# Other", "text", ["# Sub"]], ["# More"]]],
            id="another heading goes below",
        ),
        pytest.param(
            "---\ntitle: My post\n---\n\ntext\n\n## Sub\n\n## More\n",
            [["# My post", "text", ["# Sub"], ["# More"]]],
            id="text first",
        ),
        pytest.param(
            "---\ntitle: My post\n---\n\n## Sub\n\ntext\n\n### Deep\n",
            [["# My post", ["# Sub", "text", ["# Deep"]]]],
            id="a deeper heading first",
        ),
        pytest.param(
            "---\ntitle: My post\n---\n\nintro\n\n# My post\n\ntext\n\n# More\n",
            [["# My post", "intro", "text", ["# More"]]],
            id="text, then the same heading",
        ),
        pytest.param(
            "---\ntitle: My post\n---\n", [["# My post"]], id="nothing but a title"
        ),
        pytest.param(
            "---\ntags: a\n---\n\n# Heading\n\ntext\n\n# More\n",
            [["# Heading", "text"], ["# More"]],
            id="no title in front matter",
        ),
        pytest.param(
            "---\ntitle: 'A < B & *C*'\n---\n\ntext\n",
            [["# A < B & *C*", "text"]],
            id="a title is plain text",
        ),
        pytest.param(
            "---\ntitle: <b>A</b> `b` [c](d) ![e](f.png)\n---\n\ntext\n",
            [["# <b>A</b> `b` [c](d) ![e](f.png)", "text"]],
            id="with HTML and Markdown",
        ),
        pytest.param(
            "---\ntitle: |\n  A\n\n  <b>B</b>\ndate: 2020-01-01\n---\n\ntext\n",
            [["# A <b>B</b>", "text"]],
            id="of several lines",
        ),
    ],
)
@pytest.mark.parametrize("to_header", [False, True])
def test_title(
    build_blog: BuildBlog, text: str, expected: list[object], *, to_header: bool
) -> None:
    built = build_blog(
        {"pages/a.md": text},
        root=PLAIN,
        myst_title_to_header=to_header,
        **NO_HEADER_WARNING,
    )
    assert outline(built, "pages/a") == expected
    assert built.warnings == ""


def test_what_docutils_shows_of_front_matter_is_text(build_blog: BuildBlog) -> None:
    fields = "".join(
        f"{key}: <b>x</b> *y*\n" for key in ("abstract", "dedication", "copyright")
    )
    built = build_blog({"pages/a.md": f"---\ntitle: A\n{fields}---\n"}, root=PLAIN)
    document = built.app.env.get_doctree("pages/a")
    topics = [node[1].astext() for node in document.findall(nodes.topic)]
    assert topics == ["<b>x</b> *y*"] * 2
    assert not list(document.findall(nodes.raw))
    assert built.app.env.metadata["pages/a"]["copyright"] == "<b>x</b> *y*"
    assert built.warnings == ""


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("2018-08-01-my-first-post", "text\n", [["# My First Post", "text"]]),
        ("my-first-post/index", "", [["# My First Post"]]),
        ("a", "# Heading\n\ntext\n", [["# Heading", "text"]]),
        ("a", "intro\n\n# Heading\n\ntext\n", ["intro", ["# Heading", "text"]]),
        (
            "a-b",
            "intro\n\n## One\n\n## Two\n",
            [["# A B", "intro", ["# One"], ["# Two"]]],
        ),
        ("a", "# One\n\n# Two\n", [["# One"], ["# Two"]]),
        ("a", "<div>raw</div>\n\n---\n\ntext\n", [["# A", "text"]]),
    ],
)
def test_title_of_a_post_without_one(
    build_blog: BuildBlog, name: str, text: str, expected: list[object]
) -> None:
    text = f"---\nlayout: post\n---\n\n{text}"
    built = build_blog({f"posts/{name}.md": text}, **NO_HEADER_WARNING)
    assert outline(built, f"posts/{name}") == expected
    assert built.warnings == ""
    title = re.findall(r"# ([^']*)'", str(expected))[0]
    assert built.post(f"posts/{name}")["title"] == title
    assert built.app.env.titles[f"posts/{name}"].astext() == title


def test_a_page_is_no_post(build_blog: BuildBlog) -> None:
    built = build_blog({"pages/a.md": "text\n"}, root=PLAIN)
    assert outline(built, "pages/a") == ["text"]


LINKED = """\
---
title: My page
---

(explicit)=

# Overview

[below](#details), [here](#explicit), {ref}`explicit`, [top](#overview)

## Details

text[^1]

[^1]: Note.
"""

LINKS = """\
# Links

[a](a.md), [b](a.md#details), [c](a.md#overview), {ref}`explicit`, {doc}`a`
"""


def test_links_keep_working(build_blog: BuildBlog) -> None:
    built = build_blog(
        {"pages/a.md": LINKED, "pages/b.md": LINKS},
        "html",
        root=PLAIN,
        myst_heading_anchors=3,
    )
    assert built.warnings == ""
    page = built.page("pages/a")
    assert page.count("<h1>") == 1
    for anchor in ("my-page", "explicit", "overview", "details"):
        assert f'id="{anchor}"' in page
    links = re.findall(r'href="(a\.html[^"]*)"', built.page("pages/b").split("<h1>")[1])
    assert links[:5] == [
        "a.html",
        "a.html#details",
        "a.html#overview",
        "a.html#explicit",
        "a.html",
    ]
    assert '<a class="reference internal" href="pages/a.html">My page</a>' in (
        built.page("index")
    )


def test_ids_of_headings_do_not_change(build_blog: BuildBlog) -> None:
    text = "---\ntitle: Setup\n---\n\nintro\n\n## Start\n\n### Setup\n\n[](#setup)\n"
    built = build_blog(
        {"pages/a.md": text},
        "html",
        root=PLAIN,
        myst_heading_anchors=3,
        **NO_HEADER_WARNING,
    )
    page = built.page("pages/a")
    assert re.search(r'id="setup">\s*<h3>Setup', page)
    assert 'href="#setup"><span class="std std-ref">Setup</span></a>' in page
    assert built.warnings == ""


@pytest.mark.parametrize("to_header", [False, True])
def test_targets_of_the_title(build_blog: BuildBlog, *, to_header: bool) -> None:
    text = (
        "---\ntitle: My page\n---\n\n(label)=\n\n# My page\n\n"
        "[](#my-page) {ref}`label`\n"
    )
    built = build_blog(
        {"pages/a.md": text},
        "html",
        root=PLAIN,
        myst_heading_anchors=2,
        myst_title_to_header=to_header,
    )
    assert built.warnings == ""
    page = built.page("pages/a")
    for target in re.findall(
        r'href="#([\w-]+)"><span class="std std-ref">My page', page
    ):
        assert f'id="{target}"' in page
    assert page.count('<span class="std std-ref">My page</span>') == 2


def test_restructuredtext(build_blog: BuildBlog) -> None:
    text = ":title: My page\n\n.. _label:\n\nOther\n=====\n\n:ref:`label`\n"
    built = build_blog({"pages/a.rst": text}, root=PLAIN)
    assert outline(built, "pages/a") == [["# My page", ["# Other", "label"]]]
    assert built.warnings == ""


def test_a_heading_of_restructuredtext_is_no_front_matter(
    build_blog: BuildBlog,
) -> None:
    built = build_blog({"pages/a.rst": "---\n# C\n---\n\nText.\n"}, root=PLAIN)
    assert outline(built, "pages/a") == [["# # C", "Text."]]
    assert built.warnings == ""


def test_mathjax_leaves_the_text_alone(build_blog: BuildBlog) -> None:
    text = "---\ntitle: My page\n---\n\n# {}\n\n$a$ for \\$5 and \\$6\n"
    built = build_blog(
        {"pages/a.md": text.format("My page"), "pages/b.md": text.format("Other")},
        root=PLAIN,
        myst_enable_extensions=["dollarmath"],
    )
    for docname in ("pages/a", "pages/b"):
        doctree = built.app.env.get_doctree(docname)
        (section,) = (n for n in doctree.children if isinstance(n, nodes.section))
        assert section["classes"] == ["tex2jax_ignore", "mathjax_ignore"]


def test_other_scripts_and_equal_titles(build_blog: BuildBlog) -> None:
    text = "---\ntitle: 日本語\n---\n\n## 日本\n\n## 日本\n"
    built = build_blog({"pages/a.md": text}, "html", root=PLAIN, **NO_HEADER_WARNING)
    ids = re.findall(r'<section id="([^"]*)"', built.page("pages/a"))
    assert len(ids) == len(set(ids)) == 3
    assert built.warnings == ""


PO = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Some text."
msgstr "Etwas Text."
"""


def test_a_translated_post(build_blog: BuildBlog) -> None:
    built = build_blog(
        {
            "posts/my-post.md": "---\ntags: a\n---\n\nSome text.\n",
            "locales/de/LC_MESSAGES/posts.po": PO,
        },
        language="de",
        locale_dirs=["locales"],
    )
    assert outline(built, "posts/my-post") == [["# My Post", "Etwas Text."]]
    assert built.warnings == ""


def test_gettext(build_blog: BuildBlog) -> None:
    built = build_blog(
        {"pages/a.md": "---\ntitle: My page\n---\n\nText.\n"}, "gettext", root=PLAIN
    )
    catalog = (built.app.outdir / "pages.pot").read_text(encoding="utf-8")
    assert 'pages/a.md:1\nmsgid "My page"' in catalog

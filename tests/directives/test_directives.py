"""Mistakes in ABlog's directives: one message each, and the rest is published."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pytest

from site_tools.small_blogs import warned
from site_tools.written_sites import BLOG, WrittenSite, written_site

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot

OPTIONS = (
    *("tags", "author", "category", "location", "language", "redirect", "title"),
    *("image", "excerpt", "canonical_link", "external_link"),
)
LIST_OPTIONS = ("tags", "category", "format", "date", "list-style", "expand")

# Name of the file: directive, argument, options, and the warning about it
MISTAKES = {
    "date": ("post", "someday", {}, "post 'someday': expected a date"),
    "day": ("post", "2020-13-45", {}, "post '2020-13-45': expected a date"),
    "image": ("post", "2020-01-01", {"image": "/a.png"}, "image: '/a.png' is not a"),
    "number": ("post", "2020-01-01", {"excerpt": "many"}, "excerpt: 'many' is not a"),
    "flag": ("post", "2020-01-01", {"exclude": "maybe"}, "exclude: 'maybe' is a value"),
    "other": ("post", "2020-01-01", {"tag": "x"}, "'tag' is an unknown option"),
    "link": ("post", "2020-01-01", {"external_link": "javascript:x"}, "is not an http"),
    "format": ("postlist", "", {"format": "{titel}"}, "did you mean {title}?"),
    "broken": ("postlist", "", {"format": "{title"}, "is not a format"),
    "dates": ("postlist", "", {"date": "%Q"}, "has the unknown directive '%Q'"),
    "pattern": ("postlist", "", {"date": "dddd"}, "is not a date format"),
    "sort": ("postlist", "", {"sort": "title"}, "sort: 'title' is a value"),
    "count": ("postlist", "all", {}, "'all' is not a number of posts"),
    "words": ("postlist", "5 posts", {}, "'5 posts' is not a number of posts"),
    "minus": ("postlist", "-3", {}, "'-3' is not a number of posts"),
    "label": ("postlist", "", {"tags": "caats"}, "did you mean 'cats'?"),
    "option": ("postlist", "", {"tagss": "x"}, "'tagss' is an unknown option"),
    "update": ("update", "soon", {}, "update 'soon': expected a date"),
    "undated": ("update", "", {}, "update '': expected a date"),
}
RIGHT = {
    "empty": ("post", "2020-01-01", dict.fromkeys(OPTIONS, "")),
    "flags": ("post", "2020-01-01", {"exclude": "", "nocomments": "true"}),
    "zone": ("post", "2020-01-01 10:00 +0200", {}),
    "list": ("postlist", "", dict.fromkeys(LIST_OPTIONS, "")),
    "none": ("postlist", "0", {"sort": "no", "excerpts": ""}),
    "author": ("postlist", "3", {"author": "Ann Example"}),
}


def document(
    directive: str, argument: str, options: dict[str, str], *, rest: bool
) -> str:
    """Write a document with a directive, in reStructuredText or Markdown."""
    lines = [f":{name}: {value}".rstrip() for name, value in options.items()]
    content = ["", "Something new."] if directive == "update" else []
    body = "\n".join([*lines, *content])
    if rest:
        head = f".. {directive}:: {argument}".rstrip()
        text = f"{head}\n{textwrap.indent(body, '   ')}\n"
    else:
        text = f"```{{{directive}}} {argument}".rstrip() + f"\n{body}\n```\n"
    if directive == "update":  # of a post
        text = document("post", "2020-01-01", {}, rest=rest) + "\n" + text
        return text.replace("The text.", "")
    title = "Title\n=====\n" if rest else "# Title\n"
    return f"{title}\n{text}\nThe text.\n"


@pytest.fixture
def site(build_root: BuildRoot, tmp_path: Path) -> WrittenSite:
    files = {
        f"{folder}/{name}-{suffix}.{suffix}": document(*parts[:3], rest=suffix == "rst")
        for known, folder in ((MISTAKES, "wrong"), (RIGHT, "right"))
        for name, parts in known.items()
        for suffix in ("md", "rst")
    }
    files["cats.md"] = document(
        "post", "2020-01-01", {"tags": "cats", "author": "ann"}, rest=False
    )
    conf = 'blog_authors = {"ann": ("Ann Example", None)}\nblog_page_size = 100\n'
    return written_site(build_root, tmp_path, files, conf=conf)


@pytest.mark.parametrize("front_matter", [False, True])
def test_mistakes(site: WrittenSite, *, front_matter: bool) -> None:
    more = (
        ("permalink_blog.safe_reading", "permalink_blog.frontmatter")
        if front_matter
        else ()
    )
    found = site.warnings(extensions=["myst_parser", *more, *BLOG])
    for name, (directive, _, _, message) in MISTAKES.items():
        for suffix in ("md", "rst"):
            file = f"wrong/{name}-{suffix}.{suffix}"
            [line] = [line for line in found if line.startswith(f"{file}:")]
            assert message in line
            assert directive in line
            assert int(line.split(":")[1]) in range(3, 10)
            assert line.endswith("]")  # it has a type
            page = site.page(f"wrong/{name}-{suffix}.html")
            shown = "Something new." if directive == "update" else "The text."
            assert shown in page.text
    assert len(found) == 2 * len(MISTAKES), found
    posts = site.page("blog.html")
    for name in ("image", "number", "flag", "other", "link", "update"):
        for suffix in ("md", "rst"):
            assert posts.select_one(f"a[href='wrong/{name}-{suffix}.html']")
    drafts = site.page("blog/drafts.html")
    assert drafts.select_one("a[href='../wrong/date-rst.html']")
    assert "javascript:" not in str(posts)


def test_empty_options_and_lists(site: WrittenSite) -> None:
    site.build()
    for suffix in ("md", "rst"):
        assert site.page("blog.html").select(f"a[href='right/empty-{suffix}.html']")
        by_ann = site.page(f"right/author-{suffix}.html").select("ul.postlist a")
        assert [link["href"] for link in by_ann] == ["../cats.html"]
        assert site.page(f"right/none-{suffix}.html").select("ul.postlist li") == []
        assert site.page(f"wrong/label-{suffix}.html").select("ul.postlist li") == []
        usual = site.page(f"wrong/format-{suffix}.html").select("ul.postlist li")
        assert len(usual) > len(MISTAKES)
        assert "01 January - Title" in usual[0].text
    assert not site.has("blog/tag/.html")
    assert site.has("blog/tag/cats.html")
    assert not site.has("blog/category.html")
    assert "None" not in str(site.page("right/empty-md.html").head)


@pytest.mark.parametrize("builder", ["latex", "text"])
def test_builders_without_pages(site: WrittenSite, builder: str) -> None:
    site.write({"index.md": "# Home\n\n```{toctree}\n:glob:\nwrong/*\n```\n"})
    found = site.warnings(builder, blog_baseurl="")
    assert [line for line in found if "label-md.md" in line and "caats" in line]
    assert not [line for line in found if "rror" in line]


MANY = """\
.. post:: 2020-01-01

Many
====

First
-----

.. note::

   .. post:: 2020-01-02
      :tags: inside

      A summary.

Second
------

.. post:: 2020-01-03
"""


@pytest.mark.parametrize("extension", ["", "permalink_blog.frontmatter"])
def test_posts_that_are_in_no_section_of_their_own(
    build_root: BuildRoot, tmp_path: Path, extension: str
) -> None:
    """ABlog looks for the section of such a post without end."""
    without = ".. post:: 2020-01-01\n\n.. post:: 2020-01-02\n\nText.\n"
    files = {"many.rst": MANY, "without.rst": without}
    extensions = ("myst_parser", *filter(None, [extension]), *BLOG)
    site = written_site(build_root, tmp_path, files, extensions=extensions)
    found = site.warnings()
    links = {a["href"] for a in site.page("blog.html").select("h2 a")}
    assert {"many.html", "many.html#first", "many.html#second"} <= links
    assert "A summary." in site.page("many.html").select_one(".note").text
    inside = site.page("blog/tag/inside.html")
    assert inside.select_one("a[href='../../many.html#first']")
    assert "Text." in site.page("without.html").text
    if extension:
        return  # which gives such a document a heading
    assert [line.partition("]")[0] for line in found if "without" in line]
    assert all("without.rst" in line and "is in no section" in line for line in found)
    assert len(found) == 2


def test_front_matter_that_only_ablog_reads(
    build_root: BuildRoot, tmp_path: Path
) -> None:
    """The extension ``permalink_blog.frontmatter`` is not there."""
    files = {
        "posts/a.md": "---\ndate: 2020-01-01\nimage: /a.png\nexcerpt: words\n"
        "external_link: javascript:x\ntags:\ncategory: ''\n---\n\n# A\n\nText.\n",
        "posts/b.md": "---\ndate: never\ntags: two words\n---\n\n# B\n",
        "posts/c.rst": ":date: 2020-01-01\n:tags:\n:excerpt: x\n\nC\n=\n\nText.\n",
        "posts/d.md": "---\ndate:\n---\n\n# D\n",
        "page.md": "---\nimage: /a.png\nexcerpt: words\n---\n\n# Page\n",
    }
    conf = 'blog_post_pattern = ["posts/*"]\n'
    site = written_site(build_root, tmp_path, files, conf=conf)
    app = site.build()
    lines = warned(app).replace(f"{app.srcdir}/", "").splitlines()
    assert [line.partition(" is")[0].partition(" exp")[0] for line in lines] == [
        "posts/a.md:3: WARNING: image: '/a.png'",
        "posts/a.md:4: WARNING: excerpt: 'words'",
        "posts/a.md:5: WARNING: external_link: 'javascript:x'",
        "posts/b.md:2: WARNING: post 'never':",
        "posts/c.rst:3: WARNING: excerpt: 'x'",
    ]
    assert app.env.metadata["posts/a"]["image"] == "/a.png"  # for other extensions
    links = {a["href"] for a in site.page("blog.html").select("h2 a")}
    assert links == {"posts/a.html", "posts/c.html"}
    assert site.page("blog.html").select_one("a[href='posts/a.html']").text == "A"
    drafts = site.page("blog/drafts.html").select("h2 a")
    assert {a["href"] for a in drafts} == {"../posts/b.html", "../posts/d.html"}
    assert not site.has("blog/tag.html") or not site.has("blog/tag/null.html")
    assert not site.has("blog/category.html")


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_a_label_that_comes_and_goes(
    build_root: BuildRoot, tmp_path: Path, builder: str
) -> None:
    post = "---\ndate: 2020-01-01\ntags: KEY\n---\n\n# On cats\n"
    files = {
        "index.md": "# Home\n\n```{postlist}\n:tags: cats, sea\n```\n",
        "a.md": post.replace("KEY", "cats"),
    }
    conf = 'blog_post_pattern = ["a.*"]\n'
    site = written_site(build_root, tmp_path, files, conf=conf)
    [warning] = site.warnings(builder)
    assert warning.startswith(
        "index.md:3: WARNING: postlist: tags: 'sea' is the tag of"
    )
    assert warning.endswith("such as 'cats' [blog_posts.label]")
    site.write({"a.md": post.replace("KEY", "[cats, sea]")})
    assert site.warnings(builder) == []
    assert site.page("index.html", builder).select("ul.postlist li")
    assert site.differences(builder) == []
    site.write({"a.md": post.replace("KEY", "sea")})
    assert site.differences(builder) == []
    assert not site.page("index.html", builder).select("ul.postlist li")

"""Posts of ABlog: archives, drafts, excerpts, updates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.frontmatter.conftest import BuildBlog


@pytest.mark.parametrize(
    ("builder", "theme"),
    [("html", "alabaster"), ("dirhtml", "alabaster"), ("html", "furo")],
)
def test_archives_of_the_first_post(
    build_blog: BuildBlog, project_dir: Path, builder: str, theme: str
) -> None:
    name = "posts/2018/summer-conferences.md"
    text = (project_dir / name).read_text(encoding="utf-8")
    extensions = ["myst_parser", "permalink_blog.frontmatter", "ablog"]
    if theme == "furo":
        extensions.append("permalink_blog.posts")  # ABlog alone does not work with it
    built = build_blog({name: text}, builder, html_theme=theme, extensions=extensions)
    assert built.warnings == ""
    suffix = ".html" if builder == "html" else "/index.html"
    for page in (
        *(f"tag/{tag}" for tag in ("python", "conferences", "communities", "jupyter")),
        "category/conferences",
        "2018",
        "archive",
        "tag",
        "category",
    ):
        path = built.app.outdir / f"blog/{page}{suffix}"
        assert path.exists(), page
        assert "Summer conference report back" in path.read_text(encoding="utf-8")
    assert not (built.app.outdir / f"blog/tag/python-conferences{suffix}").exists()
    post = built.post("posts/2018/summer-conferences")
    assert post["tags"] == ["python", "conferences", "communities", "jupyter"]
    assert post["category"] == ["conferences"]
    assert post["title"] == "Summer conference report back"
    assert post["date"].isoformat() == "2018-08-01T00:00:00"


# What made ABlog fail.
DIFFICULT = {
    "nocomments": "nocomments: true",
    "exclude": "exclude: true",
    "image": "image: /img/x.png",
    "excerpt": "excerpt: some text",
    "date": "date: no date at all",
    "aware": "date: 2018-08-01 10:11:12 +0200",
    "author": "author: {name: Jo}",
    "redirect": "redirect: /absolute/path/",
    "list": "title: [a, b]",
    "empty": "date:\ntags:\ntitle:\nauthor:\nimage:\nexcerpt:",
}


def test_nothing_makes_ablog_fail(build_blog: BuildBlog) -> None:
    documents = {
        f"posts/2018-08-01-{name}.md": f"---\n{text}\n---\n\nText.\n"
        for name, text in DIFFICULT.items()
    }
    documents["posts/2018-08-02-nothing.md"] = ""
    documents["posts/2018-08-03-text.md"] = "Text.\n"
    built = build_blog(documents, "html")
    assert {str(post.date) for post in posts_of(built)} == {
        "2018-08-01 00:00:00",
        "2018-08-01 08:11:12",
        "2018-08-02 00:00:00",
        "2018-08-03 00:00:00",
    }
    assert (built.app.outdir / "absolute/path.html").exists()
    (warning,) = built.warnings.splitlines()
    assert "2018-08-01-date.md:2" in warning


def posts_of(built: object) -> list[object]:
    from ablog.blog import Blog

    return list(Blog(built.app).posts)  # type: ignore[attr-defined]


@pytest.mark.parametrize("key", ["published: false", "draft: true"])
def test_drafts(build_blog: BuildBlog, key: str) -> None:
    text = f"---\n{key}\ntags: secret\ndate: 2018-08-01\n---\n\n# Draft\n"
    built = build_blog({"posts/a.md": text}, "html")
    assert built.post("posts/a")["date"] is None
    assert built.metadata("posts/a")["date"] == "2018-08-01"
    assert "Draft" in built.page("blog/drafts")
    assert not (built.app.outdir / "blog/tag/secret.html").exists()
    assert not (built.app.outdir / "blog/2018.html").exists()
    assert "Draft" not in (built.app.outdir / "blog/atom.xml").read_text("utf-8")
    assert built.warnings == ""


def test_tags_with_commas_and_in_other_scripts(build_blog: BuildBlog) -> None:
    tags = "['a, b', 日本語, open science, \"O'Brien\"]"
    text = f"---\ntags: {tags}\ndate: 2018-08-01\n---\n\n# A\n"
    built = build_blog({"posts/a.md": text}, "html")
    assert built.post("posts/a")["tags"] == [
        "a, b",
        "日本語",
        "open science",
        "O'Brien",
    ]
    for slug in ("a-b", "日本語", "open-science", "obrien"):
        assert (built.app.outdir / f"blog/tag/{slug}.html").exists()


def test_excerpt_as_text(build_blog: BuildBlog) -> None:
    text = (
        "---\ndate: 2018-08-01\nexcerpt: |\n  Short *words*.\n\n  More.\n---\n\n"
        "# A\n\nLong text.\n"
    )
    built = build_blog({"posts/a.md": text}, "html")
    excerpt = [node.astext() for node in built.post("posts/a")["excerpt"]]
    assert excerpt == ["Short *words*.", "More."]
    assert "Short *words*." in built.page("blog/2018")
    assert "Long text." not in built.page("blog/2018")
    assert "Short" not in built.page("posts/a")
    assert "Long text." in built.page("posts/a")
    assert built.warnings == ""


@pytest.mark.parametrize(("number", "expected"), [(0, []), (2, ["One.", "Two."])])
def test_excerpt_as_number(
    build_blog: BuildBlog, number: int, expected: list[str]
) -> None:
    text = f"---\nexcerpt: {number}\n---\n\n# A\n\nOne.\n\nTwo.\n\nThree.\n"
    built = build_blog({"posts/a.md": text})
    assert [n.astext() for n in built.post("posts/a")["excerpt"]] == expected


def test_excerpt_is_no_warning_of_the_parser(build_blog: BuildBlog) -> None:
    text = "---\ntitle: A\n---\n\n## Deep heading\n\nText.\n"
    built = build_blog({"posts/a.md": text})
    assert "Document headings start at H2" in built.warnings
    assert [n.astext() for n in built.post("posts/a")["excerpt"]] == ["Text."]


def test_image_as_number(build_blog: BuildBlog) -> None:
    text = "---\nimage: 1\nexcerpt: 0\n---\n\n# A\n\n![x](x.png)\n"
    built = build_blog({"posts/a.md": text}, suppress_warnings=["image.not_readable"])
    (image,) = built.post("posts/a")["excerpt"]
    assert image.tagname == "image"


def test_other_fields(build_blog: BuildBlog) -> None:
    text = """\
---
author:
- name: Doe, Jo
- Ada
lang: en
location: Oslo, Rome
comments: false
canonical_link: https://example.net/a
external_link: https://example.net/b
---

# A
"""
    post = build_blog({"posts/a.md": text}).post("posts/a")
    assert post["author"] == ["Doe, Jo", "Ada"]
    assert post["language"] == ["en"]
    assert post["location"] == ["Oslo", "Rome"]
    assert post["nocomments"] is True
    assert post["canonical_link"] == "https://example.net/a"
    assert post["external_link"] == "https://example.net/b"


def test_a_person_of_conf_py_is_one_person(build_blog: BuildBlog) -> None:
    """However a post names them, there is one archive, under the key."""
    built = build_blog(
        {
            "posts/a.md": "---\ndate: 2018-08-01\nauthor: Ada Lovelace\n---\n\nA.\n",
            "posts/b.md": "---\ndate: 2018-08-02\nauthors: [ada, Bob]\n---\n\nB.\n",
            "posts/c.md": "---\ndate: 2018-08-03\nlang: English\n---\n\nC.\n",
        },
        "html",
        blog_authors={"ada": ("Ada Lovelace", None)},
        blog_languages={"en": ("English", None)},
    )
    assert built.warnings == ""
    assert built.post("posts/a")["author"] == ["ada"]
    assert built.post("posts/b")["author"] == ["ada", "Bob"]
    assert built.post("posts/c")["language"] == ["en"]
    page = built.page("blog/author/ada-lovelace")
    assert "posts/a.html" in page
    assert "posts/b.html" in page


def test_what_is_a_post(build_blog: BuildBlog) -> None:
    built = build_blog(
        {
            "posts/a.md": "# A\n",
            "posts/index.md": "---\nblogpost: false\n---\n\n# Not a post\n",
            "b.md": "---\nblogpost: true\n---\n\n# B\n",
            "c.md": "---\ntags: x\n---\n\n# C\n",
        }
    )
    found = [d for d in sorted(built.app.env.all_docs) if built.is_post(d)]
    assert found == ["b", "posts/a"]


UPDATES = """\
# A

Text.

```{update} August 5, 2018
First.
```

```{update} 2018-08-06 10:00 +0200
Second.
```

```{update} some day
Third.
```
"""


def test_updates(build_blog: BuildBlog) -> None:
    text = f"---\ndate: 2018-08-01T10:00:00Z\n---\n\n{UPDATES}"
    built = build_blog({"posts/a.md": text}, "html")
    assert built.post("posts/a")["update"].isoformat() == "2018-08-06T08:00:00"
    page = built.page("posts/a")
    for title in ("05 August 2018", "06 August 2018", "some day"):
        assert f'<p class="admonition-title">Updated on {title}</p>' in page
    assert page.count('<div class="note update admonition">') == 3
    (warning,) = built.warnings.splitlines()
    assert "a.md:17: WARNING: update 'some day': expected a date" in warning
    assert "[front_matter.update]" in warning


def test_post_directives(build_blog: BuildBlog) -> None:
    directive = "# A\n\n```{{post}} {}\n```\n\nText.\n"
    dates = {"good": "Aug 1, 2018", "ruby": "2018-08-01T10:00:00 +0200", "bad": "x y"}
    sources = {f"{name}.md": directive.format(date) for name, date in dates.items()}
    built = build_blog(sources)
    assert built.post("good")["date"].isoformat() == "2018-08-01T00:00:00"
    assert built.post("bad")["date"] is None
    assert "bad.md:3: WARNING: post 'x y': expected a date such as" in built.warnings
    assert built.warnings.count("WARNING") == 1


def test_updates_of_a_post_without_a_date(build_blog: BuildBlog) -> None:
    built = build_blog({"posts/a.md": f"---\ntags: x\n---\n\n{UPDATES}"}, "html")
    assert built.post("posts/a")["update"] is None
    page = built.page("posts/a")
    for title in ("05 August 2018", "06 August 2018", "some day"):
        assert f'<p class="admonition-title">Updated on {title}</p>' in page
    assert built.warnings.count("expected a date for the post") == 2


def test_updates_of_a_draft(build_blog: BuildBlog) -> None:
    text = UPDATES.split("```{update} some day")[0]
    built = build_blog({"posts/a.md": f"---\ndraft: true\n---\n\n{text}"})
    assert built.warnings == ""


def test_a_post_directive_goes_first(build_blog: BuildBlog) -> None:
    text = (
        "---\ndate: 2018-08-01\ntags: a\n---\n\n"
        "```{post} Aug 2, 2018\n:tags: b\n```\n\n"
        "# A\n\n```{update} 3 Aug 2018\nx\n```\n"
    )
    built = build_blog({"posts/a.md": text})
    post = built.post("posts/a")
    assert post["date"].isoformat() == "2018-08-02T00:00:00"
    assert post["update"].isoformat() == "2018-08-03T00:00:00"
    assert post["tags"] == ["b", "a"]
    [warning] = built.warnings.splitlines()
    assert "posts/a.md:2: " in warning
    assert "'2018-08-01': expected the date of the directive \"post\"" in warning
    assert "[front_matter.date]" in warning


def test_a_post_directive_has_the_labels_of_front_matter(build_blog: BuildBlog) -> None:
    """ABlog makes two posts of such a document: no archive of either is lost."""
    head = (
        "---\ntags: [Ink, lead]\ncategory: News\nauthor: Jo\nlanguage: de\n"
        "location: Rome\nredirect: old/a\n{}---\n\n# A\n\n"
    )
    directive = "```{{post}} {}\n:tags: ink, glue\n:author: Jo\n```\n\nText.\n"
    built = build_blog(
        {
            "posts/a.md": head.format("") + directive.format("2018-08-02"),
            "posts/b.md": head.format("date: 2018-08-02\n") + directive.format(""),
            "posts/2018-08-02-c.md": head.format("") + directive.format(""),
            "posts/d.md": head.format("date: 2018-08-02\ndraft: true\n")
            + directive.format(""),
            "page.md": head.format("") + directive.format("2018-08-02"),
        }
    )
    assert built.warnings == ""
    for name in ("a", "b", "2018-08-02-c", "d"):
        post = built.post(f"posts/{name}")
        assert post["tags"] == ["ink", "glue", "lead"]
        assert (post["category"], post["author"]) == (["News"], ["Jo"])
        assert (post["language"], post["location"]) == (["de"], ["Rome"])
        assert post["redirect"] == ["old/a"]
        assert bool(post["date"]) is (name in {"a", "b"})
    assert built.post("page")["tags"] == [
        "ink",
        "glue",
    ]  # its front matter is no post's


def test_a_post_directive_without_a_heading(build_blog: BuildBlog) -> None:
    built = build_blog({"my-notes.md": "```{post} Aug 2, 2018\n```\n\nText.\n"})
    assert built.post("my-notes")["title"] == "My Notes"


def test_an_incremental_build(build_blog: BuildBlog) -> None:
    text = "---\ntags: {}\ndate: 2018-08-01\n---\n\n# A\n"
    build_blog({"posts/a.md": text.format("one two")}, "html")
    built = build_blog({"posts/a.md": text.format("three")}, "html")
    assert built.post("posts/a")["tags"] == ["three"]
    assert (built.app.outdir / "blog/tag/three.html").exists()
    built = build_blog({}, "html")
    assert "no targets are out of date" in built.app.status.getvalue()


@pytest.mark.parametrize("builder", ["singlehtml", "latex", "epub", "text", "gettext"])
def test_other_builders(build_blog: BuildBlog, builder: str) -> None:
    text = "---\ntitle: A\ntags: x\ndate: 2018-08-01\nexcerpt: Short.\n---\n\nText.\n"
    documents = {"posts/a.md": text, "index.md": "# Blog\n\nText.\n"}
    built = build_blog(documents, builder, version="1")
    assert built.post("posts/a")["title"] == "A"


@pytest.mark.parametrize("zone", ["Europe", "Mars/Olympus"])
def test_an_unknown_time_zone(build_blog: BuildBlog, zone: str) -> None:
    from sphinx.errors import ConfigError

    with pytest.raises(ConfigError, match=f"permalink_timezone = '{zone}': expected"):
        build_blog({}, permalink_timezone=zone)

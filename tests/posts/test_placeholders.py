"""Documents at the places of archives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_tools.written_sites import WrittenSite, written_site

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot

WALK = "---\ndate: 2020-01-01\ntags: sea\n---\n\n# A walk\n\nText.\n"
PLACEHOLDER = "# Blog\n\nOnly here for the toctree.\n"
INDEX = "# Home\n\n```{toctree}\nNAME\n```\n"
ALONE = [
    "myst_parser",
    "ablog",
    "permalink_blog.incremental",
    "permalink_blog.archives",
    "permalink_blog.feeds",
]
POSTS = 'blog_post_pattern = ["posts/*.md"]\n'


@pytest.fixture
def make(build_root: BuildRoot, tmp_path: Path) -> WrittenSite:
    files = {"posts/walk.md": WALK}
    return written_site(build_root, tmp_path, files, conf=POSTS)


@pytest.mark.parametrize(
    ("name", "builder", "file", "permalinks"),
    [
        ("blog", "html", "blog.html", True),
        ("blog", "dirhtml", "blog/index.html", False),
        ("blog/index", "dirhtml", "blog/index.html", True),
        ("blog/drafts", "html", "blog/drafts.html", True),
    ],
)
def test_the_list_is_written_over_a_placeholder(
    make: WrittenSite, name: str, builder: str, file: str, permalinks: bool
) -> None:
    make.write({f"{name}.md": PLACEHOLDER, "index.md": INDEX.replace("NAME", name)})
    settings = {} if permalinks else {"extensions": ALONE}
    assert make.warnings(builder, **settings) == []
    page = make.page(file, builder)
    assert "Only here" not in page.text
    if name == "blog/drafts":
        assert page.h1.text.strip() == "Drafts"
    else:
        assert page.select_one("a[href*=walk]").text == "A walk"
        assert page.title.text.startswith("All Posts")
    # Both the placeholder and a post are edited, and a post is added.
    make.write({f"{name}.md": f"{PLACEHOLDER}\nMore.\n"})
    make.build(builder, **settings)
    make.write({"posts/walk.md": WALK.replace("A walk", "A long walk")})
    make.build(builder, **settings)
    make.write({"posts/swim.md": WALK.replace("A walk", "A swim")})
    assert make.differences(builder, **settings) == []
    if name != "blog/drafts":
        assert "A swim" in make.page(file, builder).text


def test_it_has_pages(make: WrittenSite) -> None:
    make.write({"blog.md": PLACEHOLDER})
    make.write({f"posts/{n}.md": WALK.replace("A walk", f"P{n}") for n in range(3)})
    make.build(blog_page_size=2)
    assert make.page("blog.html").select_one("[rel=next]")["href"] == "blog/page/2.html"
    assert make.has("blog/page/2.html")
    sitemap = (make.folder / "_build/html/sitemap.xml").read_text()
    assert sitemap.count("/blog.html<") == 1


@pytest.mark.parametrize(
    ("name", "builder"), [("blog", "html"), ("blog/index", "dirhtml")]
)
def test_a_document_with_a_postlist_stays(
    make: WrittenSite, name: str, builder: str
) -> None:
    make.write({f"{name}.md": "# My blog\n\nMine.\n\n```{postlist}\n```\n"})
    make.build(builder, blog_page_size=1)
    file = "blog.html" if builder == "html" else "blog/index.html"
    page = make.page(file, builder)
    assert "Mine." in page.text
    assert page.select_one("a[href*=walk]")
    # It becomes a placeholder, and a list again.
    for text in (PLACEHOLDER, "# My blog\n\n```{postlist}\n```\n"):
        make.write({f"{name}.md": text})
        assert make.differences(builder, blog_page_size=1) == []


def test_a_post_stays(make: WrittenSite) -> None:
    make.write({"posts/walk.md": WALK})
    make.build(blog_path="posts/walk")
    assert "Text." in make.page("posts/walk.html").text


@pytest.mark.parametrize(
    ("name", "builder"), [("blog/tag", "html"), ("blog/tag/index", "dirhtml")]
)
def test_a_document_replaces_any_other_archive(
    make: WrittenSite, name: str, builder: str
) -> None:
    make.write({f"{name}.md": "# My tags\n\nMine.\n"})
    make.build(builder)
    file = "blog/tag.html" if builder == "html" else "blog/tag/index.html"
    assert "Mine." in make.page(file, builder).text
    make.write({"posts/walk.md": WALK.replace("sea", "shore")})
    assert make.differences(builder) == []
    (make.folder / f"{name}.md").unlink()
    assert make.differences(builder) == []
    assert "shore" in make.page(file, builder).text


def test_a_placeholder_decides_where_the_list_goes(make: WrittenSite) -> None:
    make.write({"blog.md": f"---\npermalink: /news/\n---\n\n{PLACEHOLDER}"})
    make.write({"index.md": "# Home\n\n{ref}`blog-posts`\n"})
    assert make.warnings() == []
    assert "A walk" in make.page("news/index.html").text
    assert make.page("index.html").select_one("a[href='news/']")

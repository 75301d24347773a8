"""The setting ``blog_path`` of ABlog."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from sphinx.errors import ConfigError

from conftest import snapshot
from permalink_blog.directives.blog_path import normal_blog_path
from site_tools.written_sites import written_site

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot

LINKS = ("posts", "archives", "drafts", "tags", "feed")
INDEX = "# Home\n\n" + " ".join(f"{{ref}}`blog-{name}`" for name in LINKS)
POST = "---\ndate: 2020-01-01\ntags: sea\n---\n\n# A walk\n\nText.\n"
FILES = {"index.md": INDEX, "posts/walk.md": POST}
CONF = 'blog_post_pattern = ["posts/*"]\nblog_feed_archives = True\n'


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ("blog", "blog"),
        ("blog/", "blog"),
        ("/blog", "blog"),
        ("./blog//news/", "blog/news"),
        (" blog ", "blog"),
        ("my news", "my news"),
        ("bløg", "bløg"),
        ("", ""),
        (".", ""),
        ("/", ""),
        ("./", ""),
    ],
)
def test_one_spelling(value: str, path: str) -> None:
    assert normal_blog_path(value) == path


@pytest.mark.parametrize(
    "value",
    [
        *("..", "../blog", "a/../../b", "_static/blog", "C:/blog", "a\\b", "a?b"),
        *("a#b", "a\0b", "blog.", "con", "https://example.org/blog", None, 5, ["blog"]),
    ],
)
def test_what_is_no_folder(value: object) -> None:
    with pytest.raises(ConfigError, match=r"^blog_path: ") as caught:
        normal_blog_path(value)
    assert repr(value) in str(caught.value)


@pytest.mark.parametrize("value", ["blog/", "/blog", "./blog"])
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_other_spellings_publish_the_same(
    build_root: BuildRoot, tmp_path: Path, value: str, builder: str
) -> None:
    found = []
    for path in ("blog", value):
        conf = f"{CONF}blog_path = {path!r}\n"
        site = written_site(build_root, tmp_path, FILES, conf=conf)
        assert site.warnings(builder) == []
        found.append(snapshot(site.folder / "_build" / builder))
        shutil.rmtree(site.folder)
    assert found[0] == found[1]


@pytest.mark.parametrize("value", ["", "."])
@pytest.mark.parametrize(
    ("builder", "page"), [("html", "{}.html"), ("dirhtml", "{}/index.html")]
)
def test_a_blog_at_the_root(
    build_root: BuildRoot, tmp_path: Path, value: str, builder: str, page: str
) -> None:
    """Archives and feeds are where ABlog puts them, but the home page stays."""
    conf = f"{CONF}blog_path = {value!r}\n"
    site = written_site(build_root, tmp_path, FILES, conf=conf)
    assert site.warnings(builder) == []
    for name in ("archive", "tag", "tag/sea", "2020", "drafts"):
        assert site.has(page.format(name), builder), name
    assert site.has("atom.xml", builder)
    assert site.has("tag/sea/atom.xml", builder)
    home = site.page("index.html", builder)
    assert home.h1.text.startswith("Home")
    links = [a["href"] for a in home.select("p a.reference")]
    folders = builder == "dirhtml"
    archives = [f"{x}/" if folders else f"{x}.html" for x in ("archive", "drafts")]
    tags = "tag/" if folders else "tag.html"
    assert links == ["#", *archives, tags, "atom.xml"]
    deep = site.page(page.format("posts/walk"), builder)
    feed = deep.select_one("link[type='application/atom+xml']")["href"]
    up = "../.." if folders else ".."
    assert feed in {f"{up}/atom.xml", f"{up}/./atom.xml"}
    site.write({"posts/swim.md": POST.replace("walk", "swim")})
    assert site.differences(builder) == []

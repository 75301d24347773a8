"""Labels whose archives would be at the place of their catalog."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_tools.written_sites import BLOG, written_site

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot

ONE = "---\ndate: 2018-01-01\nKEY: alpha, Index\n---\n\n# One\n\nText.\n"
TWO = "---\ndate: 2018-01-02\nKEY: alpha\n---\n\n# Two\n\nText.\n"


@pytest.mark.parametrize(
    ("key", "folder", "permalinks"),
    [("tags", "tag", True), ("category", "category", False)],
)
def test_both_have_a_page(
    build_root: BuildRoot, tmp_path: Path, key: str, folder: str, permalinks: bool
) -> None:
    site = written_site(
        *(build_root, tmp_path),
        {"news/1.md": ONE.replace("KEY", key), "news/2.md": TWO.replace("KEY", key)},
        conf='blog_post_pattern = "news/*"\nblog_feed_archives = True\n',
        extensions=("myst_parser", *(BLOG if permalinks else BLOG[:-1])),
    )
    assert site.warnings("dirhtml") == []
    catalog = site.page(f"blog/{folder}/index.html", "dirhtml")
    assert {a["href"] for a in catalog.select("h2 a, li a")} >= {"alpha/", "index/"}
    own = site.page(f"blog/{folder}/index/index.html", "dirhtml")
    assert [a.text for a in own.select("h2 a")] == ["One"]
    assert site.has(f"blog/{folder}/index/atom.xml", "dirhtml")
    site.write({"news/2.md": TWO.replace("KEY: alpha", f"{key}: beta")})
    assert site.differences("dirhtml") == []


def test_the_html_builder_has_it_where_it_was(
    build_root: BuildRoot, tmp_path: Path
) -> None:
    files = {"news/1.md": ONE.replace("KEY", "tags")}
    conf = 'blog_post_pattern = "news/*"\n'
    site = written_site(build_root, tmp_path, files, conf=conf)
    site.build()
    assert site.page("blog/tag/index.html").title.text.startswith("Posts tagged Index")
    assert site.page("blog/tag.html").title.text.startswith("Tags")


def test_a_label_without_a_letter_leaves_the_catalog(
    build_root: BuildRoot, tmp_path: Path
) -> None:
    files = {"news/1.md": ONE.replace("KEY: alpha, Index", "tags: '++'")}
    conf = 'blog_post_pattern = "news/*"\n'
    site = written_site(build_root, tmp_path, files, conf=conf)
    [warning] = site.warnings("dirhtml")
    assert "news/1.md:3: WARNING: tag '++' has no letter or digit" in warning
    assert site.page("blog/tag/index.html", "dirhtml").title.text.startswith("Tags")
    assert "One" in site.page("blog/tag/index/index.html", "dirhtml").text

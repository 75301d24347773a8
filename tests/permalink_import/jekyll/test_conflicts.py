"""Of two documents with one URL, the one is imported that Jekyll published."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from permalink_import.jekyll import read
from permalink_import.model import silent
from site_tools.jekyll import needs_jekyll

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import ReadSite
    from permalink_import.model import OldSite

X = "title: T\npermalink: /x.html"
SITES = {
    "posts": {"_posts/2018-08-01-a.md": X, "_posts/2018-08-02-b.md": X},
    "posts of one day": {"_posts/2018-08-01-b.md": X, "_posts/2018-08-01-a.md": X},
    "post, page": {"_posts/2018-08-01-a.md": X, "zz.md": X},
    "pages": {"a.md": X, "b.md": X},
    "draft": {"_posts/2018-08-01-w.md": "title: T", "_drafts/2018-08-01-w.md": ""},
    "own draft": {"_posts/2018-08-01-w.md": X, "_drafts/w.md": X},
    "unpublished": {"a.md": X, "b.md": f"{X}\npublished: false"},
    "letters": {"a.md": X, "_posts/2018-08-01-b.md": "permalink: /X.html"},
    "folder": {"_posts/2018-08-01-a.md": X, "_drafts/b.md": "permalink: /x.html/y/"},
}


def site(folder: Path, name: str) -> Path:
    config = "title: T\n"
    for file, matter in {**SITES[name], "_config.yml": ""}.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        is_config = file == "_config.yml"
        text = config if is_config else f"---\n{matter}\n---\nFrom {file}.\n"
        path.write_text(text, encoding="utf-8")
    return folder


def published(old: OldSite) -> dict[str, str]:
    return {x.url: x.source for x in old.documents if x.url}


@needs_jekyll
@pytest.mark.parametrize("name", SITES)
def test_jekyll_published_it(name: str, tmp_path: Path) -> None:
    folder = site(tmp_path, name)
    old = read(folder, silent)
    subprocess.run(["jekyll", "build", "-q"], cwd=folder, check=True, timeout=300)
    assert published(old)
    for url, source in published(old).items():
        text = (folder / "_site" / url.lstrip("/")).read_text("utf-8")
        assert f"From {source}." in text, url


@pytest.mark.parametrize("name", SITES)
def test_the_other_one_is_reported(name: str, tmp_path: Path) -> None:
    folder = site(tmp_path, name)
    old = read(folder, silent)
    assert len(published(old)) == 1
    (loser,) = SITES[name].keys() - published(old).values()
    assert [x.source for x in old.findings] == [loser]


@pytest.mark.parametrize("style", ["pretty", "none", "/:year/:title", "/:title/"])
def test_no_page_is_where_the_build_makes_one(style: str, tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text(f"permalink: {style}\n", encoding="utf-8")
    (tmp_path / "404.html").write_text("---\n---\nGone.\n", encoding="utf-8")
    (tmp_path / "search.html").write_text("---\n---\nSearch.\n", encoding="utf-8")
    old = read(tmp_path, silent)
    urls = {x.url for x in old.documents}
    assert not urls & {"/404", "/404.html", "/search", "/search.html"}
    imported, reported = (
        {x.source for x in each} for each in (old.documents, old.findings)
    )
    assert imported | reported == {"404.html", "search.html"}
    assert not imported & reported


def test_archives_of_the_blog_keep_their_urls(read_site: ReadSite) -> None:
    """A build refuses a page where it makes an archive, so that none is written."""
    page = "---\n---\n\nText.\n"
    files: dict[str, str | bytes] = {
        "_posts/2018-08-01-x.md": "---\ntags: [Grey Heron]\n---\n\nText.\n",
        "blog.md": page,
        "blog/2018.md": page,
        "blog/tag/grey-heron.md": page,
        "blog/tag.md": page,
        "blog/2017.md": page,
    }
    site = read_site(files)
    assert {x.source for x in site.documents} == {
        "_posts/2018-08-01-x.md",
        "blog/2017.md",
    }
    assert {x.source for x in site.findings} == files.keys() - {
        x.source for x in site.documents
    }
    assert {"/blog.html", "/blog/2018.html", "/blog/tag.html"} <= {*site.urls}

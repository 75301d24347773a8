"""Feeds follow the posts, and nothing is written for nothing."""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING

import pytest

import permalink_blog.feeds.writing
from permalink_blog.core.files import write_if_different, write_whole
from permalink_blog.feeds.bodies import KeptPosts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp

    from conftest import BuildRoot

ROOT = "blog-feeds-stock"
BASE = "https://example.org/en/latest/"
LONG_AGO = 1_000_000_000_000_000_000  # ns


def feeds(outdir: Path) -> dict[str, bytes]:
    return {
        path.relative_to(outdir).as_posix(): path.read_bytes()
        for pattern in ("*.xml", "feed.json")
        for path in outdir.rglob(pattern)
    }


def age(outdir: Path) -> None:
    """Make the feeds old, so that a new one is seen."""
    for name in feeds(outdir):
        os.utime(outdir / name, ns=(LONG_AGO, LONG_AGO))


def written(outdir: Path) -> set[str]:
    return {
        name for name in feeds(outdir) if (outdir / name).stat().st_mtime_ns != LONG_AGO
    }


def both(*folders: str) -> set[str]:
    return {
        f"{folder}/{name}" for folder in folders for name in ("atom.xml", "feed.json")
    }


def items(outdir: Path, folder: str = "blog") -> dict[str, str]:
    data = json.loads((outdir / folder / "feed.json").read_bytes())
    return {item["title"]: item["content_html"] for item in data["items"]}


@pytest.fixture
def clean(build_root: BuildRoot, tmp_path: Path) -> Callable[[Path], dict[str, bytes]]:
    """Give the feeds of a clean build of the same source."""

    def build(srcdir: Path) -> dict[str, bytes]:
        copy = tmp_path / "clean" / ROOT
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(srcdir, copy, ignore=shutil.ignore_patterns("_build"))
        return feeds(build_root(f"clean/{ROOT}").outdir)

    return build


def test_what_did_not_change_is_not_written(build_root: BuildRoot) -> None:
    app = build_root(ROOT)
    before = feeds(app.outdir)
    age(app.outdir)
    app = build_root(ROOT)  # stamps differ: made again, the same, and so not written
    assert written(app.outdir) == set()
    app = build_root(ROOT, force_all=True)
    assert written(app.outdir) == set()
    assert feeds(app.outdir) == before


def test_what_did_not_change_is_not_even_made(
    build_root: BuildRoot, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = build_root(ROOT)
    made: list[str] = []

    def count(name: str) -> Callable[..., bytes]:
        original = getattr(permalink_blog.feeds.writing, name)

        def render(feed: permalink_blog.feeds.writing.Feed) -> bytes:
            made.append(feed.url.removeprefix(BASE))
            content: bytes = original(feed)
            return content

        return render

    for name in ("atom", "json_feed"):
        monkeypatch.setattr(permalink_blog.feeds.writing, name, count(name))
    build_root(ROOT)
    assert made == []
    parts = app.srcdir / "posts/canonical.md"
    parts.write_text(parts.read_text() + "\nMore.\n")
    age(app.outdir)
    build_root(ROOT)
    made.clear()
    build_root(ROOT)
    assert made == []  # of the aged ones was made sure once
    (app.outdir / "blog/tag/apple/atom.xml").unlink()
    build_root(ROOT)
    assert made == ["blog/tag/apple/atom.xml"]


def test_feeds_follow_the_posts(
    build_root: BuildRoot, clean: Callable[[Path], dict[str, bytes]]
) -> None:
    app = build_root(ROOT)
    src = app.srcdir

    def rebuild(*expected: str) -> SphinxTestApp:
        age(app.outdir)
        again = build_root(ROOT)
        assert again.warning.getvalue() == ""
        assert written(app.outdir) == both(*expected)
        assert feeds(app.outdir) == clean(src)
        return again

    post = src / "posts/canonical.md"
    text = post.read_text()
    post.write_text(f"{text}\nOne word more.\n")
    rebuild("blog", "blog/tag/apple")
    assert "One word more." in items(app.outdir)["Canonical"]

    post.write_text(text.replace("tags: apple", "tags: pear"))
    rebuild("blog", "blog/tag/apple", "blog/tag/pear")

    post.write_text(text.replace("date: 2020-04-05\n", "").replace("apple", "pear"))
    rebuild("blog")  # a draft
    assert "Canonical" not in items(app.outdir)
    assert not (app.outdir / "blog/tag/pear").exists()

    post.write_text(text.replace("# Canonical", "# Renamed"))
    rebuild("blog", "blog/tag/apple")
    assert "Renamed" in items(app.outdir, "blog/tag/apple")

    post.unlink()
    rebuild("blog", "blog/tag/apple")
    assert "Renamed" not in items(app.outdir)
    kept = {path.stem for path in (app.doctreedir / "blog_feeds").rglob("*.json")}
    assert kept == {"markup", "parts", "updated"}

    parts = src / "parts.md"
    parts.write_text(parts.read_text().replace("first of two", "first of these"))
    rebuild("blog", "blog/tag/apple")  # and not blog/category/news: that is of part two
    assert "first of these" in items(app.outdir)["One"]
    assert "first of these" not in items(app.outdir)["Two"]


def test_what_was_kept_comes_back(
    build_root: BuildRoot, clean: Callable[[Path], dict[str, bytes]]
) -> None:
    app = build_root(ROOT)
    expected = feeds(app.outdir)
    shutil.rmtree(app.doctreedir / "blog_feeds")
    app = build_root(ROOT)
    assert feeds(app.outdir) == expected
    (app.doctreedir / "blog_feeds/html/posts/parts.json").unlink()
    post = app.srcdir / "posts/canonical.md"
    post.write_text(post.read_text() + "\nMore.\n")
    app = build_root(ROOT)
    assert feeds(app.outdir) == clean(app.srcdir)
    (app.doctreedir / "permalink-blog.store").write_text("{")
    app = build_root(ROOT)
    assert feeds(app.outdir) == clean(app.srcdir)


def test_a_post_that_comes_into_a_feed_again(build_root: BuildRoot) -> None:
    """What its page showed when it was last in a feed is not what it shows now."""
    app = build_root(ROOT, blog_feed_length=2, blog_feed_labels=[])
    assert list(items(app.outdir))[1] == "Canonical"
    new = app.srcdir / "posts/new.md"
    new.write_text("---\ndate: 2021-01-01\n---\n\n# New\n\nText.\n")
    post = app.srcdir / "posts/canonical.md"
    post.write_text(post.read_text() + "\nWhile it was out.\n")
    app = build_root(ROOT, blog_feed_length=2, blog_feed_labels=[])
    assert "Canonical" not in items(app.outdir)
    new.unlink()
    app = build_root(ROOT, blog_feed_length=2, blog_feed_labels=[])
    assert "While it was out." in items(app.outdir)["Canonical"]
    app = build_root(ROOT, blog_feed_length=4, blog_feed_labels=[])
    assert len(items(app.outdir)) == 4
    assert all(items(app.outdir).values())


def test_settings_change_what_is_kept(
    build_root: BuildRoot, clean: Callable[[Path], dict[str, bytes]]
) -> None:
    app = build_root(ROOT, blog_baseurl="https://other.example/")
    app = build_root(ROOT)
    assert not any(
        b"other.example" in content for content in feeds(app.outdir).values()
    )
    assert feeds(app.outdir) == clean(app.srcdir)


class Killed(BaseException):
    """A build that ends without a word."""


@pytest.mark.parametrize("after", [0, 1, 3, 7])
def test_a_build_that_is_killed_leaves_the_next_one_right(
    build_root: BuildRoot,
    clean: Callable[[Path], dict[str, bytes]],
    monkeypatch: pytest.MonkeyPatch,
    after: int,
) -> None:
    app = build_root(ROOT)
    post = app.srcdir / "posts/canonical.md"
    post.write_text(post.read_text().replace("apple", "pear") + "\nMore.\n")
    count = 0

    def dying(real: Callable[[Path, bytes], None]) -> Callable[[Path, bytes], None]:
        def write(path: Path, content: bytes) -> None:
            nonlocal count
            count += 1
            if count > after:
                path.with_name(f"{path.name}.tmp").write_bytes(content[:99])
                raise Killed
            real(path, content)

        return write

    with monkeypatch.context() as patch:
        patch.setattr(
            "permalink_blog.feeds.writing.write_if_different", dying(write_if_different)
        )
        patch.setattr("permalink_blog.core.store.write_whole", dying(write_whole))
        try:
            build_root(ROOT)
        except Killed:
            killed = True
        else:
            killed = False
        assert killed
    app = build_root(ROOT)
    assert feeds(app.outdir) == clean(app.srcdir)
    assert list(app.outdir.rglob("*.tmp")) == []


def test_stale_feeds_of_ablog_go(build_root: BuildRoot) -> None:
    """Those of an archive that is gone, from before this extension was there."""
    extensions = ["myst_parser", "ablog"]
    quiet = {"suppress_warnings": ["ref", "config"]}
    root = build_root.copy(ROOT)
    (root / "conf.py").write_text(
        (root / "conf.py").read_text().replace(', "permalink_blog.feeds"', "")
    )
    app = build_root(ROOT, extensions=extensions, blog_feed_archives=True, **quiet)
    assert (app.outdir / "blog/2020/atom.xml").exists()
    (app.outdir / "blog/mine.xml").write_text("<mine/>")
    app = build_root(ROOT, extensions=[*extensions, "permalink_blog.feeds"])
    assert feeds(app.outdir).keys() == {
        "blog/mine.xml",
        *both("blog", "blog/tag/apple", "blog/tag/uni-code", "blog/category/news"),
    }
    app = build_root(
        ROOT, extensions=[*extensions, "permalink_blog.feeds"], blog_path="journal"
    )
    assert "journal/tag/apple/feed.json" in feeds(app.outdir)
    assert not (app.outdir / "blog/atom.xml").exists()
    assert (app.outdir / "blog/mine.xml").exists()


def test_only_what_feeds_need_is_kept(build_root: BuildRoot) -> None:
    app = build_root(ROOT, blog_feed_length=1, blog_feed_labels=[])
    kept = KeptPosts(app.doctreedir / "blog_feeds/html/posts")
    assert kept.stamp("posts/markup")
    assert kept.text("posts/markup", "")
    assert kept.stamp("posts/canonical") is None


def test_a_post_that_is_a_redirect_has_a_summary(build_root: BuildRoot) -> None:
    """Its page shows no post; it is not asked for again in each build."""
    root = build_root.copy("blog-feeds")
    post = root / "posts/second.md"
    text = post.read_text().replace("permalink: second", "redirect_to: /2020/first/")
    post.write_text(text)
    app = build_root("blog-feeds")
    data = json.loads((app.outdir / "blog/feed.json").read_bytes())
    assert data["items"][0]["content_text"] == "Text."
    app = build_root("blog-feeds")
    assert "no targets are out of date" in app.status.getvalue()

"""Feeds at the paths of an old site (``blog_feed_also_at``)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from sphinx.util.console import strip_escape_sequences

from conftest import refusal, snapshot
from permalink_blog.core.errors import InvalidPermalinkError
from permalink_blog.feeds.also_at import old_file
from permalink_blog.urls.paths import relative_to
from permalink_blog.urls.url_list.output import OutputFolderPages

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.testing.util import SphinxTestApp

    from conftest import BuildRoot

    CheckAtom = Callable[[bytes], Any]

ROOT = "blog-feeds"
STOCK = "blog-feeds-stock"
BASE = "https://example.org/en/latest/"
OLD = {
    "feed.xml": "blog/atom.xml",
    "/feed/by_tag/apple.xml": "/blog/tag/apple/atom.xml",
    "rss/": "blog/atom.xml",
    "%C3%A9t%C3%A9": "blog/atom.xml",
    "feed.json": "blog/feed.json",
}
COPIES = {
    "feed.xml": "blog/atom.xml",
    "feed/by_tag/apple.xml": "blog/tag/apple/atom.xml",
    "rss/index.html": "blog/atom.xml",
    "été": "blog/atom.xml",
    "feed.json": "blog/feed.json",
}


def of_readers(outdir: Path) -> dict[str, bytes]:
    """Give all files but those that extensions keep for themselves."""
    return {x: y for x, y in snapshot(outdir).items() if not x.startswith(".")}


def said(app: SphinxTestApp) -> str:
    return strip_escape_sequences(app.warning.getvalue())


@pytest.mark.parametrize(
    ("root", "builder"), [(ROOT, "html"), (ROOT, "dirhtml"), (STOCK, "html")]
)
def test_the_same_feed_is_at_both(
    build_root: BuildRoot, check_atom: CheckAtom, root: str, builder: str
) -> None:
    before = of_readers(build_root(root, builder).outdir)
    app = build_root(root, builder, blog_feed_also_at=OLD)
    assert said(app) == ""
    after = of_readers(app.outdir)
    assert after.keys() - before.keys() == COPIES.keys()
    for copy, feed in COPIES.items():
        assert after.pop(copy) == before[feed]
    assert after == before  # no page leads to the copies
    check_atom(before["blog/atom.xml"])
    links = etree.fromstring(before["blog/atom.xml"]).findall("{*}link[@rel='self']")
    assert [link.get("href") for link in links] == [f"{BASE}blog/atom.xml"]


def test_it_follows_posts_and_setting(build_root: BuildRoot) -> None:
    """Pages have nothing of it: none is written for the setting's sake."""
    app = build_root(ROOT)
    page = app.outdir / "2020/first/index.html"
    written = page.stat().st_mtime_ns

    def expect(app: SphinxTestApp, copies: dict[str, str]) -> None:
        assert said(app) == ""
        found = of_readers(app.outdir)
        assert (found.keys() - plain.keys()) == copies.keys()
        for copy, feed in copies.items():
            assert found[copy] == found[feed]

    plain = of_readers(app.outdir)
    tag = "blog/tag/apple/atom.xml"
    expect(build_root(ROOT, blog_feed_also_at=OLD), COPIES)
    expect(build_root(ROOT, blog_feed_also_at=OLD), COPIES)
    for setting in ({"feed.xml": tag}, {"x/feed.xml": tag}, {}):
        expect(build_root(ROOT, blog_feed_also_at=setting), setting)
    assert not (app.outdir / "x").exists()
    assert page.stat().st_mtime_ns == written

    expect(build_root(ROOT, blog_feed_also_at={"feed.xml": tag}), {"feed.xml": tag})
    (app.outdir / "feed.xml").unlink()
    expect(build_root(ROOT, blog_feed_also_at={"feed.xml": tag}), {"feed.xml": tag})
    post = app.srcdir / "posts/first.md"
    post.write_text(post.read_text().replace("# The first", "# Renamed"))
    app = build_root(ROOT, blog_feed_also_at={"feed.xml": tag})
    expect(app, {"feed.xml": tag})
    assert b"Renamed" in (app.outdir / "feed.xml").read_bytes()

    post.write_text(post.read_text().replace("tags: apple", "tags: pear"))
    app = build_root(ROOT, blog_feed_also_at={"feed.xml": tag})
    assert not (app.outdir / "feed.xml").exists()
    assert (
        f"'feed.xml': '{tag}' is not a feed of this site; write 'blog/tag/pear/atom"
        in said(app)
    )


def test_a_redirect_becomes_a_feed_and_one_again(build_root: BuildRoot) -> None:
    redirect = {"/feed.xml": "/blog/atom.xml"}
    feed = {"feed.xml": "blog/atom.xml"}
    kinds = []
    for setting in (redirect, feed, redirect):
        name = "permalink_redirects" if setting is redirect else "blog_feed_also_at"
        app = build_root(ROOT, **{name: setting})
        assert said(app) == ""
        kinds.append(b"<entry>" in (app.outdir / "feed.xml").read_bytes())
    assert kinds == [False, True, False]


def test_an_incremental_build_equals_a_clean_one(
    build_root: BuildRoot, tmp_path: Path
) -> None:
    """The redirect from the other spelling of a page makes room, too."""
    settings = {"blog_feed_also_at": {"second/": "blog/atom.xml"}}
    app = build_root(ROOT)
    assert b"<entry>" not in (app.outdir / "second/index.html").read_bytes()
    app = build_root(ROOT, **settings)
    assert said(app) == ""
    incremental = of_readers(app.outdir)
    assert b"<entry>" in incremental["second/index.html"]
    app.outdir.rename(tmp_path / "old")
    assert of_readers(build_root(ROOT, force_all=True, **settings).outdir) == (
        incremental
    )


def test_the_list_of_urls_knows_it(build_root: BuildRoot) -> None:
    output = OutputFolderPages.of(build_root(ROOT, blog_feed_also_at=OLD).outdir)
    for path in ("/feed.xml", "/feed/by_tag/apple.xml", "/rss/", "/rss", "/feed.json"):
        assert output.answers(path)
    assert {"/feed.xml", "/feed/by_tag/apple.xml", "/rss/"} <= output.published()


class TestTaken:
    """Two at one place: one of them would not be there."""

    def test_by_a_page(self, build_root: BuildRoot) -> None:
        post = build_root.copy(ROOT) / "posts/second.md"
        post.write_text(post.read_text().replace(": second", ": /Feed.xml"))
        told = refusal(build_root(ROOT, blog_feed_also_at=OLD))
        assert (
            "ERROR: conf.py: blog_feed_also_at: 'feed.xml' is also where "
            "posts/second.md goes ('Feed.xml'); leave one of them out"
        ) in told

    def test_by_a_redirect(self, build_root: BuildRoot) -> None:
        redirects = {"/feed.xml": "/blog/atom.xml"}
        app = build_root(ROOT, blog_feed_also_at=OLD, permalink_redirects=redirects)
        assert (
            "permalink_redirects: '/feed.xml -> /blog/atom.xml' is also where a file "
            "of blog_feed_also_at goes; leave one of them out"
        ) in refusal(app)

    def test_by_sphinx(self, build_root: BuildRoot) -> None:
        app = build_root(ROOT, blog_feed_also_at={"_static/a.xml": "blog/atom.xml"})
        assert "is in _static/, which belongs to Sphinx" in refusal(app)

    @pytest.mark.parametrize("root", [ROOT, STOCK])
    def test_by_a_file_of_your_own(self, build_root: BuildRoot, root: str) -> None:
        srcdir = build_root.copy(root)
        (srcdir / "extra").mkdir()
        (srcdir / "extra/feed.xml").write_text("<mine/>")
        for setting in (OLD, OLD, {}):
            settings = {"html_extra_path": ["extra"], "blog_feed_also_at": setting}
            app = build_root(root, force_all=True, **settings)
            assert (app.outdir / "feed.xml").read_text() == "<mine/>"
            told = "the feed feed.xml is not written: something else is there"
            assert (told in said(app)) == bool(setting)

    def test_by_a_page_that_nobody_claims(self, build_root: BuildRoot) -> None:
        """Without the extension ``permalink_blog.urls`` it is told when it is found."""
        for _ in range(2):
            settings = {"blog_feed_also_at": {"parts.html": "blog/atom.xml"}}
            app = build_root(STOCK, force_all=True, **settings)
            assert "the feed parts.html is not written" in said(app)
            assert b"Several posts" in (app.outdir / "parts.html").read_bytes()


BAD: dict[object, tuple[object, str]] = {
    "a?b=c": ("blog/atom.xml", "has a '?', which begins the query of a URL; remove it"),
    "https://a.example/": ("blog/atom.xml", "is an absolute URL; write the path"),
    "../a.xml": ("blog/atom.xml", "leads outside the site; remove the '..'"),
    "": ("blog/atom.xml", "is empty; write a path"),
    ":title.xml": ("blog/atom.xml", "has a ':', which not every file system can"),
    1: ("blog/atom.xml", "'blog/atom.xml' are not two paths; write them as text"),
    "none.xml": (None, "None are not two paths"),
    "a.xml": (
        "blog/atm.xml",
        "'blog/atm.xml' is not a feed of this site; write 'blog/atom.xml'",
    ),
    "blog/atom.xml": ("blog/feed.json", "is already the path of a feed; leave it out"),
    "/good.xml": ("blog/feed.json", "is there twice; leave one of them out"),
}


def test_what_cannot_be_is_told(build_root: BuildRoot) -> None:
    setting = {old: feed for old, (feed, _) in BAD.items()}
    good = {"good.xml": "blog/atom.xml"}
    app = build_root(STOCK, blog_feed_also_at={**good, **setting})
    warnings = said(app).splitlines()
    assert len(warnings) == len(BAD)
    for old, (_, told) in BAD.items():
        (warning,) = [x for x in warnings if f"blog_feed_also_at: {old!r}" in x]
        assert told in warning
        assert warning.endswith("[blog_feeds.config]")
    assert b"<entry>" in (app.outdir / "good.xml").read_bytes()


def test_no_mapping(build_root: BuildRoot) -> None:
    told = said(build_root(STOCK, blog_feed_also_at=["feed.xml"]))
    assert "The config value `blog_feed_also_at' has type `list'" in told


def test_no_feeds(build_root: BuildRoot) -> None:
    app = build_root(
        ROOT, blog_feed_also_at={"a.xml": "blog/atom.xml"}, blog_baseurl=""
    )
    assert "set blog_baseurl, without which no feed is written" in said(app)
    assert not (app.outdir / "a.xml").exists()


@given(st.text(max_size=12) | st.from_regex(r"[./%a2eF:\\]{1,9}", fullmatch=True))
def test_no_old_path_leads_out_of_the_site(path: str) -> None:
    try:
        file = old_file(path)
    except InvalidPermalinkError:
        return
    assert not file.endswith("/")
    assert relative_to(Path("/out", file), "/out") == file

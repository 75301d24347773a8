"""What is wrong gets a message, and the rest its feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx.errors import ConfigError
from sphinx.util.console import strip_escape_sequences

from permalink_blog.feeds.ids import is_iri

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from conftest import BuildRoot

    CheckAtom = Callable[[bytes], Any]

ROOT = "blog-feeds-stock"
BASE = "https://example.org/en/latest/"


@pytest.mark.parametrize(
    "text",
    [
        "tag:example.org,2018:summer",
        "urn:uuid:60a76c80-d399-11d9-b93c-0003939e0af6",
        "https://old.example/2018/?p=1#x",
        "http://b\u00fccher.example/\u00e9",
    ],
)
def test_absolute_iris(text: str) -> None:
    assert is_iri(text)


@pytest.mark.parametrize(
    "text", ["", "summer", "/2018/summer", "//x.example/", "a b:c", "x: y", "1:2", "x:"]
)
def test_no_absolute_iris(text: str) -> None:
    assert not is_iri(text)


@given(st.text(), st.sampled_from(' \t\n<>"{}|\\^`\x00'), st.text())
def test_no_iri_has_what_none_may(before: str, bad: str, after: str) -> None:
    assert not is_iri(f"tag:{before}{bad}{after}")


def test_feed_ids(build_root: BuildRoot, check_atom: CheckAtom) -> None:
    """One is no id, one is taken, one is another's URL; a document of two has two."""
    root = build_root.copy(ROOT)
    for name, value in {
        "a": "no id",
        "b": "tag:example.com,2010:markup",
        "c": f"{BASE}posts/canonical.html",
    }.items():
        text = f"---\ndate: 2021-01-01\nfeed_id: {value}\n---\n\n# {name}\n\nText.\n"
        (root / f"posts/{name}.md").write_text(text)
    parts = (root / "parts.md").read_text()
    (root / "parts.md").write_text(f"---\nfeed_id: urn:x:parts\n---\n{parts}")
    app = build_root(ROOT)
    data = check_atom((app.outdir / "blog/atom.xml").read_bytes())
    assert [entry.id for entry in data.entries] == [
        f"{BASE}posts/c.html",
        f"{BASE}posts/b.html",
        f"{BASE}posts/a.html",
        "tag:example.com,2010:markup",
        f"{BASE}posts/canonical.html",
        "urn:x:parts#two",
        "urn:x:parts#one",
        f"{BASE}posts/updated.html",
    ]
    warnings = strip_escape_sequences(app.warning.getvalue())
    assert (
        "posts/a.md:3: WARNING: feed_id: 'no id': expected an absolute URI" in warnings
    )
    assert "The post's URL is its id until you change or remove the key." in warnings
    assert "posts/c.md:3: WARNING: feed_id: " in warnings
    assert "this is the id of 'posts/canonical'" in warnings
    # Of two that say the same the older one has it.
    assert "posts/b.md:3: WARNING: feed_id: 'tag:" in warnings
    assert warnings.count("WARNING") == 3
    again = build_root(ROOT, suppress_warnings=["blog_feeds.feed_id"])
    assert again.warning.getvalue() == ""


def test_labels_that_are_none(build_root: BuildRoot) -> None:
    app = build_root(ROOT, blog_feed_labels=["tag", "category"])
    said = app.warning.getvalue()
    assert "blog_feed_labels: 'tag' is not a catalog of ABlog, and is ignored" in said
    assert "'tags'" in said
    assert (app.outdir / "blog/category/news/atom.xml").exists()
    assert not (app.outdir / "blog/tag/apple/atom.xml").exists()


def test_a_file_that_is_there_stays(build_root: BuildRoot) -> None:
    root = build_root.copy(ROOT)
    (root / "extra/blog").mkdir(parents=True)
    (root / "extra/blog/feed.json").write_text('{"mine": 1}')
    for _ in range(2):
        app = build_root(ROOT, html_extra_path=["extra"])
        assert (app.outdir / "blog/feed.json").read_text() == '{"mine": 1}'
        said = app.warning.getvalue()
        assert "the feed blog/feed.json is not written: something else is there" in said
    app = build_root(ROOT, html_extra_path=["extra"], blog_baseurl="")
    assert (app.outdir / "blog/feed.json").read_text() == '{"mine": 1}'


def test_nothing_is_written_outside(build_root: BuildRoot) -> None:
    root = build_root.copy(ROOT)
    with pytest.raises(ConfigError, match=r"blog_path: '\.\./outside' leads outside"):
        build_root(ROOT, blog_path="../outside", blog_feed_labels=[])
    assert not [*root.rglob("outside")]


def test_another_ablog_is_left_alone(
    build_root: BuildRoot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("permalink_blog.feeds.disconnect", lambda *_args: False)
    app = build_root(ROOT)
    assert "this version of ABlog does not write feeds as" in app.warning.getvalue()
    assert b'version="' in (app.outdir / "blog/atom.xml").read_bytes()[:2000]  # ABlog's
    assert not (app.outdir / "blog/feed.json").exists()

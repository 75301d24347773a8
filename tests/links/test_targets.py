"""Texts and what they mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.links.targets import (
    BaseUrl,
    LinkTarget,
    TargetKind,
    own_target,
    parse_target,
)

BLOG = BaseUrl("example.org", "/blog/")
SITE = BaseUrl("example.org", "/")


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("/", LinkTarget(TargetKind.PATH, "/")),
        ("/a/b.html?c=d#e", LinkTarget(TargetKind.PATH, "/a/b.html", "?c=d", "e")),
        ("/a#b?c", LinkTarget(TargetKind.PATH, "/a", "", "b?c")),
        ("jekyll:url/a#b", LinkTarget(TargetKind.URL, "/a", "", "b")),
        ("jekyll:post_url/2018-08-01-a", LinkTarget(TargetKind.POST, "2018-08-01-a")),
        ("jekyll:post_url/x/a%20b#c", LinkTarget(TargetKind.POST, "x/a b", "", "c")),
        ("jekyll:link/_posts/a.md", LinkTarget(TargetKind.SOURCE, "_posts/a.md")),
    ],
)  # fmt: skip
def test_target(text: str, target: LinkTarget) -> None:
    assert parse_target(text) == target


@pytest.mark.parametrize(
    "text",
    ["", "a", "a/b.md", "../a", "#a", "?a", "//example.org/a", "https://example.org/a",
     "mailto:a@example.org", "jekyll:a", "jekyll:path/a", "jekyll:other/a"],
)  # fmt: skip
def test_no_target_of_ours(text: str) -> None:
    assert parse_target(text) is None


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("/a?b#c", "/a?b#c"),
        ("jekyll:url/a#c", "/a#c"),
        ("jekyll:post_url/2018-08-01-a#b", "{% post_url 2018-08-01-a %}#b"),
        ("jekyll:link/a%20b.md", "{% link a b.md %}"),
    ],
)
def test_as_written(text: str, written: str) -> None:
    assert str(parse_target(text)) == written


@given(st.text())
def test_any_text(text: str) -> None:
    target = parse_target(f"/{text.lstrip('/')}")
    assert target
    assert target.name.startswith("/")
    assert own_target(text, [SITE]) is None or "example.org" in text.lower()


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("https://example.org", SITE),
        ("http://Example.org:80/", SITE),
        ("https://example.org:443/blog", BLOG),
        ("https://example.org//blog//", BLOG),
        ("https://example.org:8443/", BaseUrl("example.org:8443", "/")),
    ],
)
def test_base_url(url: str, base: BaseUrl) -> None:
    assert BaseUrl.parse(url) == base


@pytest.mark.parametrize("url", ["", "/blog/", "example.org", "ftp://example.org/"])
def test_no_base_url(url: str) -> None:
    with pytest.raises(ValueError, match="not an absolute http"):
        BaseUrl.parse(url)


@pytest.mark.parametrize(
    ("url", "own"),
    [
        ("https://example.org/blog/a?b=c#d", "jekyll:url/a?b=c#d"),
        ("http://EXAMPLE.org/blog", "jekyll:url/"),
        ("https://example.org/blog/", "jekyll:url/"),
        ("https://example.org/blogs/a", None),
        ("https://example.org/", None),
        ("https://www.example.org/blog/a", None),
        ("ftp://example.org/blog/a", None),
        ("http://[", None),
        ("/blog/a", None),
    ],
)
def test_own_url(url: str, own: str | None) -> None:
    assert own_target(url, [BLOG]) == own


@given(st.text("abc/.", max_size=20))
def test_path_below_base(path: str) -> None:
    below = BLOG.without_path(f"/blog/{path}")
    assert below == f"/{path}"
    assert BLOG.without_path(f"/blog{path}") is None or path[:1] in {"", "/"}

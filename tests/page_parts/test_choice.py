"""The rules by which parts are chosen."""

from __future__ import annotations

from typing import Any

import pytest

from permalink_blog.page_parts.choice import chosen_parts, parts_beside, with_parts

ALL = {"byline", "tags", "cite", "related"}


@pytest.mark.parametrize(
    ("setting", "options", "expected"),
    [
        ("auto", {}, ALL),
        ("auto", {"logo": {"text": "x"}, "show_toc_level": 1}, ALL),
        ("auto", {"article_header_start": ["post-meta"]}, {"tags", "cite", "related"}),
        (
            "auto",
            {"article_header_start": "a, post-meta.html"},
            {"tags", "cite", "related"},
        ),
        ("auto", {"x": ["post-footer"], "y": ["related-posts"]}, {"byline", "cite"}),
        ("auto", {"blog_parts": "false"}, set()),
        ("auto", {"blog_parts": False}, set()),
        ("auto", {"blog_parts": "true"}, ALL),
        (True, {"blog_parts": "false", "x": ["post-meta"]}, ALL),
        (False, {}, set()),
        ([], {}, set()),
        (["tags"], {"x": ["post-footer"]}, {"tags"}),
        (("byline", "related"), {}, {"byline", "related"}),
    ],
)
def test_parts(setting: Any, options: dict[str, Any], expected: set[str]) -> None:
    assert chosen_parts(setting, options) == expected


def test_what_a_sidebar_shows_is_not_shown_twice() -> None:
    assert parts_beside(["about.html", "ablog/postcard.html"]) == {"byline"}
    assert parts_beside(["postcard.html"]) == {"byline"}
    assert parts_beside(["related.html"]) == {"related"}
    assert not parts_beside(["ablog/recentposts.html"])


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ('<section id="a">\n<h1>A<a href="#a">#</a></h1>\n', "<p>x</p><h1>B</h1>"),
        ('\n<span id="b"></span><section id="a">\n<h1 class="x">A</h1>\n', "<p>x</p>"),
        ("", "<p>x</p>\n<h1>No title</h1>"),
        ("", "text <h1>No title</h1>"),
        ("", ""),
    ],
)
def test_the_place_of_parts(title: str, text: str) -> None:
    assert with_parts(title + text, "[before]", "[after]") == (
        f"{title}[before]{text}[after]"
    )

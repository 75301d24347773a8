"""Titles show the words that their authors wrote, whatever MyST would make of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from blog_import.jekyll.titles import shown_title

if TYPE_CHECKING:
    from conftest import ReadSite

NAME = "_posts/2018-08-01-summer.md"


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("What `print()` *means*, -- and why", None),
        ("snake_case, C* and 3 < 4 > 2, [WIP], x ** y, AT&T, <3, a \\ b", None),
        ("__init__ and _why_", r"\_\_init\_\_ and \_why\_"),
        ("List<T> and `List<T>`", r"List\<T> and `List<T>`"),
        ("$HOME and $PATH", r"\$HOME and \$PATH"),
        ("[a](b) {ref}`c`", r"\[a\](b) \{ref}`c`"),
    ],
)
def test_titles(title: str, shown: str | None) -> None:
    assert shown_title(title) == (shown or title)


@given(st.text(alphabet="ab _<>$[](){}*\\!&;", max_size=20))
def test_words_stay(title: str) -> None:
    (inline,) = MarkdownIt("commonmark").parseInline(shown_title(title))
    shown = "".join(token.content for token in inline.children or ())
    if "*" in title or "\\" in title:
        return  # emphasis may be meant, and escapes have been ones before
    assert "".join(shown.split()) == "".join(title.split())


def test_a_title_is_written_so(read_site: ReadSite) -> None:
    (post,) = read_site({NAME: "---\ntitle: __init__ # it\n---\n\nText.\n"}).documents
    assert post.front_matter.startswith("title: \\_\\_init\\_\\_\npermalink: ")


@pytest.mark.parametrize("target", ["https://example.org/talk", "/talk.pdf"])
def test_a_list_of_posts_leads_elsewhere(read_site: ReadSite, target: str) -> None:
    """ABlog would take ``redirect`` for an old path of the post."""
    text = f"---\nredirect: {target}\ntitle: x\n---\n\nText.\n"
    (post,) = read_site({NAME: text}).documents
    assert post.front_matter.startswith(f"# redirect: {target}\ntitle: x\n")
    assert f"external_link: {target}\n" in post.front_matter

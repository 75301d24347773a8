from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.core.names import PostName, same_title


@pytest.mark.parametrize(
    ("docname", "date", "slug"),
    [
        ("posts/2018-08-01-name", "2018-08-01", "name"),
        ("posts/2018-08-01-name/index", "2018-08-01", "name"),
        ("2018-8-1-a-b", "2018-8-1", "a-b"),
        ("18-08-01-name", "18-08-01", "name"),
        ("posts/name", None, "name"),
        ("posts/index", None, "posts"),
        ("index", None, "index"),
        ("2018-08-01/name", None, "name"),
        ("posts/2018-08-01", None, "2018-08-01"),
    ],
)
def test_docname(docname: str, date: str | None, slug: str) -> None:
    assert PostName.from_docname(docname) == PostName(date, slug)


@pytest.mark.parametrize(
    ("slug", "title"),  # as Jekyll::Utils.titleize_slug answers
    [
        ("my-first-post", "My First Post"),
        ("the-API-of-x", "The Api Of X"),
        ("Some_File Name", "Some_file name"),
        ("été-à-paris", "Été À Paris"),
        ("wait...", "Wait"),
        ("...", "..."),
        ("-", "-"),
    ],
)
def test_title_of_a_slug(slug: str, title: str) -> None:
    assert PostName(None, slug).title == title


@given(st.text(min_size=1))
def test_there_is_always_a_title(name: str) -> None:
    assert PostName.from_docname(f"posts/{name.replace('/', '')}x").title


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("Hello", "Hello"),
        ("  hello   World ", "Hello world"),
        ("The `foo` *function*", "The foo function"),
        ('It\'s "here"...', "It\u2019s \u201chere\u201d\u2026"),
        ("A -- B", "A \u2013 B"),
        ("Read [the docs](https://example.org)", "Read the docs"),
        ("Q&amp;A <em>now</em>", "Q&A now"),
    ],
)
def test_same_title(title: str, heading: str) -> None:
    assert same_title(title, heading)


@pytest.mark.parametrize(
    ("title", "heading"), [("C", "C++"), ("Hello", "Hello World"), ("日本", "日")]
)
def test_other_title(title: str, heading: str) -> None:
    assert not same_title(title, heading)

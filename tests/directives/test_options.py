"""Options of directives as values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.directives.options import (
    FIELDS,
    POST_OPTIONS,
    POSTLIST_OPTIONS,
    nearest,
    read_length,
    read_options,
)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("tags", "a, b", ["a", "b"]),
        ("tags", ", a,, a , two words,", ["a", "two words"]),
        ("tags", "", None),
        ("tags", " , ", None),
        ("title", "", None),
        ("title", "A  title\nof lines", "A title of lines"),
        ("image", "2", 2),
        ("excerpt", "0", 0),
        ("excerpt", "", None),
        ("exclude", "", True),
        ("exclude", "true", True),
        ("nocomments", "No", None),
        ("external_link", "https://example.org/", "https://example.org/"),
        ("canonical_link", "", None),
        ("redirect", "a, b", ["a", "b"]),
    ],
)
def test_post(name: str, text: str, value: object) -> None:
    options, problems = read_options({name: text}, POST_OPTIONS)
    assert options.get(name) == value
    assert problems == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("format", "{date} / {title} {{by}} {author}"),
        ("format", "no field"),
        *(("format", f"{{{field}}}") for field in FIELDS),
        ("date", "%d %B %Y"),
        ("date", "%-d. %b %e %%"),
        ("date", "d. MMMM y"),
        ("date", "long"),
        ("expand", "Read more …"),
        ("list-style", "circle"),
    ],
)
def test_postlist(name: str, text: str) -> None:
    assert read_options({name: text}, POSTLIST_OPTIONS) == ({name: text}, [])


@pytest.mark.parametrize(
    ("name", "text", "message", "value"),
    [
        ("format", "{titel}", "has the unknown field {titel}", None),
        ("format", "{title", "is not a format", None),
        ("format", "title}", "is not a format", None),
        ("format", "{}", "has the unknown field {}", None),
        ("format", "{0}", "has the unknown field {0}", None),
        ("format", "{title.x}", "has the unknown field {title.x}", None),
        ("format", "{title[0]}", "has the unknown field {title[0]}", None),
        ("format", "{title!r}", "more than a name in the braces of {title}", None),
        ("format", "{date:%Y}", "more than a name in the braces of {date}", None),
        ("date", "%Q", "has the unknown directive '%Q'", None),
        ("date", "100 %", "has the unknown directive '%'", None),
        ("date", "dddd", "is not a date format", None),
        ("sort", "date", "is a value of an option that takes none", True),
        ("tags", f"a, {'x' * 300}", "has a name that is too long", ["a"]),
    ],
)
def test_mistakes_in_lists(name: str, text: str, message: str, value: object) -> None:
    options, [problem] = read_options({name: text}, POSTLIST_OPTIONS)
    assert options.get(name) == value
    assert message in str(problem)
    assert str(problem).startswith(f"{name}: ")
    assert len(str(problem)) < 400


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("image", "/a.png", "image: '/a.png' is not a whole number, and is ignored"),
        ("excerpt", "-1", "excerpt: '-1' is not a whole number"),
        ("excerpt", "²", "excerpt: '²' is not a whole number"),
        ("excerpt", "9" * 5000, "is not a whole number"),
        ("external_link", "javascript:alert(1)", "is not an http(s) URL or a path"),
        ("tag", "x", "'tag' is an unknown option, and is ignored; did you mean 'tags'"),
        ("mood", "x", "'mood' is an unknown option, and is ignored; remove it"),
    ],
)
def test_mistakes_in_posts(name: str, text: str, message: str) -> None:
    options, [problem] = read_options({name: text}, POST_OPTIONS)
    assert options == {}
    assert message in str(problem)


@pytest.mark.parametrize(
    ("text", "length"), [("5", 5), ("0", 0), ("all", None), ("-3", None), ("5 x", None)]
)
def test_length(text: str, length: int | None) -> None:
    found, problem = read_length(text)
    assert found == length
    assert (problem is None) is (length is not None)


@given(
    st.dictionaries(
        st.sampled_from([*POST_OPTIONS, *POSTLIST_OPTIONS]) | st.text(), st.text()
    )
)
def test_any_text_is_read_or_reported(written: dict[str, str]) -> None:
    for kinds in (POST_OPTIONS, POSTLIST_OPTIONS):
        options, problems = read_options(written, kinds)
        assert options.keys() <= kinds.keys()
        assert all("\n" not in str(problem) for problem in problems)
        named = {problem.name or problem.value for problem in problems}
        assert named >= written.keys() - kinds.keys()


def test_nearest() -> None:
    known = ["travel", "Cats", "cars"]
    assert nearest("travl", known) == ["travel"]
    assert nearest("CATS", known) == ["Cats"]
    assert nearest("zzzz", known) == []
    assert len(nearest("zzzz", known, count=2, similarity=0)) == 2

from __future__ import annotations

from datetime import datetime
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.core.errors import InvalidPermalinkError
from permalink_blog.urls.pattern import (
    PLACEHOLDERS,
    STYLES,
    PostValues,
    expand,
    slugify,
)

POST = PostValues(
    date=datetime(2018, 1, 2, 3, 4, 5),
    slug="My_First Post",
    name="my-first-post",
    path="posts/2018-01-02-my-first-post",
    categories=("Data Science", "til", "TIL"),
)


@pytest.mark.parametrize(
    ("placeholder", "value"),
    [
        ("year", "2018"),
        ("short_year", "18"),
        ("month", "01"),
        ("i_month", "1"),
        ("short_month", "Jan"),
        ("long_month", "January"),
        ("day", "02"),
        ("i_day", "2"),
        ("y_day", "002"),
        ("w_year", "2018"),
        ("week", "01"),
        ("w_day", "2"),
        ("short_day", "Tue"),
        ("long_day", "Tuesday"),
        ("hour", "03"),
        ("minute", "04"),
        ("second", "05"),
        ("title", "My_First-Post"),
        ("slug", "my-first-post"),
        ("name", "my-first-post"),
        ("path", "posts/2018-01-02-my-first-post"),
        ("collection", "posts"),
        ("categories", "data science/til"),
        ("slugified_categories", "data-science/til"),
        ("output_ext", ".html"),
    ],
)
def test_placeholder(placeholder: str, value: str) -> None:
    assert unquote(expand(f"/:{placeholder}/", POST)) == f"/{value}/"


def test_every_placeholder_is_tested() -> None:
    (mark,) = test_placeholder.pytestmark
    assert {name for name, _ in mark.args[1]} == set(PLACEHOLDERS)


def test_the_iso_year_may_differ_from_the_calendars() -> None:
    post = PostValues(date=datetime(2021, 1, 3))
    assert expand(":year :w_year-:week-:w_day", post) == "2021 2020-53-7"


@pytest.mark.parametrize("style", STYLES)
def test_styles_have_known_placeholders_only(style: str) -> None:
    assert "my_first-post" in expand(STYLES[style], POST).lower()


def test_an_underscore_after_a_placeholder_is_text() -> None:
    assert expand("/:year_:month/", POST) == "/2018_01/"


def test_an_unknown_placeholder_is_named() -> None:
    with pytest.raises(InvalidPermalinkError, match="placeholder ':yaer'") as caught:
        expand("/:yaer/", POST)
    assert ":year" in caught.value.remedy


def test_a_date_placeholder_needs_a_date() -> None:
    with pytest.raises(InvalidPermalinkError, match="needs a date") as caught:
        expand("/:year/:title/", PostValues(slug="x"))
    assert "add a date" in caught.value.remedy


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Hello, World!", "hello-world"),
        ("--a--b--", "a-b"),
        ("Ärger über Öl", "ärger-über-öl"),
        ("日本語 の 題", "日本語-の-題"),
        ("हिन्दी", "हिन्दी"),
        ("٢٠١٨", "٢٠١٨"),
        ("½ a_b", "a-b"),
        ("", ""),
        ("!", ""),
    ],
)
def test_slugify(text: str, slug: str) -> None:
    assert slugify(text) == slug


def test_slugify_pretty_keeps_what_a_url_may_have() -> None:
    assert slugify("A.b_c~d! e?f", pretty=True, cased=True) == "A.b_c~d!-e-f"


@given(st.text())
def test_a_slug_is_its_own_slug(text: str) -> None:
    slug = slugify(text)
    # only "İ".lower() and its like grow a mark that a second pass keeps as it is
    assert slugify(slug) == slug


@given(st.text(alphabet=st.characters(exclude_characters=":")))
def test_text_without_placeholders_stays(text: str) -> None:
    assert expand(text, POST) == text

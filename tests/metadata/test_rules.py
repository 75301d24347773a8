"""The rules: what front matter means, and how text is cut and written."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from permalink_blog.core.values import decode
from permalink_blog.frontmatter.modified import iso_date
from permalink_blog.metadata.images import Wanted, is_drawing, is_web_url, wanted_image
from permalink_blog.metadata.model import (
    ArticleMetadata,
    Description,
    Picture,
    meta_tags,
    og_locale,
    shorten,
)


def wanted(value: object) -> Wanted:
    text = value.strip() if isinstance(value, str) else ""
    return wanted_image(decode(text), text)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, Wanted()),
        ("", Wanted()),
        ("null", Wanted()),
        ("True", Wanted()),
        ("False", Wanted(number=0)),
        ("0", Wanted(number=0)),
        ("2", Wanted(number=2)),
        (" /a.png ", Wanted("/a.png")),
        ("a b.png", Wanted("a b.png")),
        ("[draft].png", Wanted("[draft].png")),
        ("https://img.example/a.png", Wanted("https://img.example/a.png")),
        ("//img.example/a.png", Wanted("https://img.example/a.png")),
        ('{"path": "/a.png", "alt": "A"}', Wanted("/a.png", "A")),
        ('{"path": "/a.png", "width": 3}', Wanted("/a.png")),
        ('{"alt": "A"}', Wanted(problem='{"alt": "A"}')),
        ('["/a.png"]', Wanted(problem='["/a.png"]')),
        ("9" * 5000, Wanted("9" * 5000)),  # more digits than Python reads
    ],
)
def test_image_in_front_matter(value: object, expected: Wanted) -> None:
    assert wanted(value) == expected


@given(st.none() | st.integers() | st.text())
def test_no_value_is_a_traceback(value: object) -> None:
    assert isinstance(wanted(value), Wanted)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://example.org/a.png", True),
        ("HTTP://example.org", True),
        ("https://", False),
        ("https://[", False),
        ("/a.png", False),
        ("data:image/png;base64,AA", False),
        ("", False),
    ],
)
def test_what_is_a_web_url(text: str, expected: bool) -> None:
    assert is_web_url(text) == expected


@pytest.mark.parametrize(
    "source", ["a.svg", "a.SVG", "a.svgz", "https://img.example/badge.svg?style=flat"]
)
def test_drawings(source: str) -> None:
    assert is_drawing(source)
    assert not is_drawing(f"{source}.png" if "?" not in source else "a?b.svg.png")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Short.", "Short."),
        ("  white \n space ", "white space"),
        ("one two three four", "one two…"),
        ("one two, three four", "one two…"),
        ("あ" * 20, "あ" * 11 + "…"),
    ],
)
def test_texts_are_cut_between_words(text: str, expected: str) -> None:
    assert shorten(text, length=12) == expected


@given(st.text())
def test_no_text_is_too_long(text: str) -> None:
    assert len(shorten(text)) <= 200


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "en_US"),
        ("de", "de_DE"),
        ("ja", "ja_JP"),
        ("pt_BR", "pt_BR"),
        ("zh-Hant-TW", "zh_TW"),
        ("", ""),
        ("tlh-x-y", ""),
        ("nonsense", ""),
    ],
)
def test_locales_have_a_territory(language: str, expected: str) -> None:
    assert og_locale(language) == expected


def test_a_day_has_no_time() -> None:
    assert iso_date(datetime(2018, 8, 1)) == "2018-08-01"
    assert iso_date(datetime(2018, 8, 1, tzinfo=UTC)) == "2018-08-01"
    assert (
        iso_date(datetime(2018, 8, 1, 10, 11, tzinfo=UTC))
        == "2018-08-01T10:11:00+00:00"
    )


# What lxml's parser drops is no matter of escaping.
TEXTS = st.text(st.characters(min_codepoint=32, exclude_categories=["C"]), min_size=1)


@given(title=TEXTS, text=TEXTS, tag=TEXTS)
def test_no_text_is_markup(title: str, text: str, tag: str) -> None:
    day = datetime(2018, 8, 1)
    page = Description(
        title=title,
        text=text,
        url="https://example.org/x",
        site="Site",
        home="https://example.org/",
        picture=Picture("https://example.org/a.png", alt=text),
        article=ArticleMetadata(day, day, tags=(tag, "</script><b>", "<!--<script>")),
    )
    root = html.fromstring(f"<html><head>{meta_tags(page)}</head></html>")
    assert {element.tag for element in root.iter()} == {
        *("html", "head", "meta", "script"),
    }
    [script] = root.xpath("//script/text()")
    data = json.loads(script)
    assert (data["headline"], data["description"]) == (title, text)
    assert data["keywords"][0] == tag
    assert root.xpath("//meta[@property='og:title']/@content") == [title]
    assert root.xpath("//meta[@property='article:tag']/@content")[0] == tag


def test_what_is_said_already_is_left_out() -> None:
    page = Description(
        title="T",
        url="https://example.org/x",
        site="Site",
        home="https://example.org/",
        text="Text",
        picture=Picture("https://example.org/a.png", alt="A", size=(3, 2)),
    )
    tags = meta_tags(page, without={"description", "og:image", "og:title"})
    assert "og:image" not in tags
    assert 'name="description"' not in tags
    assert "og:title" not in tags
    assert "og:description" in tags

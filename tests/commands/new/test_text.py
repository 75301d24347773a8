"""Slugs and front matter of any title."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.commands.new.cli import write_post
from permalink_blog.commands.new.text import (
    NO_SLUG,
    Post,
    front_matter,
    one_line,
    slug_of,
)
from permalink_blog.core.dates import parse_date
from permalink_blog.core.yaml_nodes import FRONT_MATTER
from permalink_blog.urls.paths import parse_permalink
from permalink_blog.urls.pattern import PostValues, slugify
from permalink_blog.urls.variants import bare_key

NOW = datetime(2026, 11, 25, 23, 4, 5, tzinfo=timezone(timedelta(hours=9)))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
TITLES = TEXTS | st.sampled_from(
    [
        *("---", "...", "null", "yes", "1.10", "2018-08-01", "a: b", "# a", "- a"),
        *("'", '"', "a\\b", "[x", "{{ x }}", "@a", "`a`", "%a", "!a", "|", ">", "? a"),
        *("日本語", "I ❤️ Python", "1️⃣", "con", "🎉", "\u2028", "x" * 300, "é" * 300),
    ]
)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Summer conference report back", "summer-conference-report-back"),
        ('He said: "Don\'t!"', "he-said-don-t"),
        ("C++ & C#", "c-c"),
        ("日本語の題", "日本語の題"),
        ("Café Zürich", "café-zürich"),
        ("Cafe\u0301", "café"),
        ("v1.2 (beta)", "v1-2-beta"),
        ("I ❤️ Python", "i-python"),
        ("1️⃣ thing", "1-thing"),
        ("🎉", NO_SLUG),
        ("❤️", NO_SLUG),
        ("\u0301", NO_SLUG),
        ("!!!", NO_SLUG),
        (f"{'word ' * 30}", "-".join(["word"] * 20)),
        ("é" * 300, "é" * 50),
    ],
)
def test_slugs(title: str, slug: str) -> None:
    assert slug_of(title) == slug


@given(TITLES)
def test_any_slug(title: str) -> None:
    slug = slug_of(title)
    assert slug
    assert len(slug.encode()) <= 100
    assert slug == slug.lower()
    assert not set("/\\:.#?% ") & set(slug)
    if title.isascii() and len(title) < 100 and any(x.isalnum() for x in title):
        assert slug == slugify(title)  # as Jekyll's


@given(TITLES, st.lists(TITLES, max_size=3), TITLES)
def test_any_front_matter_reads_back(
    title: str, tags: list[str], category: str
) -> None:
    title, category = one_line(title) or "x", one_line(category)
    tags = [one_line(tag) for tag in tags]
    post = Post(title=title, date=NOW, tags=tuple(tags), category=category)
    text = front_matter(post, slug_of(title)) + "\nText.\n"
    match = FRONT_MATTER.match(text)
    assert match
    assert text[match.end() :] == "\n\nText.\n"
    data = yaml.safe_load(match["yaml"])
    assert data.pop("title") == title
    assert data.pop("permalink") == slug_of(title)
    assert data.pop("tags", []) == tags
    assert data.pop("category", "") == category
    assert data.pop("date") == "2026-11-25 23:04:05 +0900"
    assert data == {}
    assert all(
        re.match(r"(title|date|permalink|tags|category): ", line)
        for line in match["yaml"].splitlines()
    )


def test_the_date_is_the_moment() -> None:
    date = parse_date("2026-11-25 23:04:05 +0900", UTC)
    assert date.when == NOW.astimezone(UTC).replace(tzinfo=None)


@given(st.lists(TITLES, max_size=8), st.sets(TITLES.map(slug_of), max_size=5))
def test_any_titles_collide_with_nothing(titles: list[str], taken: set[str]) -> None:
    keys = {bare_key(slug) for slug in taken}
    with TemporaryDirectory() as name:
        folder = Path(name)
        for title in titles:
            post = Post(title=one_line(title) or "x", date=NOW)
            path = write_post(post, folder, keys)
            text = path.read_text("utf-8")
            permalink = yaml.safe_load(text.strip("-\n"))["permalink"]
            key = bare_key(parse_permalink(permalink, PostValues()).path)
            assert key not in keys
            keys.add(key)
        assert len(list(folder.rglob("*.md"))) == len(titles)

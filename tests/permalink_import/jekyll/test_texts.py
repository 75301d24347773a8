"""Front matter and text of any spelling, and what is said of what cannot be read."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
import yaml

from permalink_import.jekyll.days import existing_day
from permalink_import.jekyll.texts import read_date
from permalink_import.model import DocumentKind, Outcome

if TYPE_CHECKING:
    from conftest import ReadSite

BERLIN = ZoneInfo("Europe/Berlin")
NAME = "_posts/2018-08-01-summer.md"


@pytest.mark.parametrize(
    "content",
    [
        b"---\r\ntitle: x\r\n---\r\n\r\nText.\r\n",
        b"\xef\xbb\xbf---\ntitle: x\n---\n\nText.\n",
        b"---  \ntitle: x\n...\n\nText.\n",
    ],
)
def test_spellings_of_front_matter(read_site: ReadSite, content: bytes) -> None:
    (post,) = read_site({NAME: content}).documents
    assert post.front_matter.startswith("title: x\npermalink: ")
    assert post.body.strip() == "Text."


@pytest.mark.parametrize(
    ("content", "line", "what"),
    [
        (b"---\ntitle: x\ntags: [a\n---\n", 3, "tags: [a"),
        (b"---\ntitle: a: b\n---\n", 2, "title: a: b"),
        (b"---\n- a\n---\n", 2, "- a"),
        (b"---\ntitle: x\n---\n\ncaf\xe9\n", 5, "\\xe9"),
    ],
)
def test_what_cannot_be_read_is_told(
    read_site: ReadSite, content: bytes, line: int, what: str
) -> None:
    site = read_site({NAME: content})
    (found,) = site.findings
    assert site.documents == ()
    assert (found.outcome, found.source) == (Outcome.FAILED, NAME)
    assert (found.line, found.what.partition(" (")[0]) == (line, what)


def test_the_encoding_may_be_another_one(read_site: ReadSite) -> None:
    site = read_site({NAME: b"---\n---\n\ncaf\xe9\n"}, "encoding: iso-8859-1\n")
    assert site.documents[0].body.strip() == "café"


def test_a_post_needs_no_front_matter(read_site: ReadSite) -> None:
    (post,) = read_site({NAME: "Text.\n"}).documents
    assert post.front_matter == "permalink: /2018/08/01/summer.html\n"
    assert post.body.strip() == "Text."


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2018, 8, 1), "2018-08-01 00:00:00"),
        (datetime(2018, 8, 1, 23, 0), "2018-08-02 01:00:00"),
        ("2018-08-01 23:00", "2018-08-01 23:00:00"),
        ("2018-08-01 23:00:00 -0500", "2018-08-02 06:00:00"),
        (
            datetime(2018, 8, 1, 23, tzinfo=timezone(timedelta(hours=-5))),
            "2018-08-02 06:00:00",
        ),
        (20180801, "2018-08-01 00:00:00"),
    ],
)
def test_dates_are_read_as_jekyll_does(value: object, expected: str) -> None:
    assert str(read_date(value, BERLIN)) == expected


def test_a_time_of_utc_says_so_here(read_site: ReadSite) -> None:
    text = "---\ndate: 2018-08-01 23:00:00\n---\n\nText.\n"
    (post,) = read_site({NAME: text}, "timezone: Europe/Berlin\n").documents
    assert "date: 2018-08-01 23:00:00 +0000\n" in post.front_matter
    assert post.url == "/2018/08/02/summer.html"


def test_a_date_that_jekyll_guesses_is_told(read_site: ReadSite) -> None:
    site = read_site({NAME: "---\ntitle: x\ndate: 2018-02-32\n---\n\nText.\n"})
    (found,) = site.findings
    assert (found.outcome, found.line) == (Outcome.LEFT, 3)
    assert found.what == "date: 2018-02-32"
    assert site.documents[0].target == "posts/2018/2018-08-01-summer.md"
    assert site.documents[0].url == "/2018/08/01/summer.html"


def test_a_name_with_a_day_that_is_none(read_site: ReadSite) -> None:
    site = read_site({"_posts/2018-13-45-x.md": "Text.\n"})
    assert site.documents == ()
    assert site.findings[0].outcome is Outcome.FAILED


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2019-02-29", "2019-03-01"),
        ("2019-02-31 10:11", "2019-03-03 10:11"),
        ("2019/4/31", "2019-05-01"),
        ("2020-02-29", "2020-02-29"),
        ("2019-04-32", "2019-04-32"),
        ("2019-13-31", "2019-13-31"),
        ("31 April 2019", "31 April 2019"),
    ],
)
def test_days_are_counted_as_ruby_does(date: str, expected: str) -> None:
    assert existing_day(date) == expected


def test_a_post_of_a_day_that_does_not_exist(read_site: ReadSite) -> None:
    site = read_site(
        {
            "_posts/2019-02-29-leap.md": "---\ntitle: x\n---\nText.\n",
            "_posts/2019-04-01-april.md": "---\ndate: 2019-04-31\n---\nText.\n",
        }
    )
    assert site.findings == ()
    leap, april = site.documents
    assert leap.target == "posts/2019/2019-03-01-leap.md"
    assert leap.url == "/2019/03/01/leap.html"
    assert april.url == "/2019/05/01/april.html"
    assert "date: '2019-05-01'\n" in april.front_matter


def test_a_name_in_yaml_may_be_given_again(read_site: ReadSite) -> None:
    data = "a: &X one\nb: *X\nc: &X two\nd: *X\n"
    text = "---\n---\n{{ site.data.words.b }} {{ site.data.words.d }}\n"
    site = read_site({NAME: text, "_data/words.yml": data})
    assert site.findings == ()
    assert site.documents[0].body.strip() == "one two"


def test_what_is_not_published(read_site: ReadSite) -> None:
    site = read_site(
        {
            "_drafts/idea.md": "---\ntitle: x\n---\n",
            "_posts/2018-08-01-back.md": "---\npublished: false\n---\n",
            "_posts/2018-08-01-both.md": "---\npublished: false\ndraft: true\n---\n",
            "_posts/2999-08-01-future.md": "---\n---\n",
        }
    )
    found = {post.target: (post.kind, post.url) for post in site.documents}
    assert found == {
        "posts/drafts/idea.md": (DocumentKind.DRAFT, None),
        "posts/drafts/2018-08-01-back.md": (DocumentKind.DRAFT, None),
        "posts/drafts/2018-08-01-both.md": (DocumentKind.DRAFT, None),
        "posts/2999/2999-08-01-future.md": (DocumentKind.POST, None),
    }
    assert "draft: true" in site.documents[0].front_matter
    assert site.urls == ()


@pytest.mark.parametrize(
    ("name", "kind", "url"),
    [
        ("_posts/2018-08-01-mine.md", DocumentKind.POST, "/2018/08/01/mine.html"),
        ("mine.md", DocumentKind.PAGE, "/mine.html"),
    ],
)
@pytest.mark.parametrize("default", [True, False])
def test_only_the_folder_makes_a_draft(
    read_site: ReadSite, name: str, kind: DocumentKind, url: str, *, default: bool
) -> None:
    """Jekyll has ``draft`` for layouts only, and publishes these."""
    config = "defaults: [{scope: {path: ''}, values: {draft: true}}]\n"
    own = "" if default else "draft: true\n"
    files = {name: f"---\ntitle: T\n{own}---\n\nText.\n"}
    site = read_site(files, config if default else "")
    (document,) = site.documents
    assert (document.kind, document.url) == (kind, url)
    assert "draft" not in yaml.safe_load(document.front_matter)

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.core.dates import (
    DATE_FORMS,
    InvalidDateError,
    JekyllDate,
    parse_date,
    site_zone,
)

# Read the same by Ruby's Time.parse.
SAME_AS_RUBY = [
    *DATE_FORMS,
    "2018-8-1",
    "2018-08-01 10:11",
    "2018-08-01 1:2:3",
    "2018-08-01 10:11 PM",
    "2018-08-01 12:11am",
    "2018-08-01 10pm",
    "2018-08-01 1:30 pm",
    "2018-08-01 10:11:12",
    "2018-08-01 10:11:12+02",
    "2018-08-01 10:11:12 -0700",
    "2018-08-01 10:11:12 +02:30",
    "2018-08-01 10:11:12 UTC",
    "2018-08-01 10:11:12 EST",
    "2018-08-01 10:11:12 PDT",
    "2018-08-01 24:00:00",
    "2018-08-01 23:59:60",
    "2018-08-01T10:11:12.345Z",
    "2018-08-01T10:11:12,5+02:00",
    "2016-02-29",
    "2018/8/1 10:11:12 +0200",
    "2018.08.01",
    "01.08.2018",
    "01-08-2018",
    "08/01/2018",
    "13/01/2018",
    "18-08-01",
    "69-01-01",
    "68-01-01",
    "180801",
    "20180801101112",
    "201808011011",
    "20180801T101112Z",
    "20180801 101112",
    "20180801 10:11:12",
    "Aug 1 2018",
    "Aug. 1, 2018",
    "August 1st, 2018",
    "August 1, 2018, 10:11",
    "August 1, 2018 at 10:11 am",
    "August 1, 2018 10:11 AM EST",
    "Sept. 1 2018",
    "Aug-1-2018",
    "1 August 2018",
    "1. August 2018",
    "2nd Aug 2018",
    "1-Aug-2018",
    "01-AUG-18",
    "1 Aug '18",
    "2018 Aug 1",
    "2018-Aug-01",
    "10:11:12 2018-08-01",
    "10:11 1 Aug 2018",
    "Wed, 01 Aug 2018 10:11:12 +0200",
    "Wed Aug  1 10:11:12 2018",
    "Wed Aug 1 10:11:12 UTC 2018",
    "Wednesday, August 1, 2018",
    "2018-08-01\n",
]
# Ruby guesses here: the day today, the time zone of the machine, the next month.
GUESSES = [
    "Aug 1",
    "August 2018",
    "10:11",
    "2018-02-30",
    "2018-02-29",
    "0001-01-01",
    "2018-08-01 foo",
    "2018-08-01 13:11 pm",
    "2018-08-01 0:11 am",
]
# Ruby refuses these too.
INVALID = [
    "",
    "   ",
    "null",
    "soon",
    "yesterday",
    "2018",
    "2018-08",
    "201808",
    "2018-13-01",
    "2018-08-32",
    "01/13/2018",
    "2018-08-01 25:00",
    "2018-08-01 10:61",
    "2018-08-01 10:60",
    "2018-08-01 10:11:61",
    "2018-08-01 24:00:01",
    "2018-08-01 24:01",
    "1533118272",
    "2018 08 01",
]
TOO_LONG = "2018-08-01" + " " * 100_000 + "10:11"


def naive(date: JekyllDate) -> str:
    return date.when.isoformat(timespec="milliseconds")


@pytest.fixture(scope="module")
def ruby() -> dict[str, str | None]:
    if shutil.which("ruby") is None:
        pytest.skip("Ruby is not installed")
    script = (
        'require "time"; require "json"; '
        "puts JSON.generate(JSON.parse($stdin.read).map { |text| "
        'Time.parse(text).utc.strftime("%Y-%m-%dT%H:%M:%S.%L") rescue nil })'
    )
    texts = [*SAME_AS_RUBY, *GUESSES, *INVALID]
    answer = subprocess.run(
        ["ruby", "-e", script],
        input=json.dumps(texts),
        env={**os.environ, "TZ": "UTC"},
        capture_output=True,
        check=True,
        text=True,
    )
    return dict(zip(texts, json.loads(answer.stdout), strict=True))


@pytest.mark.parametrize("text", SAME_AS_RUBY)
def test_same_as_ruby(ruby: dict[str, str | None], text: str) -> None:
    assert naive(parse_date(text, UTC)) == ruby[text]


@pytest.mark.parametrize("text", GUESSES)
def test_what_ruby_guesses_is_refused(ruby: dict[str, str | None], text: str) -> None:
    assert ruby[text] is not None
    with pytest.raises(InvalidDateError) as caught:
        parse_date(text, UTC)
    assert str(caught.value) == text


@pytest.mark.parametrize("text", INVALID)
def test_what_ruby_refuses_is_refused(ruby: dict[str, str | None], text: str) -> None:
    assert ruby[text] is None
    with pytest.raises(InvalidDateError):
        parse_date(text, UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018-08-01", "2018-08-01"),
        ("August 1, 2018", "2018-08-01"),
        ("2018-08-01 00:00", "2018-08-01T00:00:00"),
        ("2018-08-01 23:30:00 +0000", "2018-08-02T01:30:00"),
        ("2018-12-01T23:30:00Z", "2018-12-02T00:30:00"),
        ("2018-08-01 23:30:00", "2018-08-01T23:30:00"),
        ("2018-08-01 10:11:12 +0200", "2018-08-01T10:11:12"),
    ],
)
def test_an_offset_is_converted_to_the_site_s_zone(text: str, expected: str) -> None:
    assert str(parse_date(text, ZoneInfo("Europe/Berlin"))) == expected


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the system has no tzset")
def test_the_machine_s_zone_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    found = set()
    for zone in ("Pacific/Kiritimati", "Pacific/Niue"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        found |= {
            str(parse_date(text, UTC)) for text in ("2018-08-01", "2018-08-01 0:01Z")
        }
    monkeypatch.undo()
    time.tzset()
    assert found == {"2018-08-01", "2018-08-01T00:01:00"}


def test_a_long_text_is_not_even_tried() -> None:
    with pytest.raises(InvalidDateError) as caught:
        parse_date(TOO_LONG, UTC)
    assert str(caught.value) == TOO_LONG
    assert str(parse_date(TOO_LONG[:80], UTC)) == "2018-08-01"
    with pytest.raises(InvalidDateError):
        parse_date(TOO_LONG[:81], UTC)


def test_a_zone_s_name_that_ruby_ignores_is_told() -> None:
    date = parse_date("2018-08-01 10:11:12 CET", UTC)
    assert (date.when, date.ignored_zone) == (datetime(2018, 8, 1, 10, 11, 12), "cet")
    assert parse_date("2018-08-01 10:11:12 EST", UTC).ignored_zone is None


def test_the_site_s_format_comes_first() -> None:
    zone = ZoneInfo("Europe/Berlin")
    assert str(parse_date("08/01/2018", UTC)) == "2018-01-08"
    assert str(parse_date("08/01/2018", UTC, site_format="%m/%d/%Y")) == "2018-08-01"
    assert str(parse_date("2018-08-01", UTC, site_format="%m/%d/%Y")) == "2018-08-01"
    aware = parse_date("1 8 2018 12:00 +0000", zone, site_format="%d %m %Y %H:%M %z")
    assert str(aware) == "2018-08-01T14:00:00"
    naive = parse_date("08/01/2018 23", zone, site_format="%m/%d/%Y %H")
    assert naive == JekyllDate(datetime(2018, 8, 1, 23), has_time=True)


DATETIMES = st.datetimes(datetime(1000, 1, 2), datetime(9998, 12, 30)).map(
    lambda when: when.replace(microsecond=0)
)


@given(
    DATETIMES,
    st.sampled_from(
        [
            "%Y-%m-%d %H:%M:%S",
            "%Y/%m/%d %H:%M:%S",
            "%Y%m%dT%H%M%S",
            "%Y%m%d%H%M%S",
            "%d %b %Y %H:%M:%S",
            "%B %d, %Y %I:%M:%S %p",
            "%a, %d %b %Y %H:%M:%S",
            "%a %b %d %H:%M:%S %Y",
        ]
    ),
    st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m))),
)
def test_every_form_says_the_same(when: datetime, form: str, zone: timezone) -> None:
    text = when.strftime(form).replace(when.strftime("%Y"), f"{when.year:04}")
    assert parse_date(text, zone).when == when
    if not form.endswith("Y"):
        aware = f"{text} {when.replace(tzinfo=zone):%z}"
        assert parse_date(aware, zone).when == when


@given(st.text(alphabet="0123456789:-+/., TZaugpm\n") | st.text())
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        date = parse_date(text, ZoneInfo("America/New_York"))
    except InvalidDateError:
        return
    assert date.when.tzinfo is None


@pytest.mark.parametrize("name", ["UTC", "utc", "Europe/Berlin"])
def test_site_zone(name: str) -> None:
    winter = datetime(2018, 1, 1, tzinfo=site_zone(name))
    assert winter.utcoffset() == timedelta(hours=name == "Europe/Berlin")


@pytest.mark.parametrize("name", ["", "Europe", "Mars/Olympus", "../etc", "\0"])
def test_unknown_site_zone(name: str) -> None:
    with pytest.raises(ValueError, match="unknown time zone"):
        site_zone(name)


def test_years_have_four_digits() -> None:
    zone = site_zone("UTC")
    assert parse_date("1000-01-01", zone).when.year == 1000
    with pytest.raises(InvalidDateError):
        parse_date("0999-12-31", zone)

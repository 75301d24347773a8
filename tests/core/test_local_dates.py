"""Dates are written as a language does, on any machine."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime, timedelta, timezone

import pytest
from babel import Locale, localedata
from babel.dates import format_date as babel_date
from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.core.local_dates import (
    DAY_MONTH,
    DAY_MONTH_YEAR,
    LocalDate,
    local_date,
    unknown_directive,
    usual_format,
)

AUGUST = datetime(2018, 8, 1, 10, 11)
KNOWN = sorted(x for x in localedata.locale_identifiers() if not x.startswith("en"))


@pytest.mark.parametrize(
    ("language", "long", "short"),
    [
        ("de", "1. August 2018", "1. August"),
        ("ja", "2018年8月1日", "8月1日"),
        ("fr", "1 août 2018", "1 août"),
        ("pt_BR", "1 de agosto de 2018", "1 de agosto"),
        ("zh_CN", "2018年8月1日", "8月1日"),
        ("en", "01 August 2018", "01 August"),
        ("en_GB", "01 August 2018", "01 August"),
        ("no such", "01 August 2018", "01 August"),
    ],
)
def test_ablogs_formats_are_written_as_the_language_does(
    language: str, long: str, short: str
) -> None:
    known = language if language != "no such" else "en"
    date = local_date(AUGUST, known)
    assert date.strftime(usual_format(DAY_MONTH_YEAR, language)) == long
    assert date.strftime(usual_format(DAY_MONTH, language)) == short


@given(language=st.sampled_from(KNOWN), date=st.datetimes())
def test_any_language_has_a_format(language: str, date: datetime) -> None:
    written = local_date(date, language).strftime(
        usual_format(DAY_MONTH_YEAR, language)
    )
    assert written == babel_date(date, "long", locale=Locale.parse(language))


@pytest.mark.parametrize("chosen", ["%Y-%m-%d", "%B %d, %Y", "long", "d. M. y", ""])
def test_a_format_that_somebody_chose_stays(chosen: str) -> None:
    assert usual_format(chosen, "de") == chosen


@pytest.mark.parametrize(
    ("format_", "written"),
    [
        ("%d. %B %Y", "01. August 2018"),
        ("%A, %H:%M", "Mittwoch, 10:11"),
        ("long", "1. August 2018"),
        ("medium", "01.08.2018"),
        ("EEE d. MMM", "Mi. 1. Aug."),
    ],
)
def test_formats(format_: str, written: str) -> None:
    assert local_date(AUGUST, "de").strftime(format_) == written


@given(st.datetimes(), st.datetimes())
def test_a_date_is_still_a_date(one: datetime, other: datetime) -> None:
    local = local_date(one, "de")
    assert local == one
    assert hash(local) == hash(one)
    assert (local < other) == (one < other)
    assert local.isoformat() == one.isoformat()
    assert pickle.loads(pickle.dumps(local)) == one
    assert isinstance(local, LocalDate)


def test_one_moment_in_two_zones_is_two_times() -> None:
    here = datetime(2018, 8, 1, 23, tzinfo=UTC)
    there = here.astimezone(timezone(timedelta(hours=9)))
    written = [local_date(date, "en").strftime("%d %H") for date in (here, there)]
    assert written == ["01 23", "02 08"]


@pytest.mark.parametrize(
    ("format_", "written"),
    [
        ("%e. %B %y", "31. Dezember 18"),
        ("%F %T", "2018-12-31 09:05:00"),
        ("%D|%j|%h", "12/31/18|365|Dez."),
        ("%-d.%-m.%Y", "31.12.2018"),
        ("100 %% %Q", "100 % %Q"),
    ],
)
def test_directives_that_babel_has_no_pattern_for(format_: str, written: str) -> None:
    """ABlog writes them as C does; "%y" is no year of the week."""
    date = local_date(datetime(2018, 12, 31, 9, 5), "de")
    assert date.strftime(format_) == written


@pytest.mark.parametrize(
    ("format_", "unknown"),
    [("%d %B %Y", None), ("%-d %e %% %5Y", None), ("%Q", "%Q"), ("5 %", "%")],
)
def test_unknown_directives(format_: str, unknown: str | None) -> None:
    assert unknown_directive(format_) == unknown

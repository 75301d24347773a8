"""Dates as Jekyll reads them, made deterministic.

Jekyll gives the text to Ruby's ``Time.parse``, which takes what is missing from
today and the time zone from the machine. Here a date is complete or refused, and
an offset is converted to the time zone of the site.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

DATE_FORMS = (
    "2018-08-01",
    "2018-08-01 10:11:12 +0200",
    "2018-08-01T10:11:12Z",
    "2018/08/01",
    "20180801",
    "August 1, 2018",
    "1 Aug 2018",
    "Wed, 01 Aug 2018 10:11:12 GMT",
)
"""Forms of a date to show to authors."""

_OLDEST_YEAR = 1000  # older ones are typing errors, and no feed can tell their time
_LONGEST = 80  # characters; every form is far shorter
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
# The names that Ruby's Time.zone_offset knows, in hours (RFC 5322, section 4.3).
_ZONES = {"z": 0, "utc": 0, "ut": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6}
_ZONES |= {"cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7}

_ZONE = r"\s*(?P<zone>[+-]\d\d(?::?\d\d)?(?!\d)|[a-z][a-z0-9_/+:-]*)?"
_TIME = re.compile(
    r"(?<![\d:])(?P<hour>\d{1,2})"
    r"(?::(?P<minute>\d{1,2})(?::(?P<second>\d{1,2})(?:[.,](?P<fraction>\d+))?)?)?"
    r"(?:\s*(?P<half>[ap])\.?m\b\.?)?" + _ZONE
)
_COMPACT = re.compile(
    r"(?P<date>\d{8})[t ]?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?" + _ZONE
)
_WEEKDAY = re.compile(
    r"\s*(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]*\s*"
)
_BEFORE_TIME = re.compile(r"(?:\s*,|\s+at|(?<=\d)t)?\s*\Z")
_NAME = r"(?P<name>[a-z]{3,9})\.?"
_DATES = tuple(
    re.compile(form, re.ASCII)
    for form in (
        r"(?P<year>\d{4}|\d\d)(?P<month>\d\d)(?P<day>\d\d)",
        r"(?P<year>\d{4}|\d\d)(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<year>\d{4})",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?[\s-]*{_NAME},?[\s-]*'?(?P<year>\d{{4}}|\d\d)",
        rf"{_NAME}[\s-]*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?[\s-]+(?P<year>\d{{4}})",
        rf"(?P<year>\d{{4}})[\s-]+{_NAME}[\s-]+(?P<day>\d{{1,2}})",
    )
)


class InvalidDateError(ValueError):
    """Text that is no date, or no complete one."""


@dataclass(frozen=True, slots=True)
class JekyllDate:
    """A date in the time zone of the site.

    :param when: without time zone, so that all dates can be compared
    :param has_time: the author gave a time of day
    :param ignored_zone: a time zone's name that Ruby does not know, and so ignores
    """

    when: datetime
    has_time: bool = False
    ignored_zone: str | None = None

    def __str__(self) -> str:
        """Write it as ISO 8601 does, with a time only if the author gave one."""
        return self.when.isoformat() if self.has_time else self.when.date().isoformat()


def site_zone(name: str) -> tzinfo:
    """Find the site's time zone.

    :param name: IANA name such as "Europe/Berlin"
    :raises ValueError: for a name that the time zone database does not have
    """
    if name.upper() == "UTC":
        return UTC  # needs no time zone database
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:  # OSError: a folder ("Europe")
        msg = f"unknown time zone {name!r}"
        raise ValueError(msg) from error


def parse_date(
    text: str, zone: tzinfo, *, site_format: str | None = None
) -> JekyllDate:
    """Parse a date as Jekyll does, but for what Ruby guesses.

    :param text: what the author wrote
    :param zone: time zone of the site; a date without an offset is in it
    :param site_format: a ``strptime`` format to try first, as ABlog does
    :raises InvalidDateError: no year, month or day, or there is no such day
    """
    if len(text) > _LONGEST:
        raise InvalidDateError(text)
    if site_format is not None:
        try:
            when = datetime.strptime(text.strip(), site_format)
        except ValueError:
            pass
        else:
            return JekyllDate(_in_zone(when, zone), has_time="%H" in site_format)
    try:
        return _parse(text.strip().lower(), zone)
    except (ValueError, OverflowError) as error:
        raise InvalidDateError(text) from error


def date_or_none(
    text: str | None, zone: tzinfo, *, site_format: str | None = None
) -> datetime | None:
    """Return the time that :func:`parse_date` reads, or ``None``.

    :param text: of the front matter; ``None`` if the key is missing
    :param zone: of the site, for a text without a time zone
    :param site_format: as in :func:`parse_date`
    :returns: ``None`` if there is no text, or no date in it
    """
    if text is None:
        return None
    try:
        return parse_date(text, zone, site_format=site_format).when
    except InvalidDateError:
        return None


def _parse(text: str, zone: tzinfo) -> JekyllDate:
    rest, time = _split(text)
    date = next((m for form in _DATES if (m := form.fullmatch(rest))), None)
    if date is None:
        raise ValueError
    when = _day(date.groupdict())
    if time is None:
        return JekyllDate(when)
    when += _time_of_day(time.groupdict())
    offset = _offset(time["zone"])
    if offset is not None:
        when = _in_zone(when.replace(tzinfo=timezone(offset)), zone)
    unknown = time["zone"] if time["zone"] and offset is None else None
    return JekyllDate(when, has_time=True, ignored_zone=unknown)


def _split(text: str) -> tuple[str, re.Match[str] | None]:
    """Split a date and a time, whichever comes first; a weekday says nothing new."""
    if time := _COMPACT.fullmatch(text):
        return time["date"], time
    found = (m for m in _TIME.finditer(text) if m["minute"] or m["half"])
    time = next(found, None)
    if time is not None:
        before = _BEFORE_TIME.sub("", text[: time.start()])
        text = f"{before} {text[time.end() :]}"
    weekday = _WEEKDAY.match(text)
    return text[weekday.end() if weekday else 0 :].strip(), time


def _in_zone(when: datetime, zone: tzinfo) -> datetime:
    return when.astimezone(zone).replace(tzinfo=None) if when.tzinfo else when


def _day(parts: dict[str, str]) -> datetime:
    year = int(parts["year"])
    if len(parts["year"]) == 2:
        year += 1900 if year >= 69 else 2000  # as Ruby does
    if year < _OLDEST_YEAR:
        raise ValueError
    month = _month(parts["name"]) if "name" in parts else int(parts["month"])
    return datetime(year, month, int(parts["day"]))


def _month(name: str) -> int:
    for number, full in enumerate(_MONTHS, start=1):
        if full.startswith(name):
            return number
    raise ValueError


def _time_of_day(parts: dict[str, str | None]) -> timedelta:
    hour, minute, second = (
        int(parts.get(k) or 0) for k in ("hour", "minute", "second")
    )
    if half := parts.get("half"):
        if not 1 <= hour <= 12:
            raise ValueError
        hour = hour % 12 + (12 if half == "p" else 0)
    # 24:00:00 is the next midnight, and there are leap seconds.
    if minute > 59 or second > 60 or (hour, minute, second) > (24, 0, 0):
        raise ValueError
    fraction = float(f"0.{parts.get('fraction') or 0}")
    return timedelta(hours=hour, minutes=minute, seconds=second + fraction)


def _offset(zone: str | None) -> timedelta | None:
    if zone is None:
        return None
    if zone[0] in "+-":
        digits = zone[1:].replace(":", "").ljust(4, "0")
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        return -offset if zone[0] == "-" else offset
    return timedelta(hours=_ZONES[zone]) if zone in _ZONES else None


EXPECTED_DATE = "a date such as " + ", ".join(f'"{form}"' for form in DATE_FORMS)

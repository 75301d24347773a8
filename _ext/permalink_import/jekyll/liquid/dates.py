"""Filters that write dates, as Ruby does."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from liquid import Undefined
from liquid.filter import with_context

from permalink_blog.core.dates import InvalidDateError, parse_date, site_zone
from permalink_import import limits
from permalink_import.jekyll.liquid.bounded import TooCostlyError
from permalink_import.jekyll.liquid.names import NotKnownError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from liquid import RenderContext


_DIRECTIVE = re.compile(r"%([-0^#_]*)(\d*)(:?[A-Za-z%+])")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
_DAYS = (
    *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
)
# Name, width and padding of what is a number (Ruby's Time#strftime).
_NUMBERS: dict[str, tuple[Callable[[datetime], int], int, str]] = {
    "Y": (lambda d: d.year, 1, "0"),
    "C": (lambda d: d.year // 100, 2, "0"),
    "y": (lambda d: d.year % 100, 2, "0"),
    "m": (lambda d: d.month, 2, "0"),
    "d": (lambda d: d.day, 2, "0"),
    "e": (lambda d: d.day, 2, " "),
    "j": (lambda d: d.timetuple().tm_yday, 3, "0"),
    "H": (lambda d: d.hour, 2, "0"),
    "k": (lambda d: d.hour, 2, " "),
    "I": (lambda d: d.hour % 12 or 12, 2, "0"),
    "l": (lambda d: d.hour % 12 or 12, 2, " "),
    "M": (lambda d: d.minute, 2, "0"),
    "S": (lambda d: d.second, 2, "0"),
    "L": (lambda d: d.microsecond // 1000, 3, "0"),
    "N": (lambda d: d.microsecond * 1000, 9, "0"),
    "u": (lambda d: d.isoweekday(), 1, "0"),
    "w": (lambda d: d.isoweekday() % 7, 1, "0"),
    "G": (lambda d: d.isocalendar().year, 1, "0"),
    "V": (lambda d: d.isocalendar().week, 2, "0"),
    "U": (lambda d: int(d.strftime("%U")), 2, "0"),
    "W": (lambda d: int(d.strftime("%W")), 2, "0"),
    "g": (lambda d: d.isocalendar().year % 100, 2, "0"),
    "s": (lambda d: int(d.timestamp()), 1, "0"),
}
_TEXTS: dict[str, Callable[[datetime], str]] = {
    "B": lambda d: _MONTHS[d.month - 1],
    "b": lambda d: _MONTHS[d.month - 1][:3],
    "h": lambda d: _MONTHS[d.month - 1][:3],
    "A": lambda d: _DAYS[d.weekday()],
    "a": lambda d: _DAYS[d.weekday()][:3],
    "p": lambda d: "PM" if d.hour >= 12 else "AM",
    "P": lambda d: "pm" if d.hour >= 12 else "am",
    "z": lambda d: d.strftime("%z"),
    ":z": lambda d: d.isoformat()[-6:],
    "Z": lambda d: d.tzname() or "",
    "%": lambda _: "%",
}
_TOGETHER = {
    "F": "%Y-%m-%d",
    "D": "%m/%d/%y",
    "x": "%m/%d/%y",
    "T": "%H:%M:%S",
    "X": "%H:%M:%S",
    "R": "%H:%M",
    "r": "%I:%M:%S %p",
    "c": "%a %b %e %H:%M:%S %Y",
}


def strftime(when: datetime, form: str) -> str:
    """Write a date as Ruby's ``Time#strftime``, in English whatever the machine's.

    :param form: an unknown directive stays as it is
    """

    def write(match: re.Match[str]) -> str:
        flags, width, name = match.groups()
        if name in _NUMBERS:
            value, usual, padding = _NUMBERS[name]
            padding = "0" if "0" in flags else " " if "_" in flags else padding
            text = str(value(when))
            columns = int(width[:9] or usual)
            if columns > limits.DATE_WIDTH:
                raise TooCostlyError("columns of a date", limits.DATE_WIDTH)
            return text if "-" in flags else text.rjust(columns, padding)
        if name in _TOGETHER:
            text = strftime(when, _TOGETHER[name])
        elif name in _TEXTS:
            text = _TEXTS[name](when)
        else:
            return match[0]
        return text.upper() if "^" in flags else text

    return _DIRECTIVE.sub(write, form)


def _when(value: object, context: RenderContext) -> datetime | None:
    """Read a date, in the time zone of the site.

    :raises NotKnownError: for "now", since nothing would count on from there
    """
    if value in ("now", "today"):
        raise NotKnownError(str(value))
    zone = _zone(context)
    if isinstance(value, datetime):
        # PyYAML has no time zone left for a date that had an offset
        return (
            value.replace(tzinfo=zone)
            if value.tzinfo is None
            else (value.astimezone(zone))
        )
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=zone)
    if isinstance(value, int) or (isinstance(value, str) and value.isdigit()):
        return datetime.fromtimestamp(int(value), zone)
    try:
        return parse_date(str(value), zone).when.replace(tzinfo=zone)
    except InvalidDateError:
        return None


def _zone(context: RenderContext) -> tzinfo:
    name = context.get(["site", "timezone"], token=None)
    try:
        return site_zone(name) if isinstance(name, str) and name else UTC
    except ValueError:
        return UTC


def _filter(form: Callable[..., str]) -> Callable[..., Any]:
    """Make a filter that gives back what is no date."""

    @with_context
    def apply(value: object, *arguments: object, context: RenderContext) -> object:
        if value is None or isinstance(value, Undefined) or value == "":
            return value
        when = _when(value, context)
        return value if when is None else form(when, *arguments)

    return apply


def _date(when: datetime, form: object = "") -> str:
    return strftime(when, str(form)) if form else str(when)


def _stringify(month: str) -> Callable[..., str]:
    def form(when: datetime, kind: object = None, style: object = None) -> str:
        if kind != "ordinal":
            return strftime(when, f"%d {month} %Y")
        day = f"{when.day}{_ordinal(when.day)}"
        usual = f"{day} {month} %Y"
        return strftime(when, f"{month} {day}, %Y" if style == "US" else usual)

    return form


def _ordinal(number: int) -> str:
    if 11 <= number <= 13:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _named(name: str, form: Callable[..., str]) -> Callable[..., Any]:
    function = _filter(form)
    function.__name__ = name
    return function


FILTERS = (
    _named("date", _date),
    _named("date_to_string", _stringify("%b")),
    _named("date_to_long_string", _stringify("%B")),
    _named("date_to_xmlschema", lambda when: strftime(when, "%FT%T%:z")),
    _named("date_to_rfc822", lambda when: strftime(when, "%a, %d %b %Y %T %z")),
)
"""Jekyll::Filters::DateFilters, and Liquid's own ``date``."""

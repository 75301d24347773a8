"""Dates of Hugo's pages: each with the offset that its author gave."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from dateutil import parser

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import tzinfo


_IN_NAME = re.compile(r"(\d{4}-\d\d-\d\d)[ _-]*(.*)", re.DOTALL)
_YEAR = re.compile(r"\d{4}")


def parse_date(value: object, zone: tzinfo) -> datetime | None:
    """Read a date; one without an offset is in the zone of the site.

    :param value: text, or what YAML or TOML made of it
    """
    if isinstance(value, datetime):
        found = value
    elif isinstance(value, date):
        found = datetime.combine(value, time())
    elif isinstance(value, str) and _YEAR.search(value):
        try:
            found = datetime.fromisoformat(value.strip())
        except ValueError:
            try:
                found = parser.parse(value)
            except (ValueError, OverflowError):
                return None
    else:
        return None
    return found if found.tzinfo else found.replace(tzinfo=zone)


def split_name(name: str) -> tuple[str | None, str]:
    """Split "2018-08-01-summer" into date and slug.

    :param name: of a file, without its suffix
    :return: ``None`` and the name if it does not begin with a date
    """
    match = _IN_NAME.fullmatch(name)
    if match and parse_date(match[1], UTC):
        return match[1], match[2].strip(" -_")
    return None, name


def find_date(
    keys: Iterable[str], values: Mapping[str, Any], name: str, zone: tzinfo
) -> tuple[str, datetime] | None:
    """Find a page's date.

    :param keys: where it may be, in order; ":filename" among them
    :param name: of the file, or of the bundle's folder, without suffix
    :returns: the key that has it, and the date
    """
    for key in keys:
        value = split_name(name)[0] if key == ":filename" else values.get(key)
        if found := parse_date(value, zone):
            return key, found
    return None

"""Days that do not exist, such as 29 February in most years, as Ruby counts them."""

from __future__ import annotations

import re
from datetime import MINYEAR, date, timedelta

_DAY = re.compile(
    r"(?P<year>\d{4})(?P<sep>[-/])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d)"
)
_LAST = 31


def existing_day(text: str) -> str:
    """Replace a day that does not exist by the one that Ruby takes it for.

    ``Time.local(2019, 2, 29)`` is 1 March; a day above 31 is an error
    (https://docs.ruby-lang.org/en/3.1/Time.html).

    :param text: a date as numbers, year first, perhaps with a time
    :returns: the text itself if it begins with no such date, or with one that exists
    """
    match = _DAY.match(text)
    if match is None:
        return text
    year, month, day = (int(match[x]) for x in ("year", "month", "day"))
    if year < MINYEAR or not (1 <= month <= 12 and 28 < day <= _LAST):
        return text
    when = date(year, month, 1) + timedelta(days=day - 1)
    if when.day == day:
        return text
    return f"{when:%Y-%m-%d}{text[match.end() :]}"

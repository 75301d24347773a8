"""Dates in the language of the site, independent of the machine's locale.

ABlog writes dates with ``strftime``, in the language of the machine, and in the order
of English: "03 Februar 2020". Here a date knows its language, and takes a format of
CLDR as well, "d. MMMM y"
(https://cldr.unicode.org/translation/date-time/date-time-patterns).
"""

from __future__ import annotations

import re
from datetime import datetime, tzinfo
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from sphinx.util.i18n import babel_format_date, format_date

DAY_MONTH_YEAR, DAY_MONTH = "%d %B %Y", "%d %B"
"""ABlog's ``post_date_format`` and ``post_date_format_short``, if nobody sets them."""


# ISO C 7.27.3.5, with the flags and widths of glibc
_DIRECTIVE = re.compile(r"%[-_0^#]?[0-9]*[EO]?.?", re.DOTALL)
_KNOWN = frozenset("aAbBcCdDeFfgGhHIjklmMnpPrRsStTuUVwWxXyYzZ%")
_OF_A_LANGUAGE = frozenset("aAbBchpPrxX")


class LocalDate(datetime):
    """A date that is written in one language."""

    language = "en"

    def strftime(self, format: str) -> str:  # noqa: A002 - the name that datetime has
        """Write the date in its language.

        :param format: of ``strftime``; or, without "%", a pattern of CLDR, or the name
            of one: "full", "long", "medium", "short"
        """
        plain = datetime(*self.timetuple()[:6], self.microsecond)
        return _written(plain, self.tzinfo, format, self.language)

    __format__ = datetime.__format__


@lru_cache(10_000)  # the date of a post is in many pages
def _written(plain: datetime, zone: tzinfo | None, format_: str, language: str) -> str:
    date = plain.replace(tzinfo=zone)  # apart: moments of two zones may be equal
    if "%" not in format_:
        return babel_format_date(date, format_, locale=language)
    return _DIRECTIVE.sub(lambda found: _directive(found[0], date, language), format_)


def _directive(directive: str, date: datetime, language: str) -> str:
    """Write what a directive of ``strftime`` means.

    Babel knows the names of months and days; for most other directives Sphinx has no
    pattern, or one of another meaning ("%y" is the year of the week there).
    """
    letter = directive[-1]
    if letter == "h":
        directive, letter = "%b", "b"
    if letter in _OF_A_LANGUAGE or directive.startswith("%-"):
        written = format_date(directive, date=date, language=language, local_time=False)
        if written != directive:
            return written
    return date.strftime(directive)


def unknown_directive(format_: str) -> str | None:
    """Return the first directive that :meth:`LocalDate.strftime` does not support.

    :param format_: for ``strftime``, such as "%d %B %Y"
    :returns: such as "%Q"; ``None`` if all are supported
    """
    directives = _DIRECTIVE.findall(format_)
    return next((x for x in directives if x[-1] not in _KNOWN or x == "%"), None)


def local_date(date: datetime, language: str) -> LocalDate:
    """Return a copy of a date that ``strftime`` writes in a language.

    :param language: as in ``conf.py``: "de", "pt_BR"
    """
    found = LocalDate(
        *(date.year, date.month, date.day, date.hour, date.minute, date.second),
        *(date.microsecond, date.tzinfo),
    )
    found.language = language
    return found


def usual_format(format_: str, language: str) -> str:
    """Return the date format that is usual in a language.

    :param format_: of the configuration; one that differs from ABlog's defaults
        (:data:`DAY_MONTH_YEAR`, :data:`DAY_MONTH`) is the owner's choice and stays
    :param language: as in ``conf.py``; English keeps ABlog's order, since those of
        English-speaking countries differ
    :returns: a pattern of CLDR, or ``format_``
    """
    try:
        locale = Locale.parse(language)
    except (ValueError, TypeError, UnknownLocaleError):
        return format_  # Sphinx tells of it
    if locale.language == "en":
        return format_
    if format_ == DAY_MONTH_YEAR:
        return str(locale.date_formats["long"].pattern)
    if format_ == DAY_MONTH:
        known = locale.datetime_skeletons
        pattern = known.get("MMMMd") or known.get("MMMd")
        return format_ if pattern is None else str(pattern.pattern)
    return format_

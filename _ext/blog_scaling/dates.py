"""Dates in the language of the site, whatever the machine speaks.

Sphinx sets the locale of the machine, and ABlog writes dates with ``strftime``: so a
build says "03 Februar" on one machine and "03 February" on another.
"""

from __future__ import annotations

import locale
from datetime import datetime
from typing import TYPE_CHECKING

from sphinx.util.i18n import format_date

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


class LocalDate(datetime):
    """A date that is written in one language."""

    language = "en"

    def strftime(self, format: str) -> str:  # noqa: A002 - the name that datetime has
        """Write the date as :func:`sphinx.util.i18n.format_date` does."""
        plain = datetime(*self.timetuple()[:6], self.microsecond, self.tzinfo)
        return format_date(format, date=plain, language=self.language, local_time=False)

    __format__ = datetime.__format__


def local_date(date: datetime | None, language: str) -> LocalDate | None:
    """Give a date that is written in a language."""
    if date is None:
        return None
    found = LocalDate(*date.timetuple()[:6], date.microsecond, date.tzinfo)
    found.language = language
    return found


def forget_machine(app: Sphinx, config: Config) -> None:
    """Let what is written without a language be the same everywhere."""
    locale.setlocale(locale.LC_TIME, "C")

"""The date of a book: the same for the same posts, on any machine and any day."""

from __future__ import annotations

import os
from datetime import UTC, datetime


def book_date(last: datetime | None) -> datetime:
    """Return the date of the book, in UTC.

    That is ``SOURCE_DATE_EPOCH`` (https://reproducible-builds.org/specs/), or else
    when a post was last added or updated, so that the same posts are the same book.

    :param last: that date; one without a time zone is taken to be in UTC
    """
    try:
        return datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC)
    except (KeyError, ValueError, OverflowError, OSError):
        pass
    if last is None:
        return datetime(1980, 1, 1, tzinfo=UTC)
    plain = datetime(*last.timetuple()[:6], tzinfo=last.tzinfo or UTC)
    return plain.astimezone(UTC)

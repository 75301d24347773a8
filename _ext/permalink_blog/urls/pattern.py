"""Jekyll's permalink templates: placeholders, styles and slugs, as pure functions.

Rules: https://jekyllrb.com/docs/permalinks/ and, where the documentation is silent,
what Jekyll 4.3 answers.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from permalink_blog.core.errors import InvalidPermalinkError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime


STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
"""Jekyll's built-in styles (https://jekyllrb.com/docs/permalinks/#built-in-formats)."""

# English whatever the locale is: they are parts of URLs, not text to read.
# fmt: off
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)
_DAYS = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)
# fmt: on


@dataclass(frozen=True, slots=True, kw_only=True)
class PostValues:
    """The values of a post for the placeholders of a template.

    :param date: in the site's time zone, ``None`` for a post without a date
    :param slug: the front matter's ``slug``, else the file name without its date
    :param name: the file name without date and suffix
    :param path: the docname
    :param categories: in the front matter's order
    :param output_ext: suffix of the page, the permalink's own if it has one
    """

    date: datetime | None = None
    slug: str = ""
    name: str = ""
    path: str = ""
    categories: tuple[str, ...] = ()
    output_ext: str = ".html"


class Placeholder(NamedTuple):
    """The meaning of a placeholder, for the documentation and the code."""

    meaning: str
    value: Callable[[PostValues], str]


def slugify(text: str, *, pretty: bool = False, cased: bool = False) -> str:
    """Make a slug as Jekyll's ``slugify`` does.

    :param text: any text
    :param pretty: keep ``._~!$&'()+,;=@`` (Jekyll's mode "pretty")
    :param cased: keep upper case
    """
    extra = "._~!$&'()+,;=@" if pretty else ""
    kept = "".join(
        char
        if char in extra or unicodedata.category(char)[0] in "ML" or _is_digit(char)
        else "\0"
        for char in text
    )
    slug = re.sub("\0+", "-", kept)
    slug = slug.removeprefix("-").removesuffix("-")
    return slug if cased else slug.lower()


def _is_digit(char: str) -> bool:
    return unicodedata.category(char) == "Nd"


def _date(post: PostValues) -> datetime:
    if post.date is None:
        raise InvalidPermalinkError(
            "needs a date, and the document has none",
            remedy="add a date to its front matter or its file name, or write "
            "the permalink without date placeholders",
        )
    return post.date


def _unique(values: tuple[str, ...], rule: Callable[[str], str]) -> str:
    return "/".join(dict.fromkeys(rule(value) for value in values))


PLACEHOLDERS: dict[str, Placeholder] = {
    "year": Placeholder("year, four digits", lambda p: f"{_date(p).year:04}"),
    "short_year": Placeholder("year, 00..99", lambda p: f"{_date(p).year % 100:02}"),
    "month": Placeholder("month, 01..12", lambda p: f"{_date(p).month:02}"),
    "i_month": Placeholder("month, 1..12", lambda p: f"{_date(p).month}"),
    "short_month": Placeholder(
        "month, Jan..Dec", lambda p: _MONTHS[_date(p).month - 1][:3]
    ),
    "long_month": Placeholder(
        "month, January..December", lambda p: _MONTHS[_date(p).month - 1]
    ),
    "day": Placeholder("day of the month, 01..31", lambda p: f"{_date(p).day:02}"),
    "i_day": Placeholder("day of the month, 1..31", lambda p: f"{_date(p).day}"),
    "y_day": Placeholder(
        "day of the year, 001..366", lambda p: f"{_date(p).timetuple().tm_yday:03}"
    ),
    "w_year": Placeholder(
        "year of the ISO 8601 week", lambda p: f"{_date(p).isocalendar().year:04}"
    ),
    "week": Placeholder(
        "ISO 8601 week, 01..53", lambda p: f"{_date(p).isocalendar().week:02}"
    ),
    "w_day": Placeholder(
        "day of the week, 1 (Monday)..7", lambda p: f"{_date(p).isoweekday()}"
    ),
    "short_day": Placeholder(
        "day of the week, Mon..Sun", lambda p: _DAYS[_date(p).weekday()][:3]
    ),
    "long_day": Placeholder(
        "day of the week, Monday..Sunday", lambda p: _DAYS[_date(p).weekday()]
    ),
    "hour": Placeholder("hour, 00..23", lambda p: f"{_date(p).hour:02}"),
    "minute": Placeholder("minute, 00..59", lambda p: f"{_date(p).minute:02}"),
    "second": Placeholder("second, 00..59", lambda p: f"{_date(p).second:02}"),
    "title": Placeholder(
        "the slug, upper case kept (front matter `slug`, else the file name)",
        lambda p: slugify(p.slug, pretty=True, cased=True),
    ),
    "slug": Placeholder("the slug in lower case", lambda p: slugify(p.slug)),
    "name": Placeholder(
        "the file name as a slug, without its date", lambda p: slugify(p.name)
    ),
    "path": Placeholder("the docname", lambda p: p.path),
    "collection": Placeholder(
        "the top folder of the docname", lambda p: p.path.partition("/")[0]
    ),
    "categories": Placeholder(
        "the categories in lower case, one folder each",
        lambda p: _unique(p.categories, str.lower),
    ),
    "slugified_categories": Placeholder(
        "the categories as slugs, one folder each",
        lambda p: _unique(p.categories, slugify),
    ),
    "output_ext": Placeholder(
        "`.html`, or the suffix that the permalink ends with", lambda p: p.output_ext
    ),
}
"""Every placeholder that a permalink may have."""


def expand(template: str, values: PostValues) -> str:
    """Replace the placeholders of a template by a post's values.

    :param template: a permalink such as ``/:year/:title/``
    :param values: of the post
    :returns: a URL path; the values in it are percent-encoded (RFC 3986, 2.1)
    :raises InvalidPermalinkError: for an unknown placeholder, or one that the post
        has no value for
    """

    def replace(match: re.Match[str]) -> str:
        name, tail = match[1], ""
        if name not in PLACEHOLDERS and name.endswith("_"):
            # "/:year_:month": the underscore belongs to the text, as in Jekyll
            name, tail = name[:-1], "_"
        if name not in PLACEHOLDERS:
            raise InvalidPermalinkError(
                f"has the unknown placeholder ':{name}'",
                remedy=f"Jekyll's are :{', :'.join(sorted(PLACEHOLDERS))}; "
                "write %3A for a colon that begins none",
            )
        return quote(PLACEHOLDERS[name].value(values)) + tail

    return re.sub(":([a-z_]+)", replace, template)

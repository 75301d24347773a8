"""Settings of Pelican's that are of another kind than Pelican expects."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


_MAPPINGS = {"DEFAULT_METADATA", "MARKDOWN", "PAGINATED_TEMPLATES"}
_NAMES = {"IGNORE_FILES", "DIRECT_TEMPLATES", "PLUGINS"}
_ANY = {"DEFAULT_PAGINATION", "CLEAN_URLS", "USE_FOLDER_AS_CATEGORY"}
_ANY |= {"WITH_FUTURE_DATES", "SLUGIFY_USE_UNICODE", "SLUGIFY_PRESERVE_CASE"}
# What the patterns of lists may ask for; those of articles have their metadata, too.
_SAMPLE = {
    "slug": "x",
    "name": "x",
    "lang": "x",
    "date": datetime(2018, 8, 1, tzinfo=UTC),
}
_OF_LISTS = re.compile(
    r"(?:CATEGORY|TAG|AUTHOR|INDEX|TAGS|CATEGORIES|AUTHORS|ARCHIVES)_SAVE_AS"
    r"|(?:YEAR|MONTH|DAY)_ARCHIVE_SAVE_AS|.*FEED.*_(?:ATOM|RSS)"
)


def expected(name: str, value: Any) -> str | None:
    """Return the expected type of a value; ``None`` if it is valid.

    :param name: of the setting
    :param value: as the file has it
    """
    check, wanted = _check_of(name)
    try:
        is_right = check(value)
    except (TypeError, ValueError, KeyError, IndexError, AttributeError, re.error):
        is_right = False
    return None if is_right else wanted


def _check_of(name: str) -> tuple[Callable[[Any], bool], str]:
    if name in _ANY:
        return (lambda _: True), ""
    if name.endswith("_REGEX_SUBSTITUTIONS"):
        return _are_rules, "a list of pairs: regular expression and replacement"
    if name in _NAMES or name.endswith(("_PATHS", "_EXCLUDES")):
        return _are_names, "a list of texts"
    if name == "EXTRA_PATH_METADATA":
        return _is_nested, "a mapping from paths to mappings"
    if name in _MAPPINGS:
        return (lambda value: not value or bool({**value})), "a mapping"
    if name in {"FILENAME_METADATA", "PATH_METADATA"}:
        return _is_expression, "a regular expression"
    if name == "PAGINATION_PATTERNS":
        return _are_pages, "a list of triples: first page, URL, file"
    if name == "DEFAULT_DATE":
        return _is_date, '"fs", a date, or numbers of year, month and day'
    if _OF_LISTS.fullmatch(name):
        return _is_pattern, "a text with placeholders such as {slug}"
    return (lambda value: value is None or value is False or isinstance(value, str)), (
        "a text"
    )


def _are_rules(value: Any) -> bool:
    for pattern, replacement in value or ():
        re.sub(pattern, replacement, "")
    return True


def _are_names(value: Any) -> bool:
    return isinstance(value, str) or all(isinstance(item, str) for item in value or ())


def _is_nested(value: Any) -> bool:
    return all(
        isinstance(path, str)
        and isinstance(extra, dict)
        and all(isinstance(x, str) for x in extra.values())
        for path, extra in (value or {}).items()
    )


def _is_expression(value: Any) -> bool:
    return not value or bool(re.compile(value))


def _are_pages(value: Any) -> bool:
    names = ("name", "base_name", "extension", "save_as", "url")
    sample = {**dict.fromkeys(names, "x"), "number": 2}
    for first, *patterns in value:
        texts = [pattern.format(**sample) for pattern in patterns]
        if not isinstance(first, int) or not texts:
            return False
    return True


def _is_date(value: Any) -> bool:
    return not value or isinstance(value, str) or bool(datetime(*value))


def _is_pattern(value: Any) -> bool:
    return not value or bool(value.replace("%s", "{slug}").format(**_SAMPLE))

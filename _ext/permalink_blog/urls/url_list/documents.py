"""The URLs that a document's source sets, read without a build: for old revisions."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from datetime import UTC, date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import yaml  # type: ignore[import-untyped]

from permalink_blog.core.errors import InvalidPermalinkError
from permalink_blog.core.front_matter_source import prepare_front_matter
from permalink_blog.core.values import field_value, scalar_text
from permalink_blog.core.yaml_nodes import FRONT_MATTER
from permalink_blog.frontmatter.notebooks import first_cell
from permalink_blog.urls.paths import parse_old_path, parse_permalink
from permalink_blog.urls.pattern import STYLES, PostValues
from permalink_blog.urls.redirect_sources import FROM_KEYS, old_paths
from permalink_blog.urls.requests import values_of
from permalink_blog.urls.variants import bare_key

if TYPE_CHECKING:
    from collections.abc import Iterable


SUFFIXES = (".md", ".markdown", ".rst", ".txt", ".ipynb", ".myst")
"""Of files that may be documents."""

STYLE_KEY = "permalink_style"
"""Stands for a URL that a site-wide style may have given."""

_FIELD = re.compile(r"^:([\w -]+):[ \t]*(.*)$", re.MULTILINE)
_LONGEST = 20_000  # characters in which front matter ends


def read_fields(file: str, text: str, *, longest: int = _LONGEST) -> dict[str, str]:
    """Read the front matter of a source as Sphinx would keep it.

    :param file: its name, which determines its format
    :param longest: characters in which it ends
    :returns: texts by key, none of them if the front matter is broken
    """
    if file.endswith(".ipynb"):
        text = _first_cell(text)
    text = text[:longest].replace("\r\n", "\n")
    if file.endswith((".rst", ".txt")):
        return {match[1]: match[2].strip() for match in _FIELD.finditer(text)}
    data = _load(text)
    if data is None:  # a date that does not exist, say
        data = _load(prepare_front_matter(text)[0])
    return {str(key): _field(value) for key, value in (data or {}).items()}


def _first_cell(notebook: str) -> str:
    """Return the text of a notebook's first cell, which may have front matter."""
    try:
        return first_cell(json.loads(notebook))
    except (ValueError, LookupError, TypeError, RecursionError):
        return ""


def _load(text: str) -> dict[object, object] | None:
    match = FRONT_MATTER.match(text)
    try:
        data = yaml.safe_load(match["yaml"]) if match else None
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def _field(value: object) -> str:
    # As MyST writes the values of front matter into docutils' fields
    if isinstance(value, str | int | float | date):
        return str(value)
    try:
        return json.dumps(value, default=str)
    except (TypeError, ValueError):
        return ""


def docname_of(file: str) -> str:
    """Return the docname of a source file.

    :param file: relative to the source folder, ``/``-separated
    """
    return PurePosixPath(file).with_suffix("").as_posix()


def values_of_fields(docname: str, fields: dict[str, str]) -> PostValues:
    """Return the values of a permalink's placeholders; dates are in UTC.

    :param fields: texts of the front matter by key
    """
    return values_of(docname, fields, UTC)


def urls_of(
    file: str, text: str, styles: Iterable[str] = tuple(STYLES.values())
) -> dict[str, str]:
    """Return the URLs that a source asks for under any of the given styles.

    :param file: relative to the source folder, ``/``-separated
    :param styles: templates that may be the site's; all of Jekyll's
    :returns: what all spellings of a URL have in common
        (:func:`permalink_blog.urls.variants.bare_key`) to what asks for it: a key of
        the front matter, :data:`STYLE_KEY`, or "" for the file's own path
    """
    fields = read_fields(file, text)
    docname = docname_of(file)
    found: dict[str, str] = {}
    permalink = field_value(fields, "permalink")
    if isinstance(permalink, str | int | float):
        values = values_of(docname, fields, UTC)
        _enter(found, "permalink", scalar_text(permalink), values)
    else:
        found[bare_key(f"{docname}.html")] = ""
        values = values_of(docname, fields, UTC)
        for style in styles if values.date else ():
            _enter(found, STYLE_KEY, style, values)
    for key in FROM_KEYS:
        for old in old_paths(fields, key):
            with suppress(InvalidPermalinkError):
                found.setdefault(bare_key(parse_old_path(old).path), key)
    return found


def _enter(found: dict[str, str], key: str, text: str, values: PostValues) -> None:
    # The bytes of a file's name, as for ":path", need not be text
    with suppress(InvalidPermalinkError, UnicodeEncodeError):
        permalink = parse_permalink(text, values, is_style=key == STYLE_KEY)
        found.setdefault(bare_key(permalink.path), key)

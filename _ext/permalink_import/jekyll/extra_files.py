"""Files that Jekyll publishes besides a page: maps of Sass, texts as they are, JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from permalink_blog.core.errors import InvalidPermalinkError
from permalink_blog.core.values import labels
from permalink_import.jekyll.pandoc import FORMATS
from permalink_import.jekyll.urls import (
    JekyllLocation,
    absolute,
    place_of,
    static_place,
)
from permalink_import.model import ImportedAsset
from permalink_import.proposed_targets import public_target

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from permalink_import.jekyll.config import JekyllConfig
    from permalink_import.jekyll.planning import PlannedText
    from permalink_import.jekyll.texts import JekyllText


_SASS = {".scss", ".sass"}
_CONVERTERS = {
    ".textile": ("textile", "redcloth"),
    ".rst": ("rst", "pandoc"),
    ".org": ("org", "pandoc"),
}
"""Suffix of a text to words in the names of plugins that read it."""
_REDIRECTS = "redirects.json"


def source_map(
    text: JekyllText, place: JekyllLocation, config: JekyllConfig
) -> JekyllLocation | None:
    """Return where the source map of a style sheet is; ``None`` if it has none.

    Published sites are built with ``JEKYLL_ENV=production``, in which
    ``sourcemap: development`` makes none (jekyll-sass-converter 2 and 3).
    """
    options = config.values.get("sass")
    option = options.get("sourcemap") if isinstance(options, dict) else None
    is_made = text.suffix.lower() in _SASS and not text.is_document
    if not is_made or str(option) in {"never", "development"}:
        return None
    return JekyllLocation(f"{place.url}.map", f"{place.file}.map")


def raw_url(
    text: JekyllText,
    config: JekyllConfig,
    plugins: Iterable[str],
    when: datetime | None,
) -> str | None:
    """Return a second URL that has a text as it was written.

    jekyll-optional-front-matter leaves the file in its place. Jekyll 3 and 4 read
    Textile, reStructuredText and Org with plugins only, and copy the text without one.

    :param when: the date of the text
    :returns: ``None`` if there is none
    """
    if text.file.is_static_too:
        return static_place(text.file, config).url
    suffix = text.suffix.lower()
    names = " ".join(plugins).lower()
    if suffix not in FORMATS or suffix in config.markdown_suffixes:
        return None
    if any(word in names for word in _CONVERTERS[suffix]):
        return None
    try:
        return place_of(text, config, when, suffix=text.suffix).url
    except InvalidPermalinkError:
        return None


def redirects_json(
    documents: Iterable[PlannedText], config: JekyllConfig, plugins: frozenset[str]
) -> ImportedAsset | None:
    """Return the list of all redirects that jekyll-redirect-from publishes.

    :param documents: all of the site; those without a URL are not in it
    :param config: of the site, with the option ``redirect_from: json``
    :param plugins: that the site loads
    :returns: ``None`` if the site has none
    """
    options = config.values.get("redirect_from")
    is_off = isinstance(options, dict) and options.get("json") is False
    if "jekyll-redirect-from" not in plugins or is_off:
        return None
    content: dict[str, Any] = {}
    for each in documents:
        if each.url:
            for old in labels(each.text.own.get("redirect_from")):
                content[f"/{old.lstrip('/')}"] = absolute(each.url, config)
            for target in labels(each.text.own.get("redirect_to"))[:1]:
                is_url = target.startswith(("http://", "https://"))
                path = f"/{target.lstrip('/')}"
                content[each.url] = target if is_url else absolute(path, config)
    return ImportedAsset(
        source="",
        target=public_target(_REDIRECTS),
        url=f"/{_REDIRECTS}",
        content=json.dumps(content, ensure_ascii=False).encode(),
    )

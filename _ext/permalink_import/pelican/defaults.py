"""Pelican's settings that are read, and their values where nothing sets them.

See https://docs.getpelican.com/en/latest/settings.html.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


DEFAULTS: Mapping[str, Any] = {
    "PATH": ".",
    "ARTICLE_PATHS": [""],
    "ARTICLE_EXCLUDES": [],
    "PAGE_PATHS": ["pages"],
    "PAGE_EXCLUDES": [],
    "STATIC_PATHS": ["images"],
    "STATIC_EXCLUDES": [],
    "OUTPUT_PATH": "output",
    "IGNORE_FILES": ["**/.*"],
    "SITEURL": "",
    "SITENAME": None,
    "SITESUBTITLE": None,
    "AUTHOR": None,
    "TIMEZONE": None,
    "DEFAULT_LANG": "en",
    "DEFAULT_CATEGORY": "misc",
    "DEFAULT_DATE": None,
    "DEFAULT_METADATA": {},
    "EXTRA_PATH_METADATA": {},
    "FILENAME_METADATA": r"(?P<date>\d{4}-\d{2}-\d{2}).*",
    "PATH_METADATA": "",
    "USE_FOLDER_AS_CATEGORY": True,
    "WITH_FUTURE_DATES": True,
    "SLUGIFY_SOURCE": "title",
    "SLUGIFY_USE_UNICODE": False,
    "SLUGIFY_PRESERVE_CASE": False,
    "SLUG_REGEX_SUBSTITUTIONS": [
        (r"[^\w\s-]", ""),
        (r"(?u)\A\s*", ""),
        (r"(?u)\s*\Z", ""),
        (r"[-\s]+", "-"),
    ],
    "TAG_REGEX_SUBSTITUTIONS": None,
    "CATEGORY_REGEX_SUBSTITUTIONS": None,
    "AUTHOR_REGEX_SUBSTITUTIONS": None,
    "ARTICLE_PERMALINK_STRUCTURE": "",
    "CLEAN_URLS": False,
    "DEFAULT_PAGINATION": False,
    "PAGINATED_TEMPLATES": dict.fromkeys(("index", "tag", "category", "author")),
    "PAGINATION_PATTERNS": [
        (1, "{name}{extension}", "{name}{extension}"),
        (2, "{name}{number}{extension}", "{name}{number}{extension}"),
    ],
    "DIRECT_TEMPLATES": ["index", "tags", "categories", "authors", "archives"],
    "FEED_DOMAIN": None,
    "FEED_ALL_ATOM": "feeds/all.atom.xml",
    "CATEGORY_FEED_ATOM": "feeds/{slug}.atom.xml",
    "AUTHOR_FEED_ATOM": "feeds/{slug}.atom.xml",
    "AUTHOR_FEED_RSS": "feeds/{slug}.rss.xml",
    "TRANSLATION_FEED_ATOM": "feeds/all-{lang}.atom.xml",
    **dict.fromkeys(("FEED_ATOM", "FEED_RSS", "FEED_ALL_RSS", "CATEGORY_FEED_RSS")),
    **dict.fromkeys(("TAG_FEED_ATOM", "TAG_FEED_RSS", "TRANSLATION_FEED_RSS")),
    "MARKDOWN": {
        "extension_configs": {
            "markdown.extensions.codehilite": {"css_class": "highlight"},
            "markdown.extensions.extra": {},
            "markdown.extensions.meta": {},
        },
    },
    "PLUGINS": None,
    "TYPOGRIFY": False,
    "STATIC_URL": "{path}",
    "STATIC_SAVE_AS": "{path}",
    "YEAR_ARCHIVE_SAVE_AS": "",
    "MONTH_ARCHIVE_SAVE_AS": "",
    "DAY_ARCHIVE_SAVE_AS": "",
}
"""Settings, with their values where nothing sets them."""

URLS: Mapping[str, str] = {
    "ARTICLE": "{slug}.html",
    "ARTICLE_LANG": "{slug}-{lang}.html",
    "DRAFT": "drafts/{slug}.html",
    "DRAFT_LANG": "drafts/{slug}-{lang}.html",
    "PAGE": "pages/{slug}.html",
    "PAGE_LANG": "pages/{slug}-{lang}.html",
    "DRAFT_PAGE": "drafts/pages/{slug}.html",
    "DRAFT_PAGE_LANG": "drafts/pages/{slug}-{lang}.html",
    "CATEGORY": "category/{slug}.html",
    "TAG": "tag/{slug}.html",
    "AUTHOR": "author/{slug}.html",
    "INDEX": "index.html",
    **{x: f"{x.lower()}.html" for x in ("TAGS", "CATEGORIES", "AUTHORS", "ARCHIVES")},
}
"""Patterns of URLs; each is one of the settings ``…_URL`` and ``…_SAVE_AS``."""

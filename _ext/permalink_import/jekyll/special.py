"""Files that Jekyll made of others, and that are no documents here.

Feeds, sitemaps, style sheets, scripts: what Liquid or Sass made of them is in the built
site, and nothing here would make it again.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

from permalink_import.jekyll.tree import Role
from permalink_import.model import Finding, ImportedAsset, Outcome, Topic
from permalink_import.proposed_targets import public_target

if TYPE_CHECKING:
    from permalink_import.jekyll.config import JekyllConfig
    from permalink_import.jekyll.texts import JekyllText
    from permalink_import.jekyll.urls import JekyllLocation


_IDS = re.compile(r"<(?:id|guid)\b[^>]*>[^<]*\bpost\.(id|url)\b")
_DOCUMENT = re.compile(r"\s*(?:<!doctype\b|<html\b)", re.IGNORECASE)
_FEED = re.compile(r"<(?:feed|rss|rdf:RDF)\b")
_HTML = {".html", ".htm", ".xhtml"}
_MARKUP = {".textile", ".rst", ".org", ".adoc", ".asciidoc", ".asc", ".haml", ".slim"}


NOT_FOUND = (
    "The page for missing addresses is made from _templates/404.html here. Put the old "
    "page's words there if you want them"
)


class Special(Enum):
    """What a text is, if it is no document."""

    FEED = "feed"
    REPLACED = "replaced"
    """A sitemap or robots.txt, which the build makes."""
    NOT_FOUND = "not found"
    MARKUP = "markup"
    """Of a language that nothing here reads."""
    MADE = "made"
    """Jekyll made a file of it that is no page in a layout."""


class Ids(Enum):
    """What a feed had for the ids of its entries."""

    POST_ID = "id"
    """``{{ post.id | absolute_url }}``: jekyll-feed, and templates like it."""
    URL = "url"
    OTHER = "other"


def ids_of(template: str) -> Ids:
    """Read which ids a feed's template makes.

    :param template: of a feed, with Liquid
    """
    match = _IDS.search(template)
    return Ids(match[1]) if match else Ids.OTHER


def special_of(
    text: JekyllText, place: JekyllLocation | None, config: JekyllConfig
) -> Special | None:
    """Return the kind of a special text; ``None`` for a document."""
    suffix = text.suffix.lower()
    is_markdown = suffix in config.markdown_suffixes or text.is_converted
    if suffix in _MARKUP and not is_markdown:
        return Special.MARKUP
    if place is None:
        return None if is_markdown or suffix in _HTML else Special.MADE
    if place.file == "404.html":
        return Special.NOT_FOUND
    if place.file in {"sitemap.xml", "robots.txt"} and not _disallows(text.body):
        return Special.REPLACED
    if place.suffix in {".xml", ".rss", ".atom"} and _FEED.search(text.body):
        return Special.FEED
    if text.file.role is not Role.PAGE and (is_markdown or suffix in _HTML):
        return None
    if place.suffix not in _HTML or (not is_markdown and suffix not in _HTML):
        return Special.MADE
    return Special.MADE if _DOCUMENT.match(text.body) else None


def _disallows(body: str) -> bool:
    return bool(re.search(r"^\s*Disallow:\s*\S", body, re.MULTILINE | re.IGNORECASE))


def is_copied(text: JekyllText) -> bool:
    """Return whether Jekyll writes a text as it is: no layout, no Liquid, no Sass."""
    has_layout = text.get("layout") not in {None, "none", "null", ""}
    has_liquid = "{{" in text.body or "{%" in text.body
    is_made = text.suffix.lower() in {".scss", ".sass", ".coffee", *_MARKUP}
    return not (has_layout or has_liquid or is_made)


def as_built(
    text: JekyllText, place: JekyllLocation, config: JekyllConfig
) -> tuple[ImportedAsset | None, Finding | None]:
    """Return Jekyll's output for a file from the built site, if it exists."""
    origin = config.origin(text.file.path)
    if is_copied(text):
        return ImportedAsset(
            source=origin,
            target=public_target(place.file),
            url=place.url,
            content=text.body.encode(),
        ), None
    built = config.destination / place.file
    is_inside = built.resolve().is_relative_to(config.root.resolve())
    if not (built.is_file() and is_inside):
        return None, Finding(
            outcome=Outcome.FAILED,
            source=origin,
            line=0,
            what=place.url,
            reason=_NOT_BUILT,
        )
    asset = ImportedAsset(
        source=built.relative_to(config.root).as_posix(),
        target=public_target(place.file),
        url=place.url,
    )
    return asset, Finding(
        outcome=Outcome.LEFT,
        source=origin,
        line=0,
        what=f"{place.url} → {asset.target}",
        reason=_AS_BUILT,
        topic=Topic.REPLACED,
    )


_NOT_BUILT = (
    "Jekyll makes these files from templates or Sass, and no built one is here. Build "
    "the old site (jekyll build) and import again, or delete their lines in "
    "published-urls.txt if nobody needs them"
)
_AS_BUILT = (
    "Jekyll made these files from templates or Sass; they are copied as they were "
    "built last, and nothing updates them. Edit them, or remove what nobody needs"
)


def why_not(special: Special) -> str:
    """Return why a text is not imported, and what to do."""
    if special is Special.NOT_FOUND:
        return NOT_FOUND
    return (
        "Nothing here reads texts in this markup. Install Pandoc, which converts "
        "Textile, reStructuredText and Org, and import again; convert others by hand"
    )

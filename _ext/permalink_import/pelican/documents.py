"""What the documents made of articles say of themselves: YAML, or a field list."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from permalink_blog.core.untrusted.settings import PARSER_KEYS
from permalink_import.model import DocumentKind
from permalink_import.pelican.rst_safety import make_field_safe
from permalink_import.pelican.texts import RST
from permalink_import.sources.urls import REDIRECT_KEYS, permalink_of
from permalink_import.sources.yaml_text import write_mapping

if TYPE_CHECKING:
    from datetime import date, datetime

    from permalink_import.pelican.articles import PelicanArticle
    from permalink_import.pelican.settings import Pelican


_TIME = re.compile(r"\d:\d\d")
_ZONE = re.compile(r"(?:[+-]\d\d:?\d\d|Z|UTC|GMT)\s*$")
# What inline markup of reStructuredText begins or ends with; "tag:" begins a link.
_MARKUP = re.compile(r"[*`|\\]|_(?![A-Za-z0-9])|(?<=\Atag):")


def front_matter(
    article: PelicanArticle,
    kind: DocumentKind,
    settings: Pelican,
    *,
    has_permalink: bool,
) -> str:
    """Write the front matter of an article.

    :param has_permalink: its URL can be kept
    """
    fields = _fields(article, kind, settings)
    if has_permalink and article.public_url is not None:
        fields["permalink"] = permalink_of(article.public_url)
    if kind is DocumentKind.POST and (feed_id := _feed_id(article, settings)):
        fields["feed_id"] = feed_id
    if article.suffix in RST:
        return "".join(_field(key, value) for key, value in fields.items())
    return write_mapping(fields)


def _fields(
    article: PelicanArticle, kind: DocumentKind, settings: Pelican
) -> dict[str, Any]:
    """Collect the keys in the order of their author, and what is said besides."""
    metadata = article.metadata
    keys = [key for key in article.text.fields if key not in PARSER_KEYS]
    own = {key: metadata[key] for key in keys if key in metadata}
    fields: dict[str, Any] = {}
    if not (article.suffix in RST and article.text.title):
        fields["title"] = article.title
    own.pop("title", None)
    unknown = ("published", "draft", "permalink", "tag", "categories", *REDIRECT_KEYS)
    for key in unknown:
        if key in own:  # of no meaning to Pelican, and of another one here
            own[f"pelican_{key}"] = own.pop(key)
    fields |= own
    if article.date:
        fields["date"] = _date(article.date, article.metadata.get("date"))
    if article.tags:
        fields["tags"] = list(article.tags)
    if article.kind == "ARTICLE" and article.category:
        fields["category"] = article.category
    if article.authors and {"author", "authors"} & own.keys():
        fields.pop("author", None)
        fields["authors"] = list(article.authors)
    if article.modified:
        fields["updated"] = _date(article.modified, article.metadata.get("modified"))
    if (summary := own.get("summary")) and "excerpt" not in own:
        fields["excerpt"] = summary
    if article.language != settings.language:
        fields["lang"] = article.language
    if kind is DocumentKind.DRAFT:
        fields["draft"] = True
        if article.draft_url not in {None, article.public_url}:
            fields["redirect_from"] = [article.draft_url]
    return fields


def _date(value: datetime, written: object) -> date | datetime:
    """Write a date with a time or an offset only if its author gave one."""
    text = str(written)
    if not _TIME.search(text):
        return value.date()
    return value if _ZONE.search(text) else value.replace(tzinfo=None)


def _feed_id(article: PelicanArticle, settings: Pelican) -> str | None:
    """Return the id in Pelican's feeds: ``tag:example.org,2018-08-01:/a.html``."""
    site = str(settings["SITEURL"] or "")
    host = urlsplit(site).hostname
    if not host or article.date is None:
        return None
    path = urlsplit(urljoin(site.rstrip("/") + "/", article.url)).path
    return f"tag:{host},{article.date:%Y-%m-%d}:{path}"


def _field(key: str, value: object) -> str:
    """Write a field of reStructuredText."""
    if isinstance(value, list):
        text = json.dumps(value, ensure_ascii=False)
    elif isinstance(value, bool):
        text = "true" if value else "false"
    else:
        text = str(value)
    if key in {"permalink", "feed_id"}:
        text = _MARKUP.sub(lambda match: f"\\{match[0]}", text)
    text = make_field_safe(text)
    return f":{key}: " + "\n    ".join(text.split("\n")).rstrip() + "\n"

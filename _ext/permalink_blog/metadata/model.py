"""The metadata of a page as values, and their HTML. Pure rules.

Sources: The Open Graph protocol (ogp.me), schema.org's ``BlogPosting`` and ``WebSite``,
and Google's "Article structured data", which says what of it is read.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from permalink_blog.core.identifiers import doi_url
from permalink_blog.frontmatter.modified import iso_date

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime


_DESCRIPTION_LENGTH = 200  # characters; search engines and previews cut at about 160


@dataclass(frozen=True, slots=True)
class Picture:
    """An image that stands for a page.

    :ivar url: absolute
    :ivar size: width and height in pixels, where they are known
    """

    url: str
    alt: str = ""
    size: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """An author.

    :ivar url: of the page that lists their posts, or empty
    :ivar same_as: URL that identifies them elsewhere (ORCID iD), or empty
    """

    name: str
    url: str = ""
    same_as: str = ""


@dataclass(frozen=True, slots=True)
class ArticleMetadata:
    """The metadata that only posts have.

    :ivar doi: without what stands before it, or empty
    :ivar license: URL, or empty
    """

    published: datetime
    modified: datetime
    authors: tuple[Person, ...] = ()
    section: str = ""
    tags: tuple[str, ...] = ()
    doi: str = ""
    license: str = ""


@dataclass(frozen=True, slots=True)
class Description:
    """A page.

    :ivar url: canonical
    :ivar language: BCP 47
    :ivar home: URL of the site
    :ivar is_home: whether the page is the site's first
    :ivar article: for a post
    """

    title: str
    url: str
    site: str
    home: str
    language: str = ""
    text: str = ""
    picture: Picture | None = None
    is_home: bool = False
    article: ArticleMetadata | None = None


def shorten(text: str, *, length: int = _DESCRIPTION_LENGTH) -> str:
    """Return the beginning of a text, cut between words.

    :param text: plain text
    :param length: of the result in characters, at most
    """
    words = " ".join(text.split())
    if len(words) <= length:
        return words
    cut = words[: length - 1]
    # Scripts without spaces are cut where they are.
    at = cut.rfind(" ")
    return (cut[:at] if at > length // 2 else cut).rstrip(" ,;:.-") + "…"


@cache
def og_locale(language: str) -> str:
    """Return the language and territory that Open Graph uses for a language.

    :param language: BCP 47 or POSIX: ``"de"``, ``"pt-BR"``, ``"zh_CN"``
    :returns: such as ``"de_DE"``; empty if there is no such language
    """
    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        return ""
    territory = locale.territory
    if not territory:
        likely = get_global("likely_subtags").get(locale.language, "")
        territory = likely.rpartition("_")[2]
    return f"{locale.language}_{territory}" if territory else ""


def _properties(page: Description) -> Iterator[tuple[str, str]]:
    yield "og:title", page.title
    yield "og:type", "article" if page.article else "website"
    yield "og:url", page.url
    yield "og:site_name", page.site
    yield "og:locale", og_locale(page.language)
    yield "og:description", page.text
    if picture := page.picture:
        yield "og:image", picture.url
        yield "og:image:alt", picture.alt
        for name, side in zip(("width", "height"), picture.size or (), strict=False):
            yield f"og:image:{name}", str(side)
    if article := page.article:
        yield "article:published_time", iso_date(article.published)
        yield "article:modified_time", iso_date(article.modified)
        for author in article.authors:
            yield "article:author", author.url
        yield "article:section", article.section
        for tag in article.tags:
            yield "article:tag", tag


def meta_tags(page: Description, *, without: Collection[str] = ()) -> str:
    """Write the elements for a page's head.

    :param without: names and properties that the page has already
    """
    named = [
        ("description", page.text),
        ("twitter:card", "summary_large_image" if page.picture else "summary"),
    ]
    lines = [
        f'<meta name="{k}" content="{escape(v)}" />'
        for k, v in named
        if v and k not in without
    ]
    lines += [
        f'<meta property="{name}" content="{escape(content)}" />'
        for name, content in _properties(page)
        if content and not _is_left_out(name, without)
    ]
    return "\n".join([*lines, json_ld(page)]) + "\n"


def _is_left_out(name: str, without: Collection[str]) -> bool:
    # The width of one image says nothing of another.
    parts = name.split(":")
    return any(":".join(parts[:n]) in without for n in range(2, len(parts) + 1))


def linked_data(page: Description) -> dict[str, Any]:
    """Return the description of a page as schema.org has it, without unknown values."""
    site = {"@type": "Organization", "name": page.site, "url": page.home}
    common: dict[str, Any] = {
        "@context": "https://schema.org",
        "url": page.url,
        "description": page.text,
        "image": [page.picture.url] if page.picture else [],
        "inLanguage": page.language,
        "publisher": site,
    }
    if (article := page.article) is None:
        data = {**common, "@type": "WebPage", "name": page.title}
        if page.is_home:
            data |= {"@type": "WebSite", "name": page.site}
    else:
        authors = [
            _known(
                {
                    "@type": "Person",
                    "name": author.name,
                    "url": author.url,
                    "sameAs": author.same_as,
                }
            )
            for author in article.authors
        ]
        data = {
            **common,
            "@type": "BlogPosting",
            "headline": page.title,
            "mainEntityOfPage": {"@type": "WebPage", "@id": page.url},
            "datePublished": iso_date(article.published),
            "dateModified": iso_date(article.modified),
            "author": authors or [site],
            "articleSection": article.section,
            "keywords": list(article.tags),
            "license": article.license,
            "identifier": _identifier(article.doi),
        }
    return _known(data)


def _identifier(doi: str) -> dict[str, str]:
    if not doi:
        return {}
    url = doi_url(doi)
    return {"@type": "PropertyValue", "propertyID": "DOI", "value": doi, "url": url}


def _known(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value}


def json_ld(page: Description) -> str:
    """Write the script element that holds it, which no text can end."""
    data = json.dumps(linked_data(page), ensure_ascii=False, sort_keys=True)
    for character in "<>&\u2028\u2029":
        data = data.replace(character, f"\\u{ord(character):04x}")
    return f'<script type="application/ld+json">{data}</script>'

"""Pelican's lists: labels, periods, pages and feeds, and what is here instead."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from posixpath import splitext
from typing import TYPE_CHECKING, Any

from permalink_import.pelican.patterns import TooLongError, url_from_pattern
from permalink_import.pelican.slugs import UnknownSlugError, slugify
from permalink_import.sources.archives import Archives, page_numbers
from permalink_import.sources.urls import BLOG, YEARS, path_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from permalink_import.pelican.articles import PelicanArticle
    from permalink_import.pelican.settings import Pelican


_KINDS = ("tag", "category", "author")


@dataclass(frozen=True, slots=True)
class _List:
    """A list of articles.

    :param kind: "tag", "category", "author", or "index"
    :param path: of its first page
    """

    kind: str
    label: str
    slug: str
    path: str
    count: int


class PelicanLists:
    """The lists of a site.

    :param articles: all that are published and listed
    """

    def __init__(self, settings: Pelican, articles: Iterable[PelicanArticle]) -> None:
        self._settings = settings
        self._articles = list(articles)
        # A translation is one of an article in the language of the site.
        slugs = {x.slug for x in self._articles if x.language == settings.language}
        main = [
            x
            for x in self._articles
            if x.language == settings.language or x.slug not in slugs
        ]
        self._lists = [*self._labels(main)]
        if index := str(settings["INDEX_SAVE_AS"] or ""):
            self._lists.append(_List("index", "", "", index, len(main)))

    def _labels(self, articles: list[PelicanArticle]) -> Iterator[_List]:
        for kind in _KINDS:
            pattern = str(self._settings[f"{kind.upper()}_SAVE_AS"] or "")
            counts: Counter[str] = Counter()
            first: dict[str, str] = {}  # labels with one slug are the same to Pelican
            for article in articles:
                for label in _labels_of(article, kind, self._settings):
                    try:
                        slug = slugify(label, self._settings, kind.upper())
                    except (UnknownSlugError, TooLongError):
                        continue  # its page is in the built output, if at all
                    counts[slug] += 1
                    first.setdefault(slug, label)
            for slug, count in counts.items():
                label = first[slug]
                if pattern and slug:
                    values = {"slug": slug, "name": label}
                    for path in _paths(f"{kind.upper()}_SAVE_AS", pattern, values):
                        yield _List(kind, label, slug, path, count)

    def redirects(self) -> Archives:
        """Collect the redirects from lists to what is here."""
        labels = {
            kind: [
                x for a in self._articles for x in _labels_of(a, kind, self._settings)
            ]
            for kind in _KINDS
        }
        dates = [x.date for x in self._articles if x.date]
        archives = Archives(labels, {date.year for date in dates})
        for each in self._lists:
            for url in (_url(each.path), *self._pages(each)):
                if each.kind == "index":
                    archives.add(url, BLOG)
                else:
                    archives.add_label(url, each.kind, each.label)
        for name in self._settings["DIRECT_TEMPLATES"] or ():
            path = self._settings.values.get(f"{name.upper()}_SAVE_AS", f"{name}.html")
            kind = {"tags": "tag", "categories": "category", "authors": "author"}
            if not path or name == "index":
                continue
            if name in kind:
                archives.add_all(_url(path), kind[name])
            else:
                archives.add(_url(path), YEARS if name == "archives" else BLOG)
        for period in ("YEAR", "MONTH", "DAY"):
            pattern = str(self._settings[f"{period}_ARCHIVE_SAVE_AS"] or "")
            for date in dates if pattern else ():
                target = f"/blog/{date.year}.html"
                for path in _paths(
                    f"{period}_ARCHIVE_SAVE_AS", pattern, {"date": date}
                ):
                    archives.add(_url(path), target)
        for url, of, label in self._label_feeds():
            archives.add_feed(url, of, label)
        return archives

    def _pages(self, each: _List) -> Iterator[str]:
        """Yield the further pages of a list."""
        size = self._settings["DEFAULT_PAGINATION"]
        templates = self._settings["PAGINATED_TEMPLATES"] or {}
        if (each.kind in templates and not size) or templates.get(each.kind):
            size = templates[each.kind]
        elif each.kind not in templates:
            size = None
        name, extension = splitext(each.path)
        for number in page_numbers(each.count, size):
            rules = [x for x in self._settings["PAGINATION_PATTERNS"] if x[0] <= number]
            if rules:
                save_as = rules[-1][2] if len(rules[-1]) > 2 else rules[-1][1]
                values = {
                    "name": name,
                    "base_name": name.removesuffix("index").rstrip("/"),
                    "extension": extension,
                    "number": number,
                    "save_as": each.path,
                    "url": each.path,
                }
                yield from map(_url, _paths("PAGINATION_PATTERNS", save_as, values))

    def _label_feeds(self) -> Iterator[tuple[str, str, str]]:
        for each in self._lists:
            for form in ("ATOM", "RSS"):
                key = f"{each.kind.upper()}_FEED_{form}"
                pattern = self._settings.values.get(key)
                if pattern and each.label:
                    pattern = str(pattern).replace("%s", "{slug}")
                    for path in _paths(key, pattern, {"slug": each.slug}):
                        yield _url(path), each.kind, each.label

    def feeds(self) -> tuple[str, ...]:
        """Return the feeds of all articles."""
        names = ("FEED_ATOM", "FEED_RSS", "FEED_ALL_ATOM", "FEED_ALL_RSS")
        found = {_url(str(self._settings[x])) for x in names if self._settings[x]}
        for form in ("ATOM", "RSS"):
            key = f"TRANSLATION_FEED_{form}"
            if pattern := self._settings[key]:
                pattern = str(pattern).replace("%s", "{lang}")
                for language in {x.language for x in self._articles}:
                    found |= {*map(_url, _paths(key, pattern, {"lang": language}))}
        return tuple(sorted(found))


def _paths(key: str, pattern: str, values: Mapping[str, Any]) -> Iterator[str]:
    """Yield the path that a pattern makes, unless that is too long."""
    with suppress(TooLongError):
        yield url_from_pattern(key, pattern, values)


def _labels_of(article: PelicanArticle, kind: str, settings: Pelican) -> list[str]:
    if kind == "tag":
        return list(article.tags)
    if kind == "category":
        return [article.category] if article.category else []
    default = settings["AUTHOR"]
    return list(article.authors) or ([str(default)] if default else [])


def _url(path: str) -> str:
    url = path_url(path)
    folder = url.removesuffix("index.html")
    return folder if folder.endswith("/") else url

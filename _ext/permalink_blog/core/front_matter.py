"""The front matter of a document: its fields, read into one typed value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING
from unicodedata import normalize

from permalink_blog.core import values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from permalink_blog.core.values import Scalar, Value


NO = frozenset({"false", "no", "off", "0", "n"})
YES = frozenset({"true", "yes", "on", "1", "y"})
"""The words for no and yes, in lower case; every reader of front matter uses these."""

_LONGEST_NAME = 200  # bytes of a file's name; systems allow 255, with the suffix
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)  # RFC 3986, 3.1
_PARAGRAPH_END = re.compile(r"\n\s*\n")


def read_flag(text: str) -> bool | None:
    """Return the meaning of a yes-or-no value, or ``None`` for another text.

    :param text: one of :data:`YES` or :data:`NO`, in upper or lower case
    """
    word = text.strip().lower()
    return False if word in NO else True if word in YES else None


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """Something an author has to correct.

    :param subtype: of the warning
    :param key: of the front matter
    :param value: as the author wrote it
    :param expected: completes "expected ..."
    :param effect: what happens now
    """

    subtype: str
    key: str
    value: str
    expected: str
    effect: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BlogFields:
    """The typed values of a document's front matter; ``keys`` lists the keys.

    :param date: text, since only the site knows the time zone
    :param blogpost: ``None`` leaves it to ABlog's ``blog_post_pattern``
    :param excerpt_length: number of paragraphs
    :param excerpt: paragraphs of a written excerpt
    :param image: number of the image to show in archives
    :param problems: what was not understood
    """

    title: str | None = None
    date: str | None = None
    draft: bool = False
    blogpost: bool | None = None
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()
    redirects: tuple[str, ...] = ()
    excerpt_length: int | None = None
    excerpt: tuple[str, ...] = ()
    image: int | None = None
    exclude: bool = False
    nocomments: bool = False
    canonical_link: str | None = None
    external_link: str | None = None
    problems: tuple[FieldProblem, ...] = ()


class Convention(Enum):
    """The way in which a text of tags or categories is split."""

    JEKYLL = "jekyll"
    ABLOG = "ablog"


def read_front_matter(
    raw: Mapping[str, str], *, convention: Convention = Convention.JEKYLL
) -> BlogFields:
    """Read the fields of a document.

    Any value is taken: what is not understood is a :class:`FieldProblem`.

    :param raw: texts of the fields, by key
    :param convention: of tags and categories
    """
    reader = _ABlogReader(raw) if convention is Convention.ABLOG else _Reader(raw)
    excerpt_length, excerpt = reader.excerpt()
    return BlogFields(
        title=reader.line("title"),
        date=reader.text("date"),
        draft=reader.flag("draft") or reader.flag("published") is False,
        blogpost=reader.flag("blogpost", default=True),
        tags=reader.tags(),
        categories=reader.categories(),
        authors=reader.authors(),
        languages=reader.commas("language", "lang"),
        locations=reader.commas("location"),
        redirects=reader.redirects(),
        excerpt_length=excerpt_length,
        excerpt=excerpt,
        image=reader.number("image"),
        exclude=bool(reader.flag("exclude", default=True)),
        nocomments=bool(reader.flag("nocomments", default=True))
        or reader.flag("comments") is False,
        canonical_link=reader.link("canonical_link"),
        external_link=reader.link("external_link"),
        problems=tuple(reader.problems),
    )


class _Reader:
    """Reads fields and collects problems."""

    def __init__(self, raw: Mapping[str, str]) -> None:
        self.raw = raw
        self.problems: list[FieldProblem] = []

    def add_problem(self, subtype: str, key: str, expected: str, effect: str) -> None:
        """Add the problem of one key to those of the document.

        :param subtype: of the warning
        :param expected: kind of value, as in "a date"
        :param effect: a sentence on how the value is treated instead
        """
        value = self.raw[key]
        self.problems.append(FieldProblem(subtype, key, value, expected, effect))

    def value(self, key: str) -> Value:
        """Return the typed value of a key; ``None`` without it.

        :param key: of the front matter
        """
        return values.field_value(self.raw, key)

    def line(self, key: str) -> str | None:
        """Return a value as one line of text, whatever its type.

        A title may look like a list: "[Update] New server".

        :param key: of the front matter
        """
        if self.value(key) is None:
            return None
        return values.clean(self.raw[key]) or None

    def text(self, key: str) -> str | None:
        """Return a scalar value as text; report and ignore a list or mapping.

        :param key: of the front matter
        """
        value = self.value(key)
        if isinstance(value, list | dict):
            self.add_problem("value", key, "text", "It is ignored.")
            return None
        return None if value is None else values.scalar_text(value) or None

    def link(self, key: str) -> str | None:
        """Return the target of a link; report and ignore a scheme that is not http(s).

        :param key: of the front matter
        """
        text = self.text(key)
        if text and not is_harmless_link(text):
            self.add_problem("value", key, "an http(s) URL", "It is ignored.")
            return None
        return text

    def number(self, key: str) -> int | None:
        """Return a whole number from 0 to 999, or ``None``.

        :param key: of the front matter
        """
        text = self.raw.get(key, "").strip()
        return int(text) if text.isdecimal() and len(text) < 4 else None

    def flag(self, key: str, *, default: bool | None = None) -> bool | None:
        """Read yes or no.

        :param default: the meaning of a key with any other value, or with none
        """
        if key not in self.raw:
            return None
        found = read_flag(self.raw[key])
        return default if found is None else found

    def commas(self, *keys: str) -> tuple[str, ...]:
        """Read what ABlog splits at commas, from the first key that has a value."""
        for key in keys:
            if found := self.labels(key, values.split_commas):
                return found
        return ()

    def labels(
        self, key: str, split: Callable[[str], list[str]] = values.as_single_value
    ) -> tuple[str, ...]:
        """Return the labels of a key; report and ignore mappings among them.

        :param key: of the front matter
        :param split: how a single text is divided into labels
        """
        value = self.value(key)
        if any(isinstance(item, dict) for item in values.flatten(value)):
            self.add_problem("value", key, "text or a list", "The mapping is ignored.")
        return self.short(key, values.labels(value, split))

    def short(self, key: str, labels: Iterable[str]) -> tuple[str, ...]:
        """Return the labels that fit into the file name of their archive.

        :param key: of the front matter, for the problem that is reported
        :param labels: all of the key
        """
        fitting = tuple(label for label in labels if fits_as_name(label))
        if fitting != tuple(labels):
            self.add_problem("value", key, "shorter names", "Longer ones are ignored.")
        return fitting

    def tags(self) -> tuple[str, ...]:
        """Read tags as ``Jekyll::Utils.pluralized_array_from_hash`` does."""
        if self.value("tag") in (None, False):
            return self.labels("tags", values.split_words)
        if self.value("tags") is not None:
            effect = "Jekyll takes the singular and ignores the plural."
            self.add_problem("tags", "tag", 'either "tag" or "tags"', effect)
        return self.labels("tag")

    def categories(self) -> tuple[str, ...]:
        """Read categories as ``Jekyll::Document#populate_categories`` does."""
        plural = self.labels("categories", values.split_words)
        return tuple(dict.fromkeys((*plural, *self.labels("category"))))

    def authors(self) -> tuple[str, ...]:
        """Read names: text, a list, or mappings with a name."""
        for key in ("author", "authors"):
            value = self.value(key)
            if isinstance(value, str):
                names = values.labels(value, values.split_commas)
            else:
                items = [_name(item) for item in values.flatten(value)]
                names = values.labels([item for item in items if item])
                if not all(items):
                    self.add_problem("value", key, 'a "name"', "The author is ignored.")
            if names:
                return self.short(key, names)
        return ()

    def redirects(self) -> tuple[str, ...]:
        """Read pages that lead to this one, as names of pages of this site."""
        pages = self.commas("redirect")
        paths = tuple(dict.fromkeys(page.strip("/") for page in pages))
        good = tuple(path for path in paths if _is_pagename(path))
        if good != paths:
            expected = 'paths in this site, such as "old/page"'
            self.add_problem("value", "redirect", expected, "Other ones are ignored.")
        return good

    def excerpt(self) -> tuple[int | None, tuple[str, ...]]:
        """Read ABlog's number of paragraphs, or Jekyll's text."""
        if (length := self.number("excerpt")) is not None:
            return length, ()
        value = self.value("excerpt")
        if isinstance(value, list | dict):
            self.add_problem("value", "excerpt", "text or a number", "It is ignored.")
        if not isinstance(value, str):
            return None, ()
        parts = [values.clean(part) for part in _PARAGRAPH_END.split(value)]
        text = tuple(part for part in parts if part)
        return (None, text) if text else (0, ())


class _ABlogReader(_Reader):
    """Reads tags and categories as ``ablog.post.CheckFrontMatter`` does."""

    def tags(self) -> tuple[str, ...]:
        return self.labels("tags", _split_as_ablog)

    def categories(self) -> tuple[str, ...]:
        return self.labels("category", values.split_commas)


def _split_as_ablog(text: str) -> list[str]:
    return [
        part.strip().strip("\"'") for part in text.lstrip("[").rstrip("]").split(",")
    ]


def is_harmless_link(text: str) -> bool:
    """Return whether a link is relative or has the scheme http(s).

    :param text: URL or path as its author wrote it
    """
    scheme = _SCHEME.match(text)
    return scheme is None or scheme[1].lower() in {"http", "https"}


def fits_as_name(label: str) -> bool:
    """Return whether a label is short enough for the file name of its archive.

    :param label: tag, category or author
    """
    return len(normalize("NFKD", label).encode()) <= _LONGEST_NAME


def _is_pagename(path: str) -> bool:
    parts = path.split("/")
    return ":" not in path and not {"", ".", ".."} & set(parts)


def _name(item: Scalar | dict[str, Value]) -> str:
    if isinstance(item, dict):
        name = item.get("name")
        return values.clean(name) if isinstance(name, str) else ""
    return values.scalar_text(item)

"""Pelican's articles and pages: what their metadata comes to, and their URLs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from posixpath import basename, dirname, splitext
from typing import TYPE_CHECKING, Any

from dateutil import parser

from permalink_blog.urls.paths import quote_path
from permalink_import.bounds import setting_within_limits
from permalink_import.pelican.patterns import url_from_pattern
from permalink_import.pelican.slugs import slugify

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from permalink_import.pelican.settings import Pelican
    from permalink_import.pelican.texts import PelicanText


STATUSES = frozenset({"published", "hidden", "draft", "skip"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PelicanArticle:
    """An article or a page.

    :param source: its file, relative to the site's root
    :param path: the same, relative to the content folder
    :param kind: "ARTICLE" or "PAGE"
    :param metadata: all of it, as it was written
    :param save_as: file of the published site, "" for none; of a draft, the one that it
        will be
    :param url: what links and feeds have
    :param draft_as: file of a draft
    """

    source: str
    path: str
    kind: str
    text: PelicanText
    metadata: Mapping[str, Any]
    title: str
    slug: str = ""
    date: datetime | None
    modified: datetime | None
    tags: tuple[str, ...]
    category: str
    authors: tuple[str, ...]
    language: str
    status: str
    save_as: str = ""
    url: str = ""
    draft_as: str = ""

    @property
    def suffix(self) -> str:
        """The suffix of its file, in lower case."""
        return splitext(self.path)[1][1:].lower()

    @property
    def public_url(self) -> str | None:
        """The URL of the file that was published, percent-encoded."""
        return url_of_file(self.save_as)

    @property
    def draft_url(self) -> str | None:
        """The URL of a draft."""
        return url_of_file(self.draft_as)

    @property
    def is_published(self) -> bool:
        """Return whether readers could find a page of the article."""
        return self.status in {"published", "hidden"} and bool(self.save_as)


def url_of_file(path: str) -> str | None:
    """Return the URL of a file of the published site; ``None`` for no file.

    :param path: relative to the output folder, with or without a slash at its start
    """
    path = path.lstrip("/")
    folder = path.removesuffix("index.html")
    is_folder = folder.endswith("/") or not folder
    return quote_path(f"/{folder if is_folder else path}") if path else None


def read_article(
    root: Path, source: str, path: str, kind: str, text: PelicanText, settings: Pelican
) -> PelicanArticle:
    """Read an article or page.

    :param path: relative to the content folder
    :raises ValueError: for a date that is none, or a URL that cannot be made
    """
    metadata = _metadata(root / source, path, text, settings)
    title = str(metadata.get("title") or "").strip()
    authors = _names(metadata.get("authors")) or _names(
        metadata.get("author"), one=True
    )
    status = str(metadata.get("status") or "published").strip().lower()
    date = _date(metadata.get("date"), settings)
    late = not settings["WITH_FUTURE_DATES"] and date and date > datetime.now(UTC)
    article = PelicanArticle(
        source=source,
        path=path,
        kind=kind,
        text=text,
        metadata=metadata,
        title=title,
        date=date,
        modified=_date(metadata.get("modified"), settings),
        tags=_names(metadata.get("tags")),
        category=str(metadata.get("category") or "").strip(),
        authors=authors,
        language=str(metadata.get("lang") or settings.language).strip().lower(),
        status="draft" if late else status,
    )
    values = dict(_url_values(article, settings))
    article = replace(article, slug=values["slug"])

    def place(key: str, end: str, *, is_draft: bool = False) -> str:
        own = metadata.get(key)
        if own is not None:
            return str(own)
        return _formatted(article, end, values, settings, is_draft=is_draft)

    is_draft = article.status == "draft"
    return replace(
        article,
        save_as=place("save_as", "SAVE_AS"),
        url=place("url", "URL"),
        draft_as=place("save_as", "SAVE_AS", is_draft=True) if is_draft else "",
    )


def _metadata(
    file: Path, path: str, text: PelicanText, settings: Pelican
) -> dict[str, Any]:
    """Collect metadata, what is nearer to the text last."""
    found: dict[str, Any] = dict(settings["DEFAULT_METADATA"] or {})
    has_categories = bool(settings["CATEGORY_SAVE_AS"])
    if has_categories and settings["DEFAULT_CATEGORY"]:
        found["category"] = settings["DEFAULT_CATEGORY"]
    default = settings["DEFAULT_DATE"]
    if default == "fs":
        found["date"] = datetime.fromtimestamp(file.stat().st_mtime)
    elif default:
        found["date"] = default if isinstance(default, str) else datetime(*default)
    for prefix, extra in sorted((settings["EXTRA_PATH_METADATA"] or {}).items()):
        if path == prefix or path.startswith(f"{prefix.rstrip('/')}/"):
            found.update(extra)
    found.update(_of_path(path, settings, folders=has_categories))
    for key, values in text.fields.items():
        joined = [value for value in values if value]
        if joined and key == "summary":
            found[key] = "\n".join(joined)
        elif joined:
            is_rst = bool(text.title)
            found[key] = " ".join(joined) if is_rst else _of_lines(key, joined)
    return found


_ONE_LINE = frozenset(
    {"tags", "date", "modified", "status", "category", "author", "save_as", "url"}
    | {"authors", "slug"}
)


def _of_lines(key: str, values: list[str]) -> str | list[str]:
    """Return the first of several lines where Pelican does."""
    return values[0] if len(values) == 1 or key in _ONE_LINE else values


def _of_path(path: str, settings: Pelican, *, folders: bool) -> dict[str, str]:
    name = splitext(basename(path))[0]
    texts = {"FILENAME_METADATA": name, "PATH_METADATA": path}
    checks = [(key, settings[key], text) for key, text in texts.items()]
    if folders and settings["USE_FOLDER_AS_CATEGORY"]:
        key = "USE_FOLDER_AS_CATEGORY"
        checks.append((key, "(?P<category>.*)", basename(dirname(path))))
    found: dict[str, str] = {}
    for key, pattern, text in checks:
        if not pattern or not text:
            continue
        with setting_within_limits(f"pelicanconf.py: {key}"):
            match = re.match(pattern, text)
        if match:
            for key, value in match.groupdict().items():
                if value is not None:
                    found.setdefault(key.lower(), value)
    return found


def _names(value: object, *, one: bool = False) -> tuple[str, ...]:
    """Read a list of labels, with semicolons or else commas between."""
    if value is None:
        return ()
    text = value if isinstance(value, str) else None
    if text is None:
        parts = [str(x) for x in value] if isinstance(value, list | tuple) else []
    elif one:
        parts = [text]
    else:
        parts = text.split(";" if ";" in text else ",")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _date(value: object, settings: Pelican) -> datetime | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        found = value
    else:
        text = re.sub(" +", " ", str(value).replace("_", " "))
        midnight = datetime(2000, 1, 1)
        try:
            found = parser.parse(text, default=midnight)
        except (ValueError, OverflowError) as error:
            msg = f"'{value}' is no date"
            raise ValueError(msg) from error
    return found if found.tzinfo else found.replace(tzinfo=settings.zone)


def _url_values(
    article: PelicanArticle, settings: Pelican
) -> Iterator[tuple[str, Any]]:
    """Yield the values for a URL's pattern."""
    yield from article.metadata.items()
    slug = article.metadata.get("slug")
    if slug is None:
        by_name = settings["SLUGIFY_SOURCE"] == "basename"
        name = splitext(basename(article.path))[0]
        slug = slugify(name if by_name else article.title, settings)
    yield "slug", str(slug).strip()
    yield "path", str(article.metadata.get("path", article.path))
    yield "lang", article.language
    yield "date", article.date or datetime.now(settings.zone)
    author = article.authors[0] if article.authors else settings["AUTHOR"] or ""
    yield "author", slugify(str(author), settings, "AUTHOR")
    yield "category", slugify(article.category, settings, "CATEGORY")


def _formatted(
    article: PelicanArticle,
    end: str,
    values: Mapping[str, Any],
    settings: Pelican,
    *,
    is_draft: bool,
) -> str:
    kind = article.kind
    if is_draft:
        kind = "DRAFT" if kind == "ARTICLE" else "DRAFT_PAGE"
    if article.language != settings.language:
        kind += "_LANG"
    pattern = str(settings[f"{kind}_{end}"])
    try:
        return url_from_pattern(f"{kind}_{end}", pattern, values)
    except (KeyError, IndexError, AttributeError, ValueError) as error:
        msg = f"{kind}_{end} = {pattern!r} asks for {error}, which it does not have"
        raise ValueError(msg) from error

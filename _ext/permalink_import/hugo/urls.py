"""Hugo's URLs: how paths, slugs and permalink patterns become one. Pure rules.

Sources: https://gohugo.io/configuration/permalinks/,
https://gohugo.io/content-management/urls/, and what Hugo answers.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from posixpath import join
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, unquote_plus

from permalink_blog.urls.paths import quote_path
from permalink_import.bounds import setting_within_limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from permalink_import.hugo.config import HugoConfig


_TOKEN = re.compile(r":(?P<name>\w+)(?:\[(?P<cut>.+?)\])?")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
_DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
# Parts of Go's reference time that a pattern may have (https://pkg.go.dev/time).
_GO = {"2006": "%Y", "06": "%y", "01": "%m", "1": "%-m", "Jan": "%b", "January": "%B"}
_GO |= {"02": "%d", "2": "%-d", "Mon": "%a", "Monday": "%A", "15": "%H", "002": "%j"}
_KINDS = frozenset({"page", "home", "section", "taxonomy", "term"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PageValues:
    """What a URL can be made of.

    :param kind: Hugo's: "page", "section", "term" …
    :param folder: in the content folder, "" for the top
    :param name: of the file or the bundle's folder, without suffix and language
    :param sections: the folders that are sections, from the top
    :param prefix: of the language: "de", or ""
    """

    kind: str = "page"
    folder: str = ""
    name: str = ""
    title: str = ""
    slug: str = ""
    url: str = ""
    date: datetime | None = None
    sections: tuple[str, ...] = ()
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Style:
    """How a site writes its URLs.

    :param lower: paths are in lower case
    :param accents: they keep their accents
    :param ugly: pages are files, "name.html": for all sections, or for some
    :param patterns: for pages of a kind, below a path
    """

    lower: bool = True
    accents: bool = True
    ugly: bool | frozenset[str] = False
    patterns: tuple[tuple[str, str, str], ...] = ()

    @classmethod
    def of(cls, config: HugoConfig) -> Style:
        """Read it from the configuration."""
        ugly = config.at("uglyurls", default=False)
        return cls(
            lower=not config.at("disablepathtolower", default=False),
            accents=not config.at("removepathaccents", default=False),
            ugly=frozenset(key for key, value in ugly.items() if value)
            if isinstance(ugly, dict)
            else bool(ugly),
            patterns=tuple(_patterns(config.at("permalinks"))),
        )

    def normalize(self, path: str) -> str:
        """Read the name of a file or label as Hugo does before all else.

        :param path: or label, as its author wrote it
        """
        return path.lower().replace(" ", "-") if self.lower else path

    def sanitize(self, text: str) -> str:
        """Make a path as Hugo's ``MakePathSanitized`` does.

        :param text: a path; slashes stay
        """
        kept: list[str] = []
        gap = False
        for index, char in enumerate(text):
            if _is_allowed(text, index):
                if gap and char != "-":
                    kept.append("-")
                gap = False
                kept.append(char)
            elif kept and kept[-1] != "-" and char.isspace():
                gap = True
        path = "".join(kept)
        if not self.accents:
            parts = unicodedata.normalize("NFD", path)
            bare = "".join(x for x in parts if unicodedata.category(x) != "Mn")
            path = unicodedata.normalize("NFC", bare)
        return path.lower() if self.lower else path

    def is_ugly(self, sections: tuple[str, ...]) -> bool:
        """Return whether a page of these sections is published as ``name.html``.

        :param sections: folders of the page's section, from the outermost
        """
        if isinstance(self.ugly, bool):
            return self.ugly
        return bool(sections) and sections[0].lower() in self.ugly


def _is_allowed(text: str, index: int) -> bool:
    char = text[index]
    if char in "./\\_#+~-@" or unicodedata.category(char)[0] in "LM":
        return True
    return char.isdecimal() or bool(re.match("%[0-9a-fA-F]{2}", text[index:]))


def _patterns(value: Any) -> Iterator[tuple[str, str, str]]:
    """Yield kind, glob of a path, and pattern; the first that match count."""
    if isinstance(value, list):
        for rule in (x for x in value if isinstance(x, dict) and "pattern" in x):
            target = rule.get("target") or {}
            path = str(target.get("path") or "/**").lower()
            yield str(target.get("kind") or "").lower(), path, str(rule["pattern"])
    for key, item in value.items() if isinstance(value, dict) else ():
        if isinstance(item, str):
            for kind in ("page", "term"):
                yield kind, _glob_of(key), item
        elif isinstance(item, dict) and key in _KINDS:
            for section, pattern in item.items():
                yield key, _glob_of(section), str(pattern)


def _glob_of(section: str) -> str:
    section = section.strip(" /")
    return f"/{{{section},{section}/**}}" if section else "/*"


def matches_glob(glob: str, path: str) -> bool:
    """Return whether a path matches ``/posts/**`` or ``/{a,b}/*``.

    :param glob: ``*`` does not match slashes, ``**`` does
    :param path: that begins with a slash
    """
    pattern = re.escape(glob).replace(r"\*\*", ".*").replace(r"\*", "[^/]*")
    pattern = pattern.replace(r"\{", "(?:").replace(r"\}", ")")
    with setting_within_limits(f"the pattern {glob[:100]!r} of the configuration"):
        try:
            return bool(re.fullmatch(pattern.replace(",", "|"), path))
        except re.error:  # braces that are not closed
            return False


def page_url(page: PageValues, style: Style) -> str:
    """Return the URL of a page, from the root of the site; percent-encoded.

    :raises ValueError: for a pattern with a placeholder that Hugo does not have
    """
    if page.url and page.kind != "home":
        path = _own_url(page, style)
    else:
        parts = _parts(page, style)
        path = style.sanitize(join("/", page.prefix, *parts).rstrip("/"))
        ugly = page.kind in {"page", "term"} and style.is_ugly(page.sections)
        path += ".html" if ugly else "/"
    path = re.sub("/+", "/", path).removesuffix("index.html")
    return quote_path(unquote(path))


def _own_url(page: PageValues, style: Style) -> str:
    """Read ``url`` of front matter, which is taken as it is."""
    path = page.url
    if ":" in path:
        path = unquote_plus(_expand(path, page, style))
    if not path.startswith("/"):
        path = f"/{join(page.prefix, path)}"
    return path if path.endswith("/") or "." in path else f"{path}/"


def _parts(page: PageValues, style: Style) -> list[str]:
    path = logical_path(page)
    for kind, glob, pattern in style.patterns:
        if kind in {"", page.kind} and matches_glob(glob, path):
            return [unquote_plus(_expand(pattern, page, style)).strip("/")]
    folder = style.normalize(page.folder)
    name = page.slug or style.normalize(page.name)
    return [folder, name.strip("/")] if page.kind == "page" else [folder]


def logical_path(page: PageValues) -> str:
    """Return Hugo's internal name of a page: ``/posts/my-post``."""
    name = page.name if page.kind == "page" else ""
    return join("/", page.folder, name).lower().replace(" ", "-").rstrip("/") or "/"


def _expand(pattern: str, page: PageValues, style: Style) -> str:
    def urlize(text: str) -> str:
        return quote_path(unquote(style.sanitize(text)))

    slug = urlize(page.slug or page.title)
    sections = [style.sanitize(style.normalize(x)) for x in page.sections]
    plain = {
        "title": urlize(page.title),
        "slug": slug,
        "filename": urlize(page.name),
        "contentbasename": urlize(page.name),
        "slugorfilename": urlize(page.slug or page.name),
        "slugorcontentbasename": urlize(page.slug or page.name),
        "section": sections[0] if sections else "",
        "sectionslug": sections[0] if sections else "",
    }

    def value(match: re.Match[str]) -> str:
        name, cut = match["name"], match["cut"]
        if name in {"sections", "sectionslugs"}:
            return "/".join(sections if cut is None else _cut(sections, cut))
        if name in plain:
            return plain[name]
        rule = _DATED.get(name)
        if rule is None:
            msg = f"':{name}' in the permalink {pattern!r} is none of Hugo's"
            raise ValueError(msg)
        return rule(page.date or datetime(1, 1, 1))  # Go's zero time

    text = pattern.replace("\\:", "\0")
    return _TOKEN.sub(value, text).replace("\0", ":")


def _cut(items: list[str], cut: str) -> list[str]:
    """Cut a list as ``:sections[1:]`` says; out of its bounds is nothing."""

    def number(text: str, default: int) -> int:
        if text == "last":
            return len(items) - 1
        return int(text) if text.isdecimal() else default

    if ":" not in cut:
        at = number(cut, 0)
        return items[at : at + 1]
    low, _, high = cut.partition(":")
    return items[number(low, 0) : number(high, len(items))]


def _formatted(form: str) -> Callable[[datetime], str]:
    def rule(date: datetime) -> str:
        if form.startswith("%-"):
            return date.strftime(f"%{form[2]}").lstrip("0")
        return date.strftime(form)

    return rule


_DATED: dict[str, Callable[[datetime], str]] = {
    "year": lambda d: str(d.year),
    "month": lambda d: f"{d.month:02}",
    "monthname": lambda d: _MONTHS[d.month - 1],
    "day": lambda d: f"{d.day:02}",
    "weekday": lambda d: str(d.isoweekday() % 7),
    "weekdayname": lambda d: _DAYS[d.isoweekday() % 7],
    "yearday": lambda d: str(d.timetuple().tm_yday),
    **{name: _formatted(form) for name, form in _GO.items()},
}

"""Hugo's configuration: its files, merged, with what a reader asks of it.

Rules: https://gohugo.io/configuration/introduction/
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import yaml  # type: ignore[import-untyped]

from permalink_blog.core.untrusted.yaml_limits import TOO_DEEP
from permalink_import.hugo.parsing import parse_text
from permalink_import.model import Finding, ImportFailedError, Outcome, Settings, Topic
from permalink_import.reasons import NO_ZONE
from permalink_import.sources.urls import split_base

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import tzinfo
    from pathlib import Path


FORMS = ("toml", "yaml", "yml", "json")
_DATE_KEYS = {
    "date": ("date", "publishdate", "pubdate", "published", "lastmod", "modified"),
    "publishdate": ("publishdate", "pubdate", "published", "date"),
    "expirydate": ("expirydate", "unpublishdate"),
}


@dataclass(frozen=True, slots=True)
class HugoConfig:
    """The whole configuration; keys are in lower case, as Hugo reads them.

    :param source: the file that has most of it, for findings
    """

    values: Mapping[str, Any]
    source: str
    findings: tuple[Finding, ...] = field(default=())

    def at(self, *path: str, default: Any = None) -> Any:
        """Return a nested value, such as ``at("markup", "goldmark")``.

        :param path: keys from the outermost, in lower case
        :param default: returned if one of them is not there
        """
        value: Any = self.values
        for key in path:
            if not isinstance(value, dict) or key not in value:
                return default
            value = value[key]
        return value

    def mapping(self, *path: str) -> dict[str, Any]:
        """Return a nested mapping; an empty one for any other value."""
        value = self.at(*path)
        return value if isinstance(value, dict) else {}

    def texts(self, key: str) -> list[str]:
        """Return a list of texts; one that is alone is a list of one.

        :param key: in lower case
        """
        return _texts(self.at(key))

    def folder(self, key: str, default: str) -> str:
        """Return the name of a folder, relative to the root.

        :param key: such as ``contentdir``
        :param default: Hugo's name of the folder
        """
        return str(self.at(key, default=default)).strip("/")

    @property
    def zone(self) -> tzinfo:
        """The zone of dates that say none."""
        return _zone(self.at("timezone"))

    @property
    def languages(self) -> dict[str, dict[str, Any]]:
        """The languages, by their keys; there is one at least."""
        found = self.mapping("languages")
        languages = {k: v for k, v in found.items() if isinstance(v, dict)}
        return {k: v for k, v in languages.items() if not v.get("disabled")} or {
            self.default_language: {}
        }

    @property
    def default_language(self) -> str:
        """The language of what does not say it."""
        return str(self.at("defaultcontentlanguage", default="en")).lower()

    @property
    def taxonomies(self) -> dict[str, str]:
        """The keys of front matter that are taxonomies, to their singular."""
        usual = {"tag": "tags", "category": "categories"}
        found = self.at("taxonomies")
        if not isinstance(found, dict):  # some versions read the old name, too
            found = {**usual, **self.mapping("indexes")}
        return {str(plural).lower(): singular for singular, plural in found.items()}

    def date_keys(self, name: str) -> list[str]:
        """Return the keys in which a date is looked up, in order.

        See https://gohugo.io/configuration/front-matter/.

        :param name: of the date, such as ``date``
        :return: keys of the front matter, in lower case
        """
        asked = self.at("frontmatter", name)
        keys: list[str] = []
        for key in asked if isinstance(asked, list) else [":default"]:
            keys += _DATE_KEYS[name] if key == ":default" else [str(key).lower()]
        return keys

    def settings(self) -> Settings:
        """Return the settings that ``conf.py`` has as well."""
        url, baseurl = split_base(str(self.at("baseurl", default="")))
        author = self.at("params", "author") or self.at("author")
        if isinstance(author, dict):
            author = author.get("name")
        language = self.languages.get(self.default_language, {})
        known = self.languages == {self.default_language: {}}
        tag = None if known else self.default_language
        for key in ("locale", "languagecode"):
            tag = language.get(key) or self.at(key) or tag
        zone = self.at("timezone")
        return Settings(
            title=_text(language.get("title") or self.at("title")),
            description=_text(self.at("params", "description")),
            url=url,
            baseurl=baseurl,
            author=_text(author),
            timezone=str(zone) if zone and _known_zone(zone) else None,
            language=_text(tag),
        )


def _texts(value: object) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, str)]


def compiled(expression: str) -> re.Pattern[str] | None:
    """Return an expression of ``ignoreFiles``; ``None`` if Python has no such one.

    :param expression: in Go's syntax (RE2)
    """
    try:
        return re.compile(expression)
    except (re.error, OverflowError, RecursionError):
        return None


def _text(value: object) -> str | None:
    return str(value) if value else None


def _known_zone(name: object) -> bool:
    try:
        ZoneInfo(str(name))
    except (KeyError, ValueError, OSError):
        return False
    return True


def _zone(name: object) -> tzinfo:
    return ZoneInfo(str(name) if name and _known_zone(name) else "UTC")


def read_config(root: Path) -> HugoConfig:
    """Read all files of the configuration.

    :raises ImportFailedError: if there is none, or one cannot be understood
    """
    values: dict[str, Any] = {}
    sources = []
    for path, keys in _files(root):
        part = _parse(path)
        for key in reversed(keys):
            part = {key: part}
        values = _merge(values, part)
        sources.append(path.relative_to(root).as_posix())
    if not sources:
        msg = f"{root} has no hugo.toml, hugo.yaml, config.toml or config/_default"
        raise ImportFailedError(msg)
    findings = tuple(_findings(values, sources[0]))
    return HugoConfig(values, sources[0], findings)


def _files(root: Path) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Yield the configuration files in the order in which they are merged."""
    names = [f"{stem}.{form}" for stem in ("hugo", "config") for form in FORMS]
    found = [root / name for name in names if (root / name).is_file()]
    yield from ((path, ()) for path in found[:1])
    for folder in ("_default", "production"):
        for path in sorted((root / "config" / folder).glob("*")):
            if path.suffix[1:] in FORMS:
                parts = path.stem.lower().split(".")
                if parts[0] in {"hugo", "config"}:
                    yield path, ()
                elif len(parts) > 1:  # params.de.toml
                    yield path, ("languages", parts[1], parts[0])
                else:
                    yield path, (parts[0],)


def _parse(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        value = parse_text(text, path.suffix[1:])
    except (OSError, ValueError, yaml.YAMLError, RecursionError) as error:
        reason = TOO_DEEP if isinstance(error, RecursionError) else str(error)
        msg = f"{path}: cannot be read: {' '.join(reason.split())}"
        raise ImportFailedError(msg) from error
    if not isinstance(value, dict):
        msg = f"{path}: expected keys and values"
        raise ImportFailedError(msg)
    return value


def _merge(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    result = dict(old)
    for key, value in new.items():
        before = result.get(key)
        both = isinstance(before, dict) and isinstance(value, dict)
        result[key] = _merge(before, value) if both else value  # type: ignore[arg-type]
    return result


_IGNORED = (
    "Expressions that are not known here ignore no file. Remove the files that they "
    "are for, and import again"
)
_MODULES = "Modules and mounts are not read. Copy their folders, and import again"
_OWN_ADDRESS = (
    "Languages with an address of their own are put into folders of the one site. "
    "Redirect the old addresses there on your web host"
)


def _findings(values: dict[str, Any], source: str) -> Iterator[Finding]:
    def left(what: str, reason: str) -> Finding:
        return Finding(
            outcome=Outcome.LEFT,
            source=source,
            line=0,
            what=what,
            reason=reason,
            topic=Topic.SETTINGS,
        )

    module = values.get("module")
    if isinstance(module, dict) and (module.get("mounts") or module.get("imports")):
        yield left("module", _MODULES)
    for text in _texts(values.get("ignorefiles")):
        if compiled(text) is None:
            yield left(f"ignoreFiles: {text}", _IGNORED)
    if (zone := values.get("timezone")) and not _known_zone(zone):
        yield left(f"timeZone: {zone}", NO_ZONE)
    languages = values.get("languages")
    if isinstance(languages, dict):
        for key, language in languages.items():
            if isinstance(language, dict) and language.get("baseurl"):
                yield left(f"languages.{key}.baseURL (/{key}/ here)", _OWN_ADDRESS)

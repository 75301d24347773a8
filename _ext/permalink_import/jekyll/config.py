"""``_config.yml``: what it says of reading and publishing, with Jekyll's own defaults.

https://jekyllrb.com/docs/configuration/
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from permalink_blog.core.dates import site_zone
from permalink_blog.core.front_matter_source import line_of_key
from permalink_import.jekyll.collections import Collection, read_collections
from permalink_import.jekyll.defaults import Defaults, deep_merge, read_sets
from permalink_import.jekyll.entry_filter import EntryFilter
from permalink_import.jekyll.loading import (
    UnreadableError,
    load_toml,
    load_yaml,
    read_text,
)
from permalink_import.model import ImportFailedError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo
    from pathlib import Path


_NAMES = ("_config.yml", "_config.yaml", "_config.toml")
# Jekyll::Configuration::DEFAULTS, as far as it matters here
_DEFAULTS: Mapping[str, Any] = {
    "source": ".",
    "destination": "_site",
    "collections_dir": "",
    "layouts_dir": "_layouts",
    "data_dir": "_data",
    "includes_dir": "_includes",
    "plugins_dir": "_plugins",
    "collections": {},
    "include": [".htaccess"],
    "exclude": [],
    "keep_files": [".git", ".svn"],
    "encoding": "utf-8",
    "markdown_ext": "markdown,mkdown,mkdn,mkd,md",
    "future": False,
    "unpublished": False,
    "show_drafts": None,
    "excerpt_separator": "\n\n",
    "permalink": "date",
    "paginate_path": "/page:num",
    "timezone": None,
    "defaults": [],
}
_DEFAULT_EXCLUDES = (
    *(".sass-cache", ".jekyll-cache", "gemfiles", "Gemfile", "Gemfile.lock"),
    *("node_modules", "vendor/bundle/", "vendor/cache/", "vendor/gems/"),
    "vendor/ruby/",
)
_TYPES: Mapping[str, tuple[tuple[type, ...], str]] = {
    "include": ((list,), "a list of paths or patterns"),
    "exclude": ((list,), "a list of paths or patterns"),
    "keep_files": ((list,), "a list of paths"),
    "collections": ((dict, list), "a mapping or a list of labels"),
    "markdown_ext": ((str,), 'suffixes, such as "markdown,md"'),
    **{
        key: ((str,), "the name of a folder")
        for key in _DEFAULTS
        if key.endswith("_dir") or key in {"source", "destination"}
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class JekyllConfig:
    """The configuration of a site.

    :param values: all of it
    :param name: of its file, relative to the root; of the usual one if there is none
    :param text: of its file
    :param root: folder of the old site
    :param source: folder that Jekyll reads, the root but for the option ``source``
    :param destination: folder that it writes
    :param zone: time zone of dates
    :param collections: by label, "posts" among them
    """

    values: Mapping[str, Any]
    name: str
    text: str
    root: Path
    source: Path
    destination: Path
    zone: tzinfo
    collections: Mapping[str, Collection]
    defaults: Defaults
    entry_filter: EntryFilter

    @property
    def collections_dir(self) -> str:
        """The folder that collections and posts are in, "" for the source."""
        return str(self.values["collections_dir"]).strip("/")

    @property
    def permalink(self) -> str:
        """A built-in style's name, or a template."""
        return str(self.values["permalink"])

    @property
    def encoding(self) -> str:
        """Of the files with text."""
        return str(self.values["encoding"])

    @property
    def markdown_suffixes(self) -> frozenset[str]:
        """Suffixes of Markdown files, in lower case with their dots."""
        names = str(self.values["markdown_ext"]).lower().split(",")
        return frozenset(f".{name.strip()}" for name in names)

    def origin(self, path: str) -> str:
        """Return the path of a file of the source folder, relative to the root.

        :param path: relative to the source folder
        """
        if self.source == self.root:
            return path
        return (self.source / path).relative_to(self.root).as_posix()

    def line(self, key: str) -> int:
        """Return the line of a top-level key; 0 without it.

        :param key: of ``_config.yml``
        """
        return line_of_key(self.text, key) or 0


def read_config(root: Path) -> JekyllConfig:
    """Read the configuration of the site in a folder.

    :raises ImportFailedError: if it cannot be understood
    """
    name = next((name for name in _NAMES if (root / name).is_file()), None)
    if name is None:
        own: dict[str, Any] = {}
        name, text = _NAMES[0], ""
    else:
        text, own = _read(root / name, name)
    for key, (types, expected) in _TYPES.items():
        if own.get(key) is not None and not isinstance(own[key], types):
            _fail(name, text, key, own[key], f"expected {expected}")
    values = deep_merge(_DEFAULTS, own)
    source = _folder(root, name, text, "source", str(values["source"]))
    exclude = (*values["exclude"], *_DEFAULT_EXCLUDES)
    return JekyllConfig(
        values=values,
        name=name,
        text=text,
        root=root,
        source=source,
        destination=root / str(values["destination"]),
        zone=_zone(name, text, values["timezone"]),
        collections=read_collections(values),
        defaults=Defaults(
            source=source,
            sets=tuple(read_sets(values["defaults"])),
            collections_dir=str(values["collections_dir"]).strip("/") or "/",
        ),
        entry_filter=EntryFilter(
            include=tuple(x for x in values["include"] if isinstance(x, str)),
            exclude=tuple(x for x in exclude if isinstance(x, str)),
        ),
    )


def _read(path: Path, name: str) -> tuple[str, dict[str, Any]]:
    try:
        text = read_text(path)
        values = load_toml(text) if name.endswith(".toml") else load_yaml(text)
    except UnreadableError as error:
        where = f"{name}:{error.line}" if error.line else name
        what = f": {error.what!r}" if error.what else ""
        msg = f"{where}{what}: {error.reason}. Correct it and import again"
        raise ImportFailedError(msg) from error
    if values is None:
        return text, {}
    if not isinstance(values, dict):
        msg = f"{name}: expected keys and values, such as 'title: My blog'"
        raise ImportFailedError(msg)
    return text, {str(key): value for key, value in values.items()}


def _fail(name: str, text: str, key: str, value: object, reason: str) -> None:
    where = f"{name}:{line}" if (line := line_of_key(text, key)) else name
    raise ImportFailedError(f"{where}: {key}: {value!r}: {reason}")


def _folder(root: Path, name: str, text: str, key: str, value: str) -> Path:
    folder = (root / value).resolve()
    if not folder.is_dir() or not folder.is_relative_to(root.resolve()):
        _fail(name, text, key, value, f"expected a folder in {root}")
    return root if folder == root.resolve() else root / value


def _zone(name: str, text: str, value: object) -> tzinfo:
    try:
        return site_zone("UTC" if value is None else str(value))
    except ValueError:
        expected = "expected a name of the IANA database, such as 'Europe/Berlin'"
        _fail(name, text, "timezone", value, expected)
        raise

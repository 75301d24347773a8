"""A file's front matter and text, with what Jekyll adds: defaults, categories, date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from posixpath import basename, splitext
from typing import TYPE_CHECKING, Any

from permalink_blog.core.dates import parse_date
from permalink_blog.core.names import PostName
from permalink_blog.core.values import flatten, scalar_text
from permalink_blog.core.yaml_nodes import FRONT_MATTER
from permalink_import.jekyll.days import existing_day
from permalink_import.jekyll.loading import UnreadableError, load_yaml, read_text
from permalink_import.jekyll.pandoc import FORMATS, to_markdown
from permalink_import.jekyll.tree import Role

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from permalink_import.jekyll.config import JekyllConfig
    from permalink_import.jekyll.tree import SiteFile


@dataclass(frozen=True, slots=True, kw_only=True)
class JekyllText:
    """A file with front matter.

    :param yaml: front matter as it is written, without its two lines
    :param own: what that says
    :param defaults: what ``_config.yml`` adds
    :param folders: the categories that the file's folders give
    :param body: what is below the front matter
    :param first_line: of the body, in the file, from 1
    :param is_converted: the body is Markdown that Pandoc made
    """

    file: SiteFile
    yaml: str
    own: Mapping[str, Any]
    defaults: Mapping[str, Any]
    folders: tuple[str, ...]
    body: str
    first_line: int
    is_converted: bool = False

    @property
    def stem(self) -> str:
        """The file's name without its last suffix."""
        return splitext(basename(self.file.path))[0]

    @property
    def suffix(self) -> str:
        """The file's last suffix."""
        return splitext(self.file.path)[1]

    @property
    def name(self) -> PostName:
        """The date and the slug in the file's name; without a suffix it has no date."""
        name = PostName.from_docname(self.stem)
        return name if self.suffix else PostName(None, self.stem)

    @property
    def is_document(self) -> bool:
        """Return whether the text is a ``Jekyll::Document``, not a ``Jekyll::Page``."""
        return self.file.role is not Role.PAGE

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories as ``Jekyll::Document#populate_categories`` has them."""
        plural = _words(self.own.get("categories"))
        singular = self.get("category")
        single = [] if singular in (None, False) else _labels(singular)
        return tuple(dict.fromkeys((*self.inherited_categories, *plural, *single)))

    @property
    def inherited_categories(self) -> tuple[str, ...]:
        """The categories that are not from the front matter."""
        return (*self.folders, *_words(self.defaults.get("categories")))

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags as ``Jekyll::Document#populate_tags`` has them."""
        singular = self.get("tag")
        if singular in (None, False):
            plural = self.get("tags")
            return tuple(_words(plural)) if isinstance(plural, str | list) else ()
        return tuple(_labels(singular))

    def get(self, key: str) -> Any:
        """Return a value of the front matter or its defaults; ``None`` without.

        :param key: of the front matter, such as "date"
        """
        value = self.own.get(key)
        return self.defaults.get(key) if value is None else value

    @property
    def is_published(self) -> bool:
        """Return whether front matter does not set ``published: false``."""
        return self.file.role is not Role.DRAFT and self.get("published") is not False

    def when(self, zone: tzinfo) -> datetime | None:
        """Return the date in the site's time zone, as Jekyll does.

        :param zone: of the site, by ``timezone`` in ``_config.yml``
        :return: without its time zone; ``None`` if neither front matter nor file name
            has a date
        :raises InvalidDateError: if there is one that cannot be read
        """
        value = self.get("date")
        if value is None:
            value = self.name.date
        return None if value is None else read_date(value, zone)


def read_date(value: object, zone: tzinfo) -> datetime:
    """Read a date as Jekyll does, of a value that YAML gives.

    Jekyll writes the value as text and reads that with ``Time.parse``. A time without
    an offset is one of UTC if YAML took it for a date, and one of the site if it was in
    quotes; a day alone begins in the time zone of the site. A day that does not exist
    is counted on from the first of its month.

    :param value: a date, a time, or text
    :param zone: of the site
    :returns: in the site's time zone, without it
    :raises InvalidDateError: if it is none
    """
    if isinstance(value, datetime):
        return (
            value.replace(tzinfo=value.tzinfo or UTC)
            .astimezone(zone)
            .replace(tzinfo=None)
        )
    if isinstance(value, date):
        return datetime.combine(value, time())
    return parse_date(existing_day(str(value)), zone).when


def read_file(file: SiteFile, config: JekyllConfig) -> JekyllText:
    """Read a file with front matter.

    :raises UnreadableError: if it, or its front matter, cannot be read
    """
    text = read_text(config.source / file.path, config.encoding)
    match = FRONT_MATTER.match(text)
    block, start = (match["yaml"], match.end()) if match else ("", 0)
    own = load_yaml(block, first_line=2)
    if own is None:
        own = {}
    if not isinstance(own, dict):
        reason = "its front matter is no mapping. Write keys with values there"
        raise UnreadableError(reason, line=2, what=block.partition("\n")[0])
    if text[start : start + 1] == "\n" and match:
        start += 1
    body = text[start:]
    suffix = splitext(file.path)[1].lower()
    is_foreign = suffix in FORMATS and suffix not in config.markdown_suffixes
    is_foreign = is_foreign and file.role is not Role.STATIC
    markdown = to_markdown(body, suffix) if is_foreign else None
    return JekyllText(
        file=file,
        yaml=block,
        own={str(key): value for key, value in own.items()},
        defaults=_defaults(file, config),
        folders=_folders(file, config),
        body=body if markdown is None else markdown,
        first_line=1 + text.count("\n", 0, start),
        is_converted=markdown is not None,
    )


def relative(file: SiteFile, config: JekyllConfig) -> str:
    """Return the path below ``collections_dir``, or for a page below the source."""
    if file.collection and config.collections_dir:
        return file.path.removeprefix(f"{config.collections_dir}/")
    return file.path


def _defaults(file: SiteFile, config: JekyllConfig) -> dict[str, Any]:
    path = relative(file, config)
    found = config.defaults.all(path, file.kind)
    if file.role is Role.PAGE:
        found = {key: config.defaults.find(path, file.kind, key) for key in found}
    return {key: value for key, value in found.items() if value is not None}


def _folders(file: SiteFile, config: JekyllConfig) -> tuple[str, ...]:
    """Read ``foo/bar/_posts/x.md`` as the categories foo and bar."""
    if file.role not in {Role.POST, Role.DRAFT}:
        return ()
    special = "_drafts" if file.role is Role.DRAFT else "_posts"
    above = relative(file, config).partition(special)[0]
    name = basename(file.path)
    return tuple(x for x in above.split("/") if x not in {"", special, name})


def _words(value: Any) -> list[str]:
    if isinstance(value, str):
        return value.split()
    return [] if value is None else _labels(value)


def _labels(value: Any) -> list[str]:
    return [scalar_text(item) for item in flatten(value) if not isinstance(item, dict)]

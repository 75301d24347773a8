"""The configuration and URLs of a site, read from its sources without a build."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sphinx.config import eval_config_file
from sphinx.errors import ConfigError
from sphinx.util.matching import get_matching_files
from sphinx.util.tags import Tags

from permalink_blog.core.dates import site_zone
from permalink_blog.core.extra_path import files_of_extra_path
from permalink_blog.core.store import STORE, Store
from permalink_blog.urls.pattern import STYLES
from permalink_blog.urls.record import read_record
from permalink_blog.urls.redirect_sources import site_redirects
from permalink_blog.urls.url_list.documents import SUFFIXES, urls_of
from permalink_blog.urls.url_list.file import read_url_list
from permalink_blog.urls.variants import bare_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import tzinfo
    from pathlib import Path


# Pages that builds make without a source. What else one has made is in its record.
_GENERATED = ("404", "genindex", "index", "search")


class SiteError(Exception):
    """The source folder cannot be read as one; the message says why."""


@dataclass(frozen=True)
class SourceFolder:
    """A source folder and its configuration.

    :param source: the folder with ``conf.py``
    :param config: what ``conf.py`` sets, by name
    """

    source: Path
    config: Mapping[str, Any]

    @classmethod
    def read(cls, source: Path) -> SourceFolder:
        """Read ``conf.py``.

        :raises SiteError: if it is not there, or cannot be evaluated
        """
        conf = source.resolve() / "conf.py"
        if not conf.is_file():
            msg = f"{source / 'conf.py'} is not there: name its folder with --source"
            raise SiteError(msg)
        try:
            return cls(source, eval_config_file(conf, Tags()))
        except (ConfigError, OSError) as error:
            msg = f"{source / 'conf.py'}: {error}"
            raise SiteError(msg) from error

    @property
    def zone(self) -> tzinfo:
        """The time zone of the site.

        :raises SiteError: if there is no such zone
        """
        name = self.config.get("permalink_timezone", "UTC")
        try:
            return site_zone(name)
        except (ValueError, AttributeError) as error:
            msg = f"conf.py: permalink_timezone: {name!r} names no time zone"
            raise SiteError(msg) from error

    def taken(self, *, url_list: Path, outputs: Iterable[Path]) -> frozenset[str]:
        """Return all URLs that are not free, as ``bare_key``.

        They are those of documents and their redirects, of the configuration, of the
        list of published URLs, and of whatever the last builds made.

        :param url_list: its file, which need not be there
        :param outputs: folders of builds, which need not be there
        :raises SiteError: if a file cannot be read, or a value of ``conf.py`` be used
        """
        found = set(map(bare_key, _GENERATED))
        try:
            found.update(self._of_documents(), self._of_config())
        except OSError as error:
            msg = f"{error.filename} cannot be read: {error.strerror}"
            raise SiteError(msg) from error
        except (AttributeError, TypeError, ValueError) as error:
            msg = f"conf.py: invalid value: {error}"
            raise SiteError(msg) from error
        found.update(bare_key(path) for path in _read_paths(url_list))
        for output in outputs:
            record = read_record(Store(output / STORE))
            files = {*record.pages.values(), *record.made, *record.assets}
            found.update(bare_key(file) for file in files)
        return frozenset(found)

    def _of_documents(self) -> Iterator[str]:
        style = self.config.get("permalink_style") or ()
        styles = {style} if isinstance(style, str) else set(dict(style).values())
        styles = {STYLES.get(x, x) for x in styles}
        for file in get_matching_files(
            self.source,
            self.config.get("include_patterns", ["**"]),
            self.config.get("exclude_patterns", []),
        ):
            if file.endswith(SUFFIXES):
                path = self.source / file
                text = path.read_text(encoding="utf-8-sig", errors="replace")
                yield from urls_of(file, text, styles)

    def _of_config(self) -> Iterator[str]:
        config = self.config
        redirects = config.get("permalink_redirects", {})
        try:
            for redirect in site_redirects(redirects, self.source):
                yield bare_key(str(redirect.source))
        except ConfigError as error:
            raise SiteError(str(error)) from error
        yield from map(bare_key, config.get("permalink_pages", {}).values())
        yield bare_key(config.get("blog_path", "blog"))
        extra, excluded = (
            config.get(name, []) for name in ("html_extra_path", "exclude_patterns")
        )
        yield from map(bare_key, files_of_extra_path(extra, excluded, self.source))


def _read_paths(url_list: Path) -> Iterator[str]:
    try:
        text = url_list.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return
    except (OSError, UnicodeDecodeError) as error:
        msg = f"{url_list} cannot be read: {error}"
        raise SiteError(msg) from error
    for entry in read_url_list(text, str(url_list))[0]:
        yield entry.path

"""What ``site`` and ``page`` are in a template, and what of them is not known here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from permalink_import.jekyll.markdown.marks import SiteBase

if TYPE_CHECKING:
    from collections.abc import Callable


_OF_SITE = frozenset(
    {"posts", "pages", "tags", "categories", "related_posts", "documents"}
    | {"collections", "static_files", "html_pages", "html_files", "time"}
)
_OF_PAGE = frozenset({"excerpt", "next", "previous", "url"})
_OF_DOCUMENT = _OF_PAGE | {"date"}


class NotKnownError(Exception):
    """A template asks for what is not known when a blog is imported.

    :param name: what it asks for, such as "site.posts"
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class _KnownNames(Mapping[str, object]):
    """Values by name; some names are known to be there, but not their values."""

    def __init__(
        self, prefix: str, values: Mapping[str, object], unknown: frozenset[str]
    ) -> None:
        self._prefix = prefix
        self._values = values
        self._unknown = unknown

    def __getitem__(self, name: str) -> object:
        if name in self._unknown:
            raise NotKnownError(f"{self._prefix}{name}")
        return self._values[name]

    def __contains__(self, name: object) -> bool:
        return name in self._unknown or name in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


class LiquidSite(_KnownNames):
    """``site``: its addresses are marks while a value is written into a text.

    :param values: configuration and data
    :param add_base: makes a mark
    """

    def __init__(
        self, values: Mapping[str, object], add_base: Callable[[SiteBase], str]
    ) -> None:
        super().__init__("site.", values, _OF_SITE | _collections(values))
        self._add_base = add_base
        self.is_written = False

    def __getitem__(self, name: str) -> object:
        if name not in {"url", "baseurl"}:
            return super().__getitem__(name)
        value = str(self._values.get(name) or "").rstrip("/")
        return self._add_base(SiteBase(name, value)) if self.is_written else value


def page(values: Mapping[str, object]) -> Mapping[str, object]:
    """Make ``page`` of what is known of it; Jekyll adds more than front matter has.

    :param values: front matter with defaults, and the values that Jekyll adds to it
    :return: a mapping that fails for keys of Jekyll's which are not known before a
        build
    """
    unknown = _OF_DOCUMENT if "collection" in values else _OF_PAGE
    return _KnownNames("page.", values, unknown - values.keys())


class Globals(Mapping[str, object]):
    """All names of a template that no tag has made.

    :param layout: front matter of the document's layout
    :param unknown: names that Jekyll knows, and an import does not
    """

    def __init__(
        self,
        site: LiquidSite,
        page: Mapping[str, object],
        layout: Mapping[str, object],
        unknown: frozenset[str],
    ) -> None:
        self.taken_away: set[str] = set()
        """Names that a tag would have made that was left."""
        self._unknown = unknown
        self._values: dict[str, object] = {
            "site": site,
            "page": page,
            "layout": layout,
            **dict.fromkeys(("now", "today")),  # python-liquid has them, Ruby has not
            "jekyll": {"environment": "production", "version": "4.3.1"},
        }

    def __getitem__(self, name: str) -> object:
        if name in self.taken_away or name in self._unknown:
            raise NotKnownError(name)
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def _collections(site: Mapping[str, object]) -> frozenset[str]:
    names = site.get("collections")
    if not isinstance(names, Mapping | list | tuple):
        return frozenset()
    return frozenset(str(name) for name in names) - {"data"}

"""URL variants: pages found by any usual form of their URL."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from permalink_blog.urls.paths import collision_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from permalink_blog.urls.paths import Location


_SUFFIX = re.compile(r"(/index)?\.html?$")


def bare_key(path: str) -> str:
    """Fold a URL's path to what all its spellings have in common.

    ``/x``, ``/x/``, ``/x.html`` and ``/x/index.html`` are spellings of one page: each
    is what some host or generator makes of it.

    :param path: percent-encoded or not, with or without a leading slash
    """
    key = collision_key(path).strip("/")
    return _SUFFIX.sub("", "/" + key).strip("/")


@dataclass(slots=True)
class UrlVariants:
    """The pages of a site by the variants of their URLs."""

    _exact: dict[str, Location] = field(default_factory=dict)
    _bare: dict[str, Location] = field(default_factory=dict)

    @classmethod
    def of(cls, locations: Iterable[Location]) -> UrlVariants:
        """Index pages by their URL variants; the first of two with the same one has it.

        :param locations: of all pages
        """
        urls = cls()
        for location in locations:
            urls._exact.setdefault(collision_key(location.file), location)
            urls._bare.setdefault(bare_key(location.file), location)
        return urls

    def find(self, path: str) -> Location | None:
        """Find the page that a path means, the very one before another spelling.

        :param path: of a URL, without query and fragment
        """
        return self.find_exactly(path) or self._bare.get(bare_key(path))

    def find_exactly(self, path: str) -> Location | None:
        """Return the page whose file a path names, or ``None``.

        :param path: decoded; ``/x/`` names ``x/index.html``
        """
        key = collision_key(path).lstrip("/")
        if not key or key.endswith("/"):
            key += "index.html"
        return self._exact.get(key)

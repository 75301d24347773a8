"""The pages of the last build and their dependencies, for the next one.

It has two sections of :mod:`permalink_blog.core.store`: what each build looks at, with
a digest of what each page shows, and the facets themselves. The second is nearly all of
it; a build after which all pages show the same facets neither takes it apart nor makes
it anew. A third has the pages that a build is about to write, until it ends.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from permalink_blog.core.store import encode
from permalink_blog.incremental.dependencies import is_of_posts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from permalink_blog.core.store import Store
    from permalink_blog.incremental.dependencies import Facet


PAGES, FACETS, UNFINISHED = "pages", "pages.facets", "pages.unfinished"
"""The names of the sections."""

_VERSION = 1  # of their formats

Groups: TypeAlias = tuple[frozenset["Facet"], ...]
"""What a page shows, in sets that many pages have in common."""

_BROKEN = (ValueError, KeyError, TypeError, AttributeError, IndexError)


@dataclass(frozen=True, slots=True)
class PageRecord:
    """The facets of pages, and their digests when the pages were written.

    :param pages: pagename to the facets that the page shows
    :param digests: of all these facets, the same for all pages: a build leaves none
        that shows an older one
    :param posts: a digest of what decides most of the digests
    """

    pages: Mapping[str, Groups] = field(default_factory=dict)
    digests: Mapping[Facet, str] = field(default_factory=dict)
    posts: str = ""

    @property
    def groups(self) -> frozenset[frozenset[Facet]]:
        """The sets of facets that pages have in common."""
        return frozenset(group for groups in self.pages.values() for group in groups)

    def pages_with(self, facets: AbstractSet[Facet]) -> set[str]:
        """Return the pages that depend on any of these facets.

        :param facets: that have changed
        """
        found = {group for group in self.groups if not facets.isdisjoint(group)}
        return {
            name
            for name, groups in self.pages.items()
            if any(group in found for group in groups)
        }


def grouped(facets: Iterable[Facet]) -> Groups:
    """Group a page's facets, so that many pages share groups.

    By kind, and by folder: the tags in a sidebar are the same on all pages, the
    previous and next posts are not.

    :param facets: of one page
    """
    found: dict[tuple[str, str], set[Facet]] = defaultdict(set)
    for facet in facets:
        kind, about, *_ = (*facet, "")
        found[kind, about.rpartition("/")[0]].add(facet)
    return tuple(frozenset(found[key]) for key in sorted(found))


def digest_of_page(groups: Groups) -> str:
    """Return a digest of a page's facets."""
    told = repr([sorted(group) for group in groups])
    return hashlib.sha256(told.encode()).hexdigest()[:16]


# -- The sections --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PageRecordSections:
    """The sections: what each build looks at, and the rest as it stands.

    :param posts: of the record
    :param digests: of the record's facets, but for those that stay while ``posts`` does
    :param shown: pagename to :func:`digest_of_page`
    :param rest: everything, to be read if it is asked for
    :param unfinished: the pages that a build began to write, and did not end
    """

    posts: str = ""
    digests: Mapping[Facet, str] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)
    rest: bytes = b""
    unfinished: frozenset[str] = frozenset()

    @classmethod
    def of(cls, record: PageRecord) -> PageRecordSections:
        """Split a record into sections."""
        digests = {
            facet: record.digests[facet]
            for facet in sorted(record.digests)
            if not is_of_posts(facet)
        }
        shown = {name: digest_of_page(record.pages[name]) for name in record.pages}
        return cls(record.posts, digests, shown, _rest(record))

    def record(self) -> PageRecord:
        """Read everything.

        :raises ValueError: or another error, if it is no record
        """
        if not self.rest:
            return PageRecord()
        data = json.loads(self.rest)
        facets = _facets(data["facets"])
        groups = [
            frozenset([facets[number] for number in group]) for group in data["groups"]
        ]
        return PageRecord(
            {
                name: tuple([groups[number] for number in numbers])
                for name, numbers in data["pages"].items()
            },
            {**dict(zip(facets, data["digests"], strict=True)), **self.digests},
            self.posts,
        )


def _facets(data: list[list[str]]) -> list[Facet]:
    return [tuple(map(str, facet)) for facet in data]


def _rest(record: PageRecord) -> bytes:
    groups: dict[frozenset[Facet], int] = {}  # numbered as they come, page by page
    pages = {
        name: [groups.setdefault(group, len(groups)) for group in record.pages[name]]
        for name in sorted(record.pages)
    }
    number_of = {facet: number for number, facet in enumerate(sorted(record.digests))}
    members = [sorted([number_of[facet] for facet in group]) for group in groups]
    data: dict[str, Any] = {
        "digests": [record.digests[x] if is_of_posts(x) else "" for x in number_of],
        "facets": [*number_of],
        "groups": members,
        "pages": pages,
    }
    return encode(data)


def read_sections(store: Store) -> PageRecordSections:
    """Return what the last build left; nothing, if that is damaged."""
    unfinished = _read_unfinished(store)
    rest = store.get(FACETS, _VERSION)
    try:
        head = json.loads(store.get(PAGES, _VERSION) or b"")
        digests = dict(zip(_facets(head["facets"]), head["digests"], strict=True))
        shown = dict(head["shown"])
        if rest is not None:
            return PageRecordSections(
                str(head["posts"]), digests, shown, rest, unfinished
            )
    except _BROKEN:
        pass
    return PageRecordSections(unfinished=unfinished)


def put_sections(store: Store, sections: PageRecordSections) -> None:
    """Set what pages show, now that all are written."""
    head = {
        "digests": [*sections.digests.values()],
        "facets": [*sections.digests],
        "posts": sections.posts,
        "shown": dict(sorted(sections.shown.items())),
    }
    store.put(PAGES, _VERSION, encode(head))
    store.put(FACETS, _VERSION, sections.rest)
    store.put(UNFINISHED, _VERSION, None)


def put_unfinished(store: Store, pages: frozenset[str]) -> None:
    """Set which pages will be written, before they are.

    :param store: of the output folder
    :param pages: pagenames
    """
    store.put(UNFINISHED, _VERSION, encode(sorted(pages)))


def _read_unfinished(store: Store) -> frozenset[str]:
    try:
        return frozenset(map(str, json.loads(store.get(UNFINISHED, _VERSION) or b"")))
    except _BROKEN:
        return frozenset()

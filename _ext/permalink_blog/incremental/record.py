"""The pages of the last build and their dependencies, for the next one.

It has two sections of :mod:`permalink_blog.core.store`: what each build looks at, with
a digest of what each page shows, and the dependencies themselves. The second is
nearly all of it; a build after which all pages have the same dependencies neither
decodes nor encodes it. A third has the pages that a build is about to write, until it
ends.
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
    from permalink_blog.incremental.dependencies import Dependency


PAGES, DEPENDENCIES, UNFINISHED = "pages", "pages.dependencies", "pages.unfinished"
"""The names of the sections."""

_VERSION = 2  # of their formats

Groups: TypeAlias = tuple[frozenset["Dependency"], ...]
"""What a page shows, in sets that many pages have in common."""

_BROKEN = (ValueError, KeyError, TypeError, AttributeError, IndexError)


@dataclass(frozen=True, slots=True)
class PageRecord:
    """The dependencies of pages, and their digests when the pages were written.

    :param pages: pagename to the dependencies that the page shows
    :param digests: of all these, the same for all pages: a build leaves none
        that shows an older one
    :param posts: a digest of what decides most of the digests
    """

    pages: Mapping[str, Groups] = field(default_factory=dict)
    digests: Mapping[Dependency, str] = field(default_factory=dict)
    posts: str = ""

    @property
    def groups(self) -> frozenset[frozenset[Dependency]]:
        """The sets of dependencies that pages have in common."""
        return frozenset(group for groups in self.pages.values() for group in groups)

    def pages_with(self, dependencies: AbstractSet[Dependency]) -> set[str]:
        """Return the pages that depend on any of these dependencies.

        :param dependencies: that have changed
        """
        found = {group for group in self.groups if not dependencies.isdisjoint(group)}
        return {
            name
            for name, groups in self.pages.items()
            if any(group in found for group in groups)
        }


def grouped(dependencies: Iterable[Dependency]) -> Groups:
    """Group a page's dependencies, so that many pages share groups.

    By kind, and by folder: the tags in a sidebar are the same on all pages, the
    previous and next posts are not.

    :param dependencies: of one page
    """
    found: dict[tuple[str, str], set[Dependency]] = defaultdict(set)
    for dependency in dependencies:
        kind, about, *_ = (*dependency, "")
        found[kind, about.rpartition("/")[0]].add(dependency)
    return tuple(frozenset(found[key]) for key in sorted(found))


def digest_of_page(groups: Groups) -> str:
    """Return a digest of a page's dependencies."""
    text = repr([sorted(group) for group in groups])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


# -- The sections --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PageRecordSections:
    """The sections: what each build looks at, and the rest as it stands.

    :param posts: of the record
    :param digests: of the dependencies, except for those that stay while ``posts`` does
    :param shown: pagename to :func:`digest_of_page`
    :param rest: everything, to be read if it is asked for
    :param unfinished: the pages that a build began to write, and did not end
    """

    posts: str = ""
    digests: Mapping[Dependency, str] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)
    rest: bytes = b""
    unfinished: frozenset[str] = frozenset()

    @classmethod
    def of(cls, record: PageRecord) -> PageRecordSections:
        """Split a record into sections."""
        digests = {
            dependency: record.digests[dependency]
            for dependency in sorted(record.digests)
            if not is_of_posts(dependency)
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
        dependencies = _dependencies(data["dependencies"])
        groups = [
            frozenset([dependencies[number] for number in group])
            for group in data["groups"]
        ]
        return PageRecord(
            {
                name: tuple([groups[number] for number in numbers])
                for name, numbers in data["pages"].items()
            },
            {**dict(zip(dependencies, data["digests"], strict=True)), **self.digests},
            self.posts,
        )


def _dependencies(data: list[list[str]]) -> list[Dependency]:
    return [tuple(map(str, dependency)) for dependency in data]


def _rest(record: PageRecord) -> bytes:
    groups: dict[frozenset[Dependency], int] = {}  # numbered as they come, page by page
    pages = {
        name: [groups.setdefault(group, len(groups)) for group in record.pages[name]]
        for name in sorted(record.pages)
    }
    number_of = {
        dependency: number for number, dependency in enumerate(sorted(record.digests))
    }
    members = [
        sorted([number_of[dependency] for dependency in group]) for group in groups
    ]
    data: dict[str, Any] = {
        "digests": [record.digests[x] if is_of_posts(x) else "" for x in number_of],
        "dependencies": [*number_of],
        "groups": members,
        "pages": pages,
    }
    return encode(data)


def read_sections(store: Store) -> PageRecordSections:
    """Return what the last build left; nothing, if that is damaged."""
    unfinished = _read_unfinished(store)
    rest = store.get(DEPENDENCIES, _VERSION)
    try:
        head = json.loads(store.get(PAGES, _VERSION) or b"")
        digests = dict(
            zip(_dependencies(head["dependencies"]), head["digests"], strict=True)
        )
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
        "dependencies": [*sections.digests],
        "posts": sections.posts,
        "shown": dict(sorted(sections.shown.items())),
    }
    store.put(PAGES, _VERSION, encode(head))
    store.put(DEPENDENCIES, _VERSION, sections.rest)
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

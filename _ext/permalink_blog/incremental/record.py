"""The pages of the last build and their dependencies, in the output folder.

The file has three lines: what each build looks at, a digest of what each page shows,
and the facets themselves. The third is nearly all of it; a build after which all pages
show the same facets neither takes it apart nor makes it anew.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from permalink_blog.core.files import write_whole
from permalink_blog.incremental.dependencies import is_of_posts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from permalink_blog.incremental.dependencies import Facet


RECORD = ".blog.json"
UNFINISHED = ".blog-unfinished.json"  # while a build writes, and after it was killed

Groups: TypeAlias = tuple[frozenset["Facet"], ...]
"""What a page shows, in sets that many pages have in common."""

_BROKEN = (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError)


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


# -- The file ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PageRecordLines:
    """The file: its first two lines, and the third as it stands.

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
    def of(cls, record: PageRecord) -> PageRecordLines:
        """Split a record into lines."""
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
    return _line(data)


def read_lines(outdir: Path) -> PageRecordLines:
    """Read what the last build left; nothing, if there is no record."""
    try:
        first, second, rest, _end = (outdir / RECORD).read_bytes().split(b"\n")
        head, shown = json.loads(first), json.loads(second)
        if head["checksum"] != zlib.crc32(rest, zlib.crc32(second)):
            return PageRecordLines()
        digests = zip(_facets(head["facets"]), head["digests"], strict=True)
        unfinished = _read_unfinished(outdir)
        return PageRecordLines(
            str(head["posts"]), dict(digests), shown, rest, unfinished
        )
    except _BROKEN:
        return PageRecordLines()


def write_lines(outdir: Path, lines: PageRecordLines) -> None:
    """Leave a record, whole or not at all."""
    second = _line(dict(sorted(lines.shown.items())))
    head = {
        "checksum": zlib.crc32(lines.rest, zlib.crc32(second)),
        "digests": [*lines.digests.values()],
        "facets": [*lines.digests],
        "posts": lines.posts,
    }
    content = b"\n".join([_line(head), second, lines.rest, b""])
    write_whole(outdir / RECORD, content)


def _line(data: object) -> bytes:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


# -- Pages that are being written ----------------------------------------------------


def _read_unfinished(outdir: Path) -> frozenset[str]:
    try:
        names = json.loads((outdir / UNFINISHED).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return frozenset()
    return frozenset(map(str, names))


def write_unfinished(outdir: Path, pages: frozenset[str]) -> None:
    """Write the names of the pages that will be written; none when all are.

    :param pages: names
    """
    if pages:
        content = f"{json.dumps(sorted(pages))}\n".encode("utf-8", "surrogatepass")
        write_whole(outdir / UNFINISHED, content)
    else:
        (outdir / UNFINISHED).unlink(missing_ok=True)

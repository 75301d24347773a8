"""What the pages of the last build showed, kept in the output folder."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from permalinks.published import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from blog_scaling.facets import Facet

RECORD = ".blog.json"
UNFINISHED = ".blog-unfinished.json"  # while a build writes, and after it was killed

Groups: TypeAlias = tuple[frozenset["Facet"], ...]
"""What a page shows, in sets that many pages have in common."""


@dataclass(frozen=True, slots=True)
class Record:
    """What pages show, and as of when.

    :param pages: pagename to the facets that the page shows
    :param digests: of all these facets, the same for all pages: a build leaves none
        that shows an older one
    :param posts: a digest of what decides most of the digests
    :param unfinished: the pages that a build began to write, and did not end
    """

    pages: Mapping[str, Groups] = field(default_factory=dict)
    digests: Mapping[Facet, str] = field(default_factory=dict)
    posts: str = ""
    unfinished: frozenset[str] = frozenset()

    @property
    def groups(self) -> frozenset[frozenset[Facet]]:
        """The sets of facets that pages have in common."""
        return frozenset(group for groups in self.pages.values() for group in groups)

    def pages_with(self, facets: AbstractSet[Facet]) -> set[str]:
        """Name the pages that show one of these."""
        if not facets:
            return set()
        found = {group for group in self.groups if not facets.isdisjoint(group)}
        return {
            name
            for name, groups in self.pages.items()
            if any(group in found for group in groups)
        }


def grouped(facets: Iterable[Facet]) -> Groups:
    """Sort what a page shows, so that much of it is what others show, too.

    By kind, and by folder: the tags in a sidebar are the same on all pages, the posts
    before and after are not.
    """
    found: dict[tuple[str, str], set[Facet]] = defaultdict(set)
    for facet in facets:
        kind, about, *_ = (*facet, "")
        found[kind, about.rpartition("/")[0]].add(facet)
    return tuple(frozenset(found[key]) for key in sorted(found))


def read_record(outdir: Path) -> Record:
    """Read what the last build left; nothing, if there is no record."""
    try:
        data = json.loads((outdir / RECORD).read_text(encoding="utf-8"))
        facets = [tuple(map(str, facet)) for facet in data["facets"]]
        groups = [
            frozenset([facets[number] for number in group]) for group in data["groups"]
        ]
        return Record(
            {
                name: tuple([groups[number] for number in numbers])
                for name, numbers in data["pages"].items()
            },
            dict(zip(facets, data["digests"], strict=True)),
            str(data["posts"]),
            _read_unfinished(outdir),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        return Record()


def _read_unfinished(outdir: Path) -> frozenset[str]:
    try:
        names = json.loads((outdir / UNFINISHED).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return frozenset()
    return frozenset(map(str, names))


def write_unfinished(outdir: Path, pages: frozenset[str]) -> None:
    """Say which pages will be written, before they are; none when all are."""
    if pages:
        _write(outdir / UNFINISHED, json.dumps(sorted(pages)))
    else:
        (outdir / UNFINISHED).unlink(missing_ok=True)


def _write(path: Path, text: str) -> None:
    write_whole(path, f"{text}\n".encode("utf-8", "surrogatepass"))


def write_record(outdir: Path, record: Record) -> None:
    """Leave a record, whole or not at all."""
    groups: dict[frozenset[Facet], int] = {}  # numbered as they come, page by page
    pages = {
        name: [groups.setdefault(group, len(groups)) for group in record.pages[name]]
        for name in sorted(record.pages)
    }
    number_of = {facet: number for number, facet in enumerate(sorted(record.digests))}
    members = [sorted([number_of[facet] for facet in group]) for group in groups]
    data: dict[str, Any] = {
        "digests": [record.digests[facet] for facet in number_of],
        "facets": [*number_of],
        "groups": members,
        "pages": pages,
        "posts": record.posts,
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    _write(outdir / RECORD, text)

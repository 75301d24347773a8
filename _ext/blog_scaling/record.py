"""What the pages of the last build showed, kept in the output folder."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from permalinks.published import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from blog_scaling.facets import Facet

RECORD = ".blog.json"
UNFINISHED = ".blog-unfinished.json"  # while a build writes, and after it was killed


@dataclass(frozen=True, slots=True)
class Record:
    """What pages show, and as of when.

    :param pages: pagename to the facets that the page shows
    :param digests: of all these facets, the same for all pages: a build leaves none
        that shows an older one
    :param unfinished: the pages that a build began to write, and did not end
    """

    pages: Mapping[str, frozenset[Facet]] = field(default_factory=dict)
    digests: Mapping[Facet, str] = field(default_factory=dict)
    unfinished: frozenset[str] = frozenset()


def read_record(outdir: Path) -> Record:
    """Read what the last build left; nothing, if there is no record."""
    try:
        data = json.loads((outdir / RECORD).read_text(encoding="utf-8"))
        facets = [tuple(map(str, facet)) for facet in data["facets"]]
        return Record(
            {
                name: frozenset(facets[number] for number in numbers)
                for name, numbers in data["pages"].items()
            },
            dict(zip(facets, data["digests"], strict=True)),
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
    facets = sorted({facet for shown in record.pages.values() for facet in shown})
    number_of = {facet: number for number, facet in enumerate(facets)}
    data: dict[str, Any] = {
        "digests": [record.digests.get(facet, "") for facet in facets],
        "facets": facets,
        "pages": {
            name: sorted(number_of[facet] for facet in shown)
            for name, shown in sorted(record.pages.items())
        },
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    _write(outdir / RECORD, text)

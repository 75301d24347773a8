"""The record of the feeds that a build wrote; unchanged ones are not written again.

It lies with the doctrees and not in the output, since it records when files were
written. A build that is killed leaves no digest of a feed that it has not written.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from permalink_blog.core.store import encode

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from permalink_blog.core.store import Store


_VERSION = 1  # of the section
Stamp = tuple[int, int]
"""Size in bytes and time of the last change in nanoseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A feed that was written: a digest of what it was made of, and the file's stamp.

    An empty digest is of a feed that is to be written in any case.
    """

    digest: str = ""
    stamp: Stamp | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRecord:
    """The feeds of a build with the stamps of their files.

    :param settings: that all kept posts were made with
    :param feeds: file, relative to the output folder, to what is known of it
    :param copies: old path to that of the feed that is written there, too
    :param without: documents whose pages show no post, though they have been written
    """

    settings: str = ""
    feeds: Mapping[str, Written] = field(default_factory=dict)
    copies: Mapping[str, str] = field(default_factory=dict)
    without: frozenset[str] = frozenset()


def read_record(store: Store, builder: str) -> FeedRecord | None:
    """Return what the last build of a builder wrote; ``None`` if it is not known."""
    try:
        data = json.loads(store.get(f"feeds.{builder}", _VERSION) or b"")
        return FeedRecord(
            settings=str(data["settings"]),
            feeds={
                str(file): Written(digest=str(digest), stamp=(int(size), int(time)))
                for file, (digest, size, time) in data["feeds"].items()
            },
            copies={str(old): str(feed) for old, feed in data["copies"].items()},
            without=frozenset(str(docname) for docname in data["without"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def write_record(store: Store, builder: str, record: FeedRecord) -> None:
    """Write down what this build wrote.

    :raises OSError: if the store cannot be written
    """
    data = {
        "settings": record.settings,
        "feeds": {
            file: [written.digest, *(written.stamp or (0, 0))]
            for file, written in sorted(record.feeds.items())
        },
        "copies": dict(sorted(record.copies.items())),
        "without": sorted(record.without),
    }
    store.put(f"feeds.{builder}", _VERSION, encode(data))
    store.commit()


def stamp_of(path: Path | str) -> Stamp | None:
    """Return the size and time of a file, or ``None`` if it does not exist."""
    try:
        status = os.stat(path)  # noqa: PTH116 - a Path for each post takes its time
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns

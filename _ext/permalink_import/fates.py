"""What becomes of a file, or of a value, that an earlier import may have written.

One rule for both: what a person wrote here is never replaced unless it is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

T = TypeVar("T")


class Fate(Enum):
    """What an import does with a file or value, and why."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "as it was"
    EDITED = "edited here"
    CONFLICT = "edited here, and changed in the old site"
    DELETED = "deleted here"
    FOREIGN = "not from an import"
    SOURCE_REMOVED = "gone from the old site"
    REMOVED_ON_BOTH_SIDES = "gone from both"


WRITTEN = frozenset({Fate.NEW, Fate.CHANGED})
OURS = WRITTEN | {Fate.SAME}
"""After the import, it is what the old site has."""


@dataclass(frozen=True, slots=True)
class Forced:
    """What ``--force`` asks for.

    :param everything: all that an import wrote
    :param paths: files or folders, relative to the source folder
    """

    everything: bool = False
    paths: frozenset[str] = frozenset()

    def names(self, target: str) -> bool:
        """Return whether a file is named, or a folder that it is in.

        :param target: the file, relative to the source folder
        """
        parts = target.split("/")
        return any("/".join(parts[:n]) in self.paths for n in range(1, len(parts) + 1))

    def covers(self, target: str, *, imported: bool) -> bool:
        """Return whether a file may be replaced.

        :param imported: an import wrote it once
        """
        return (self.everything and imported) or self.names(target)


def fate_of(
    *, recorded: T | None, here: T | None, wanted: T | None, forced: bool = False
) -> Fate:
    """Decide what becomes of a file or value.

    :param recorded: what an import wrote, ``None`` if none did
    :param here: what is there now, ``None`` for nothing
    :param wanted: what the old site has now, ``None`` for nothing
    :param forced: somebody asked for the old site's
    """
    if wanted is None:
        return Fate.REMOVED_ON_BOTH_SIDES if here is None else Fate.SOURCE_REMOVED
    if here == wanted:
        return Fate.SAME
    if here is None:
        return Fate.NEW if forced or recorded is None else Fate.DELETED
    if forced or here == recorded:
        return Fate.CHANGED
    if recorded is None:
        return Fate.FOREIGN
    return Fate.EDITED if wanted == recorded else Fate.CONFLICT

"""URL conflicts, found before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from permalink_blog.core.store import STORE
from permalink_blog.urls.paths import collision_key

if TYPE_CHECKING:
    from collections.abc import Iterator


RESERVED_FOLDERS = {
    **dict.fromkeys(("_static", "_images", "_sources", "_downloads"), "Sphinx"),
    STORE: "the build itself",
}
"""Names at the top of the output that are taken, and by whom."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A file of the output, and the page that needs it.

    :param file: relative to the output folder, ``/``-separated
    :param owner: who: its text, for messages, is a source file or "the generated page
        'search'"
    """

    file: str
    owner: object


@dataclass(slots=True)
class Claims:
    """The files that pages need, and the folders these need."""

    _files: dict[str, Claim] = field(default_factory=dict)
    _folders: dict[str, Claim] = field(default_factory=dict)

    def add(self, claim: Claim) -> None:
        """Enter a claim; the first one at a place stays its owner."""
        key = collision_key(claim.file)
        self._files.setdefault(key, claim)
        for folder in _folders(key):
            self._folders.setdefault(folder, claim)

    def conflict(self, claim: Claim) -> str | None:
        """Return the reason why a claim collides with another one.

        :returns: the end of the sentence "the permalink …", or ``None``
        """
        key = collision_key(claim.file)
        if other := self._files.get(key):
            same = "" if other.file == claim.file else f" ({other.file!r})"
            return f"is also where {other.owner} goes{same}"
        if other := self._folders.get(key):
            return f"is a file where {other.owner} needs a folder ({other.file!r})"
        for folder in _folders(key):
            if other := self._files.get(folder):
                return f"needs a folder where {other.owner} is a file ({other.file!r})"
        top = key.partition("/")[0]
        if owner := RESERVED_FOLDERS.get(top):
            return f"is in {top}/, which belongs to {owner}"
        return None


def _folders(key: str) -> Iterator[str]:
    parts = key.split("/")[:-1]
    for count in range(len(parts)):
        yield "/".join(parts[: count + 1])

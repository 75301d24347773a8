"""The titles of a search index, kept as the text in its file.

It has each heading of each page. A page that is written again has mostly the headings
that it had.
"""

from __future__ import annotations

import json
from operator import itemgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet


Place = tuple[Any, ...]
"""The number of a page, and what follows it: an anchor, or none."""


class Titles:
    """Titles, each with its places: ``"Notes":[[3,null],[12,"notes"]]``.

    :param text: the inside of a JSON object, as Sphinx writes it: without spaces
    """

    def __init__(self, text: str) -> None:
        self._text = text

    def to_json(self) -> str:
        """Return the text of the JSON object, without its braces."""
        return self._text

    def entries(self) -> dict[str, list[Any]]:
        """Return the places of each title.

        :raises ValueError: if the text is no JSON
        """
        entries: dict[str, list[Any]] = json.loads(f"{{{self._text}}}")
        return entries

    def exchange(
        self, new: Sequence[tuple[str, Place]], pages: AbstractSet[int]
    ) -> None:
        """Exchange what some pages have.

        :param new: titles of these pages, with their places
        :param pages: their numbers
        """
        if not self._has(new, pages):
            entries = self.entries()
            exchange_entries(entries, new, pages)
            self._text = _json(entries)[1:-1]

    def _has(self, new: Sequence[tuple[str, Place]], pages: AbstractSet[int]) -> bool:
        """Return whether these are the titles of these pages already.

        A quote in a string has a backslash, so that what is looked for can't be in one.
        If it should be in one without quotes, there are more of it than wanted.
        """
        if sum(self._text.count(f"[{page},") for page in pages) != len(new):
            return False
        wanted: dict[tuple[str, int], list[Place]] = {}
        for title, place in new:
            wanted.setdefault((title, place[0]), []).append(place)
        text = f",{self._text}"
        for (title, _page), places in wanted.items():
            begin = text.find(f",{_json(title)}:[[")
            end = text.find("]]", begin) + 2
            if begin < 0 or _json(places)[1:-1] not in text[begin:end]:
                return False
        return True


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), sort_keys=True)


def exchange_entries(
    entries: dict[str, list[Any]],
    new: Iterable[tuple[str, Place]],
    pages: AbstractSet[int],
) -> None:
    """Exchange the places of some pages.

    :param entries: words or titles, each with its places
    :param new: those of these pages
    :param pages: their numbers
    """
    touched = {
        word
        for word, places in entries.items()
        for place in places
        if place[0] in pages
    }
    for word in touched:
        entries[word] = [place for place in entries[word] if place[0] not in pages]
    for word, place in new:
        touched.add(word)
        entries.setdefault(word, []).append(place)
    for word in touched:
        if entries[word]:
            entries[word].sort(key=itemgetter(0))
        else:
            del entries[word]

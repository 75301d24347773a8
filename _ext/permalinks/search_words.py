"""The words of a search index, left as the text that they are in its file.

Nearly all of the index is words and the numbers of the pages that have them. A build
that writes a few pages exchanges the numbers of these, and has no use for the others:
to make lists of them, and text of the lists again, takes most of an edit's time.
"""

from __future__ import annotations

import json
import re
from json.encoder import encode_basestring_ascii
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

_ENTRY = re.compile(r'"((?:[^"\\]|\\.)*)":(\d+|\[[\d,]*\])')
_FEW = 20  # pages: to look for more in each word's text takes longer than to read it


class Words:
    """Words, each with the numbers of its pages as JSON: ``12`` or ``[3,12]``.

    :param texts: of the numbers, by word
    """

    def __init__(self, texts: dict[str, str]) -> None:
        self._texts = texts

    @classmethod
    def from_json(cls, text: str) -> Words:
        """Take the inside of a JSON object apart, as Sphinx writes it: without spaces.

        :raises ValueError: if it is something else
        """
        found = _ENTRY.findall(text)
        length = sum(len(word) + len(numbers) + 4 for word, numbers in found)  # ,"":
        if length != len(text) + bool(text):
            msg = "not the words of a search index"
            raise ValueError(msg)
        return cls(
            {json.loads(f'"{w}"') if "\\" in w else w: numbers for w, numbers in found}
        )

    def to_json(self) -> str:
        """Put them together again, sorted."""
        encode = encode_basestring_ascii
        return ",".join(
            [f"{encode(word)}:{text}" for word, text in sorted(self._texts.items())]
        )

    @property
    def texts(self) -> Mapping[str, str]:
        """The numbers of each word's pages, as JSON; for extensions, too."""
        return self._texts

    def pages(self) -> dict[str, list[int]]:
        """Give the numbers of each word's pages."""
        return {word: _read(text) for word, text in self._texts.items()}

    def exchange(
        self, new: Mapping[str, AbstractSet[int]], pages: AbstractSet[int]
    ) -> None:
        """Exchange what some pages have.

        :param new: the words of these pages, and the numbers of those that have them
        :param pages: their numbers
        """
        for word in {*self._with(pages), *new}:
            old = _read(self._texts.get(word, "[]"))
            now = {*old} - pages | new.get(word, set())
            if now != {*old}:
                self._set(word, now)

    def _with(self, pages: AbstractSet[int]) -> Iterable[str]:
        """Name the words that pages have, and some others."""
        if len(pages) > _FEW:
            return self._texts
        parts = [str(number) for number in pages]
        return {
            word for part in parts for word, text in self._texts.items() if part in text
        }

    def _set(self, word: str, numbers: Iterable[int]) -> None:
        found = sorted(numbers)
        if not found:
            self._texts.pop(word, None)
        elif len(found) == 1:
            self._texts[word] = str(found[0])
        else:
            self._texts[word] = f"[{','.join(map(str, found))}]"


def _read(text: str) -> list[int]:
    found = json.loads(text)
    return found if isinstance(found, list) else [found]

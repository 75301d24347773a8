"""The words of a search index, kept as the text in its file.

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
_NONE = ":[],"
_FEW = 20  # pages: to look for more in each word's text takes longer than to read it


class Words:
    """Words, each with the numbers of its pages as the file has them: ``:[3,12],``.

    :param texts: of the numbers, by word
    """

    def __init__(self, texts: dict[str, str]) -> None:
        self._texts = texts

    @classmethod
    def from_json(cls, text: str) -> Words:
        """Split the inside of a JSON object as Sphinx writes it: without spaces.

        :param text: without the braces
        :raises ValueError: if it is something else
        """
        found = _split(text) if '\\"' not in text else _found(text)
        if found is None:
            msg = "not the words of a search index"
            raise ValueError(msg)
        return cls(
            {json.loads(f'"{w}"') if "\\" in w else w: numbers for w, numbers in found}
        )

    def to_json(self) -> str:
        """Return the inside of the JSON object, sorted by word."""
        parts: list[str] = []
        for word, text in sorted(self._texts.items()):
            parts += (encode_basestring_ascii(word), text)
        return "".join(parts)[:-1]

    @property
    def texts(self) -> Mapping[str, str]:
        """The numbers of each word's pages, as JSON; for extensions, too."""
        return {word: text[1:-1] for word, text in self._texts.items()}

    def pages(self) -> dict[str, list[int]]:
        """Return the numbers of each word's pages."""
        return {word: _read(text) for word, text in self._texts.items()}

    def exchange(
        self, new: Mapping[str, AbstractSet[int]], pages: AbstractSet[int]
    ) -> None:
        """Exchange what some pages have.

        :param new: the words of these pages, and the numbers of those that have them
        :param pages: their numbers
        """
        nothing: AbstractSet[int] = frozenset()
        for word in {*self._with(pages), *new}:
            text, now = self._texts.get(word, _NONE), new.get(word, nothing)
            if now != {page for page in pages if _has(text, page)}:
                self._set(word, {*_read(text)} - pages | now)

    def _with(self, pages: AbstractSet[int]) -> Iterable[str]:
        """Return the words on some pages; more may be among them."""
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
            self._texts[word] = f":{found[0]},"
        else:
            self._texts[word] = f":[{','.join(map(str, found))}],"


def _read(text: str) -> list[int]:
    found = json.loads(text[1:-1])
    return found if isinstance(found, list) else [found]


def _has(text: str, page: int) -> bool:
    return f",{page}," in f",{text.strip(':[],')},"


def _split(text: str) -> Iterable[tuple[str, str]] | None:
    """Split words and numbers, in a text in which no word has a quote.

    :returns: nothing, if they are something else
    """
    parts = text.split('"')
    if text:
        parts[-1] += ","
    words, numbers = parts[1::2], parts[2::2]
    # What is left without digits and commas; it is megabytes with them.
    left = "".join(numbers).encode().translate(None, b"0123456789,")
    if (
        parts[0]
        or len(words) != len(numbers)
        or left != b"".join([b":[]" if x[1:2] == "[" else b":" for x in numbers])
        or not all(x[0] == ":" and x[-1] == "," for x in numbers)
        or not all(x[-2] == "]" if x[1] == "[" else x[1:-1].isdigit() for x in numbers)
    ):
        return None
    return zip(words, numbers, strict=True)


def _found(text: str) -> Iterable[tuple[str, str]] | None:
    """Split words and numbers, whatever characters the words have."""
    found = _ENTRY.findall(text)
    length = sum(len(word) + len(numbers) + 4 for word, numbers in found)  # ,"":
    if length != len(text) + bool(text):
        return None
    return [(word, f":{numbers},") for word, numbers in found]

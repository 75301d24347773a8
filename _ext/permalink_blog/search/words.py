"""Words of the index and of queries, the same with and without accents.

``search-words.js`` has the same rules for the browser; a test compares them.
Words are in lower case and without the accents of Latin and Greek letters, so that
"cafe" finds "Café". Scripts that set no spaces between words are taken in pairs of
characters, of which a query needs each: a word in the middle of a sentence is found
without a dictionary (https://en.wikipedia.org/wiki/Bigram).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.search import SearchLanguage, languages
from sphinx.search.en import SearchEnglish

if TYPE_CHECKING:
    from collections.abc import Iterator


MAX_DIGITS = 4
"""Numbers with more digits are not words; years and versions are."""
SCRIPT = Path(__file__).parent / "search-words.js"
"""The same rules, for ``language_data.js``."""

_STEMS = 50_000  # words, that are remembered with their stems

_ACCENTED = re.compile(
    "([a-z\N{GREEK SMALL LETTER ALPHA}-\N{GREEK SMALL LETTER OMEGA}])[\u0300-\u036f]+"
)
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
    | {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "ς": "σ"}
)
# Thai, Lao, Burmese, Khmer; kana, Chinese characters and their like.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003347f"
)
_ASCII = re.compile(r"\w+", re.ASCII)


@cache
def _run() -> re.Pattern[str]:
    """Return what matches characters with no spaces between words, or others."""
    return re.compile(f"([{_UNSPACED}]+)|[^{_UNSPACED}]+")


@cache
def _word() -> re.Pattern[str]:
    """Match words with the marks in them, which ``re`` does not take for parts."""
    marks = "".join(
        char
        for char in map(chr, (*range(0x300, 0x20000), *range(0xE0100, 0xE01F0)))
        if unicodedata.category(char)[0] == "M"
    )
    return re.compile(rf"[\w{marks}]+")


def fold(text: str) -> str:
    """Return a text as it is indexed: in lower case, without accents.

    Wide and ligated characters become plain ones (NFKC, Unicode Annex 15).

    :param text: of a page or query
    """
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKC", text).lower()
    letters = unicodedata.normalize("NFD", plain).translate(_LETTERS)
    return unicodedata.normalize("NFC", _ACCENTED.sub(r"\1", letters))


def words_of(text: str) -> Iterator[str]:
    """Yield the folded words of a text.

    The last character of an unspaced run is a word, too: with the pairs, each is then
    the beginning of one, and a query of one character finds it.

    :param text: of a page or query
    """
    for word in _word().findall(fold(text)):
        if word.isascii():
            yield word
            continue
        for run in _run().finditer(word):
            if run.group(1):
                yield from (run[0][at : at + 2] for at in range(len(run[0])))
            else:
                yield run[0]


class FoldedWords(SearchLanguage):
    """The language of a site's index, with the words of :func:`words_of`.

    :cvar base: Sphinx's, for what is a stop word, and for stems
    :cvar code: of the language, as in ``conf.py``
    """

    base: type[SearchLanguage] = SearchLanguage
    code = ""

    def __init__(self, options: dict[str, str]) -> None:
        super().__init__(options)
        base = self.base(options)
        self._stem = lru_cache(_STEMS)(base.stem)  # pages have most words in common
        self.lang = self.code
        self.language_name = base.language_name
        self.stopwords = frozenset(map(fold, base.stopwords))
        self.js_stemmer_rawcode = base.js_stemmer_rawcode
        self.js_stemmer_code = base.js_stemmer_code
        self.js_splitter_code = SCRIPT.read_text("utf-8")

    def split(self, input: str) -> list[str]:  # noqa: A002 - the name that Sphinx has
        """Return the folded words of a text.

        :param input: text of a page
        """
        if input.isascii():  # as words_of, at once
            return _ASCII.findall(input.lower())
        return list(words_of(input))

    def stem(self, word: str) -> str:
        """Return the stem of a word, as the script of the language does.

        :param word: folded
        """
        return self._stem(word)

    def word_filter(self, word: str) -> bool:
        """Return whether a word is indexed: no stop word, and no very long number.

        :param word: folded
        """
        if word.isdigit():
            return len(word) <= MAX_DIGITS
        return word not in self.stopwords


def folded(code: str) -> type[FoldedWords]:
    """Return the search language of an index, with folded words.

    :param code: of Sphinx's search language. Chinese and Japanese are split here, and
        words in Latin letters between them are English more often than not.
    """
    known: Any = languages.get(code) or languages.get(code.partition("_")[0])
    if isinstance(known, str):
        module, _, name = known.rpartition(".")
        known = getattr(import_module(module), name)
    if known is None or code[:2] in {"ja", "zh"}:
        known = SearchEnglish
    # A name of its own: Sphinx keeps languages for the whole process.
    names = {"base": known, "code": code, "lang": f"{code}-folded"}
    return type(f"Folded{known.__name__}", (FoldedWords,), names)

"""What Sphinx makes of quotation marks, hyphens and dots (``smartquotes``).

It does so in the language of the site, whatever language a page is in. See
https://www.sphinx-doc.org/en/master/usage/configuration.html#confval-smartquotes.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from docutils.utils import normalize_language_tag
from docutils.utils.smartquotes import (
    educateDashesOldSchool,
    educateEllipses,
    educateQuotes,
    processEscapes,
    smartchars,
)

from permalink_import.settings import sphinx_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


_EXCLUDED = frozenset({"ja", "zh_CN", "zh_TW"})
"""``smartquotes_excludes["languages"]``, as Sphinx comes."""
_DEFAULT = "en"
_QUOTES = re.compile("[\"'\u2018-\u201f\u2039\u203a\u00ab\u00bb\u300c-\u300f]")


def smart_language(tag: str | None) -> str:
    """Return the language whose quotation marks Sphinx writes; "" for none.

    :param tag: language of the site, as the old one has it
    """
    language = sphinx_language(tag or "") or _DEFAULT
    if language in _EXCLUDED:
        return ""
    names = (x for x in normalize_language_tag(language) if x in smartchars.quotes)
    return next(names, "")


def is_smart(tag: str | None) -> bool:
    """Return whether Sphinx makes dashes of hyphens.

    :param tag: as in :func:`smart_language`
    """
    return smart_language(tag) != ""


@lru_cache(maxsize=4096)
def with_dashes(text: str) -> str:
    """Return a text with the dashes and dots that Sphinx makes of it.

    :param text: without code; a backslash before a character keeps it (``smartquotes``)
    """
    if "\\" in text:
        return str(processEscapes(_dashed(processEscapes(text)), restore=True))
    return _dashed(text)


def _dashed(text: str) -> str:
    return str(educateEllipses(educateDashesOldSchool(text)))


def quotes_in(text: str) -> list[str]:
    """Return the quotation marks and apostrophes of a text, straight or not.

    :param text: without markup
    """
    return _QUOTES.findall(text)


def curled(texts: Iterable[tuple[str, bool]], language: str) -> Iterator[str]:
    """Yield the texts of a paragraph with the quotation marks that Sphinx makes.

    :param texts: those that follow each other, with whether they are literal: code,
        formulas and HTML, which stay as they are, and of which the last character
        counts
    :param language: as :func:`smart_language` returns it
    """
    before = " "
    for text, is_literal in texts:
        last = text[-1:] or before
        if not is_literal and ('"' in text or "'" in text):
            context = ";" if before in "\"'" else before
            escaped = _dashed(processEscapes(text))
            escaped = educateQuotes(context + escaped, language)[1:]
            text = str(processEscapes(escaped, restore=True))
        before = last
        yield text

"""Pelican's slugs, and the letters of ASCII that it makes of others.

Pelican asks the package Unidecode. That is asked here, too, if it is installed;
without it, letters of Latin are known, and other scripts are not.
"""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from importlib import import_module
from typing import TYPE_CHECKING, Any

from permalink_import.bounds import setting_within_limits
from permalink_import.pelican.patterns import check_length

if TYPE_CHECKING:
    from permalink_import.pelican.settings import Pelican


# Where taking off accents is not enough.
_LETTERS = {
    "ß": "ss",
    "Æ": "AE",
    "æ": "ae",
    "Œ": "OE",
    "œ": "oe",
    "Ø": "O",
    "ø": "o",
    "Þ": "Th",
    "þ": "th",
    "Ð": "D",
    "ð": "d",
    "Đ": "D",
    "đ": "d",
    "Ł": "L",
    "ł": "l",
    "\u0131": "i",
    "Ħ": "H",
    "ħ": "h",
    "Ŧ": "T",
    "ŧ": "t",
    "ĸ": "k",
    "Ŋ": "NG",
    "ŋ": "ng",
    **dict.fromkeys("\u2018\u2019\u2032", "'"),
    **dict.fromkeys("\u201c\u201d", '"'),
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "-",
    "\u2013": "-",
    "\u2014": "--",
    "\u201a": ",",
    "\u201e": ",,",
    "\u2033": "''",
    "\u00a8": '"',
    "\u00af": "-",
    "\u00b4": "'",
    "\u00b8": ",",
    "\u0149": "'n",
    "\u013f": "L",
    "\u0140": "l",
    "«": "<<",
    "»": ">>",
    "…": "...",
    "•": "*",
    "·": "*",
    "\u00d7": "x",
    "÷": "/",
    "©": "(c)",
    "®": "(r)",
    "°": "deg",
    "±": "+-",
    "€": "EUR",
    "£": "PS",
    "¥": "Y=",
    "§": "SS",
    "¶": "P",
    "¡": "!",
    "¿": "?",
    "¬": "!",
    "¢": "C/",
    "¤": "$?",
    "¦": "|",
    "\u00ad": "",
    "µ": "u",
    "μ": "m",
}
_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)


class UnknownSlugError(ValueError):
    """A slug that only Unidecode can make."""


def slugify(text: str, settings: Pelican, kind: str = "SLUG") -> str:
    """Make a slug as Pelican does.

    :param kind: "SLUG", or "TAG", "CATEGORY" or "AUTHOR", for their substitutions
    :raises UnknownSlugError: for a script other than Latin, without Unidecode
    :raises TooLongError: for a slug that is too long
    """
    value = unescape(_TAG.sub("", text))
    value = unicodedata.normalize("NFKC", " ".join(value.split()))
    if not settings["SLUGIFY_USE_UNICODE"]:
        value = to_ascii(value)
    rules = settings[f"{kind}_REGEX_SUBSTITUTIONS"]
    if rules is None:
        rules = settings["SLUG_REGEX_SUBSTITUTIONS"]
    key = f"{kind}_REGEX_SUBSTITUTIONS"
    with setting_within_limits(f"pelicanconf.py: {key}"):
        for pattern, replacement in rules:
            value = re.sub(pattern, replacement, value, flags=re.IGNORECASE)
            check_length(key, value)
    return (value if settings["SLUGIFY_PRESERVE_CASE"] else value.lower()).strip()


def to_ascii(text: str) -> str:
    """Write text in ASCII as Unidecode does.

    :param text: of any script
    :raises UnknownSlugError: for what is not known without it
    """
    if text.isascii():
        return text
    try:
        unidecode: Any = import_module("unidecode")
    except ImportError:
        return "".join(map(_letter, text))
    return str(unidecode.unidecode(text))


def _letter(char: str) -> str:
    if char.isascii():
        return char
    if char in _LETTERS:
        return _LETTERS[char]
    parts = unicodedata.normalize("NFKD", char)
    plain = "".join(x for x in parts if unicodedata.category(x) != "Mn")
    if not plain and unicodedata.category(char) == "Mn":
        return ""  # an accent that has no letter to be one with
    if not plain.isascii() or not plain:
        raise UnknownSlugError(char)
    return plain

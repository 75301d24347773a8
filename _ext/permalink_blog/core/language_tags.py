"""The language of a document, from its front matter. Pure rules."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


KEYS = ("lang", "locale", "language")
"""Where it may be said: as Jekyll's themes and plugins do, then as ABlog's label."""

# RFC 5646, 2.1: a language, then script, region and the rest; or a tag for private use.
_TAG = re.compile(r"(?:[a-z]{2,3}|x(?=-))(?:-[a-z0-9]{1,8})*", re.IGNORECASE)
_AROUND = " \t\n[]\"'"


@dataclass(frozen=True, slots=True)
class Unclear:
    """An invalid language."""

    key: str
    value: str


def language_tag(text: str) -> str | None:
    """Return a language tag as HTML has it (BCP 47), or ``None`` for another text.

    :param text: "de", "pt-BR"; or the name of a locale, "pt_BR.UTF-8"
    """
    tag = text.strip(_AROUND).partition(".")[0].replace("_", "-")
    return tag if _TAG.fullmatch(tag) else None


def document_language(metadata: Mapping[str, object]) -> str | Unclear | None:
    """Return the language of a document.

    :param metadata: texts of its front matter, by key
    :returns: a language tag; :class:`Unclear` for an invalid one; ``None`` if front
        matter has none, or several
    """
    for key in KEYS:
        text = str(metadata.get(key) or "").strip(_AROUND)
        if not text:
            continue
        if "," in text:
            return None  # in several, and nobody knows where which
        if tag := language_tag(text):
            return tag
        if key != "language":  # which may be any label: "English"
            return Unclear(key, text)
    return None


def is_same(tag: str, other: str) -> bool:
    """Return whether two tags, or names of locales, are of one language.

    :param tag: "pt-BR", or "pt_BR"
    :param other: likewise
    """
    return tag.replace("_", "-").lower() == other.replace("_", "-").lower()

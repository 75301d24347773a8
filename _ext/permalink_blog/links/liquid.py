"""Liquid in the targets of links, made a target that CommonMark can read.

Jekyll runs Liquid first and Markdown afterwards; here Markdown has to find its links
with the Liquid still in them. So every piece of Liquid that could be a target gets a
placeholder without spaces, a parser finds which placeholders are targets, and all the
others become what they were. Only such a parser knows what is code.

Tags: https://jekyllrb.com/docs/liquid/tags/#links, filters:
https://jekyllrb.com/docs/liquid/filters/.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote

from permalink_blog.core.names import DOCUMENT_SUFFIXES
from permalink_blog.links.targets import SCHEME, TargetKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


PLACEHOLDER = re.compile(r"jekyll-liquid-(\d+):")

_SAFE = "/!$&'*+,;=:@%?#~"  # what a target may have as it is (RFC 3986); no brackets

_SITE = r"(?:\{\{-?\s*site\.(?:url|baseurl)\s*-?\}\}/*)"
_TAG = r"\{%-?\s*(?P<tag>post_url|link)\s+(?P<name>[^%{}\n]+?)\s*-?%\}"
_TEXT = r"""(?:"(?P<double>[^"\n{}]*)"|'(?P<single>[^'\n{}]*)')"""
_FILTER = r"\|\s*(?:relative_url|absolute_url|prepend:\s*site\.(?:url|baseurl))\s*"
_FILTERED = rf"\{{\{{-?\s*{_TEXT}\s*(?:{_FILTER})+-?\}}\}}"
_TARGET = re.compile(rf"{_SITE}*(?:/?{_TAG}|{_FILTERED})|{_SITE}+")
# What Jekyll shows as it is, or as code, or not at all.
_VERBATIM = re.compile(
    r"\{%-?\s*(raw|highlight|comment)\b.*?\{%-?\s*end\1\s*-?%\}", re.DOTALL
)


class LiquidPlaceholder(Enum):
    """The syntax in which a placeholder is a link target."""

    LINK = auto()
    IMAGE = auto()
    HTML = auto()


def rewrite(
    text: str, find_places: Callable[[str], Mapping[int, LiquidPlaceholder]]
) -> str:
    """Rewrite Liquid in the targets of links; everything else stays as it is.

    Lines keep their numbers.

    :param text: Markdown
    :param find_places: which placeholders of a text are targets, by their numbers
    """
    matches = _find(text)
    if not matches or PLACEHOLDER.search(text):
        return text
    placeholders = [f"jekyll-liquid-{number}:" for number in range(len(matches))]
    places = find_places(_replace(text, matches, placeholders))
    new = [match[0] for match in matches]
    for number, place in places.items():
        new[number] = _target(matches[number], place) or new[number]
    return _replace(text, matches, new)


def _find(text: str) -> list[re.Match[str]]:
    if "{%" not in text and "{{" not in text:
        return []
    verbatim = [match.span() for match in _VERBATIM.finditer(text)]
    return [
        match
        for match in _TARGET.finditer(text)
        if not any(start <= match.start() < end for start, end in verbatim)
    ]


def _replace(text: str, matches: list[re.Match[str]], new: list[str]) -> str:
    parts, end = [], 0
    for match, replacement in zip(matches, new, strict=True):
        parts += [text[end : match.start()], replacement]
        end = match.end()
    return "".join([*parts, text[end:]])


def _target(match: re.Match[str], place: LiquidPlaceholder) -> str | None:
    """Return the target that stands for a piece of Liquid, or ``None``."""
    tag, name = match["tag"], match["name"]
    if tag == TargetKind.POST or (tag and _is_document(name)):
        if place is LiquidPlaceholder.IMAGE:
            return None
        return f"{SCHEME}{tag}/{quote(name.lstrip('/'), safe=_SAFE)}"
    path = name or match["double"] or match["single"] or ""
    if re.match(r"[a-z][a-z0-9+.-]*:", path, re.IGNORECASE):
        return quote(path, safe=_SAFE)  # Jekyll's filters leave whole URLs alone
    path = f"/{quote(path.lstrip('/'), safe=_SAFE)}"
    return (
        f"{SCHEME}{TargetKind.URL}{path}" if place is LiquidPlaceholder.HTML else path
    )


def _is_document(path: str) -> bool:
    return PurePosixPath(path).suffix.lower() in DOCUMENT_SUFFIXES

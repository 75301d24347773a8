"""The links and images of Markdown, each with its target in its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from permalink_import.markup.regions import CODE, RegionKind, find_regions, is_within

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


# A target in angle brackets, or one whose parentheses are in pairs (CommonMark, 6.3).
_TARGET = r"(?P<target><[^<>\n]*>|(?:[^\s()<>]|\((?:[^\s()<>]|\([^\s()<>]*\))*\))+)"
_INLINE = re.compile(rf"\]\([ \t]*\n?[ \t]*{_TARGET}")
_REFERENCE = re.compile(rf"^[ ]{{0,3}}\[(?!\^)[^\]\n]+\]:[ \t]*{_TARGET}", re.MULTILINE)
_ATTRIBUTE = re.compile(
    r"<(?P<tag>img|a|video|audio|source|iframe)\b[^<>]*?\s(?P<name>src|href|poster)\s*="
    r"\s*(?P<quote>[\"'])(?P<target>[^\"'<>]*)(?P=quote)",
    re.IGNORECASE,
)
_IMAGES = re.compile(r"\s*(?:<img\b[^>]*>\s*)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SourceLink:
    """A link or image as it was written.

    :param target: without angle brackets
    :param offset: of the target in the text
    :param is_image: Sphinx will look for the file
    :param is_html: it is in HTML
    :param is_raw: it is in HTML that browsers will read as it is; MyST makes images of
        its own of ``<img>`` elements that stand alone
    """

    target: str
    offset: int
    is_image: bool = False
    is_html: bool = False
    is_raw: bool = False


def rewrite_links(text: str, rewrite: Callable[[SourceLink], str | None]) -> str:
    """Change targets of links and images outside of code.

    :param rewrite: gives the new target, or ``None`` to leave it
    """
    result, end = [], 0
    for match, link in sorted(_links(text), key=lambda item: item[1].offset):
        new = rewrite(link)
        start, stop = match.span("target")
        if new is None or start < end:
            continue
        if not link.is_html and re.search(r"[\s()<>]", new):
            new = f"<{new}>"
        result += [text[end:start], new]
        end = stop
    return "".join([*result, text[end:]])


def _links(text: str) -> Iterator[tuple[re.Match[str], SourceLink]]:
    regions = find_regions(text)
    code = [region for region in regions if region.kind in CODE]
    raw = [
        region
        for region in regions
        if region.kind is RegionKind.HTML
        and not _IMAGES.fullmatch(text[region.start : region.end])
    ]

    for pattern in (_INLINE, _REFERENCE):
        for match in pattern.finditer(text):
            if is_within(code, match.start()):
                continue
            target = match["target"].strip("<>")
            is_image = pattern is _INLINE and _is_image(text, match.start())
            yield match, SourceLink(target, match.start("target"), is_image)
    for match in _ATTRIBUTE.finditer(text):
        if not is_within(code, match.start()):
            is_image = match["tag"].lower() == "img"
            offset = match.start("target")
            is_raw = not is_image or is_within(raw, offset)
            link = SourceLink(
                match["target"], offset, is_image, is_html=True, is_raw=is_raw
            )
            yield match, link


def _is_image(text: str, end: int) -> bool:
    """Return whether the bracket that closes here was opened after ``!``."""
    depth = 0
    for index in range(end, -1, -1):
        if text[index] == "]":
            depth += 1
        elif text[index] == "[":
            depth -= 1
            if depth == 0:
                return index > 0 and text[index - 1] == "!"
    return False

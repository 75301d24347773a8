"""The text of the list of published anchors: pages, and below each its ids.

An id has a line of its own, so that Git merges what two branches add, and the path of
its page is written once, so that the list stays small.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from permalink_blog.urls.url_list.file import (
    NotAPathError,
    Unusable,
    content_of,
    header_length,
    lines_of,
    parse_path,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping


ANCHORS = Path("published-anchors.txt")
HEADER = """\
# Every anchor that this site has published (the part of a URL after the #), below its
# page; "make check-urls" fails if one of them is gone. "make record-urls" adds lines;
# none is ever removed by a program.
"""
"""What a new list begins with."""


@dataclass(frozen=True, slots=True)
class RecordedAnchor:
    """An anchor in the list.

    :param path: of its page, percent-encoded
    :param id: the fragment
    :param line: its number, from 1
    """

    path: str
    id: str
    line: int


@dataclass(slots=True)
class _Page:
    """The lines of a page: its own with the comments above, and those of its ids."""

    lines: list[str]
    ids: dict[str, list[str]] = field(default_factory=dict)


def read_anchor_list(
    text: str, name: str
) -> tuple[list[RecordedAnchor], list[Unusable]]:
    """Read the anchors of a list, and its invalid lines.

    :param text: of the list
    :param name: of its file, for messages
    """
    anchors: list[RecordedAnchor] = []
    unusable: list[Unusable] = []
    path: str | None = None
    for number, line in enumerate(lines_of(text), start=1):
        if not (content := content_of(line)):
            continue
        if not line[0].isspace():
            try:
                path = parse_path(content)
            except NotAPathError as error:
                path = None
                unusable.append(Unusable(f"{name}:{number}", content, str(error)))
        elif path is not None:
            anchors.append(RecordedAnchor(path, content, number))
        else:
            reason = "an anchor stands below the path of its page; write that above it"
            unusable.append(Unusable(f"{name}:{number}", content, reason))
    return anchors, unusable


def add_anchors(text: str, found: Mapping[str, Iterable[str]]) -> str:
    """Insert anchors into a list, in sorted order; no line is removed.

    :param text: of the list, "" for a new one
    :param found: path of a page, percent-encoded, to the ids in it
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = lines_of(text or f"{HEADER}\n")
    top = header_length(lines)
    pages, rest = _parse(lines[top:])
    for path, ids in found.items():
        for anchor in ids:
            page = pages.setdefault(path, _Page([path]))
            page.ids.setdefault(anchor, [f"  {anchor}"])
    return newline.join([*lines[:top], *_written(pages), *rest, ""])


def without_pages(text: str, is_dropped: Callable[[str], bool]) -> str:
    """Return a list without some pages, with their anchors and comments.

    :param text: of the list
    :param is_dropped: called with the path of each page
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = lines_of(text)
    top = header_length(lines)
    pages, rest = _parse(lines[top:])
    kept = {path: pages[path] for path in pages if not path or not is_dropped(path)}
    if len(kept) == len(pages):
        return text
    return newline.join([*lines[:top], *_written(kept), *rest, ""])


def _written(pages: Mapping[str, _Page]) -> Iterator[str]:
    for path in sorted(pages):
        yield from pages[path].lines
        for anchor in sorted(pages[path].ids):
            yield from pages[path].ids[anchor]


def _parse(lines: Iterable[str]) -> tuple[dict[str, _Page], list[str]]:
    """Return the pages by path, and the comments after the last line."""
    page = _Page([])
    pages = {"": page}  # ids above the first page, which are invalid, stay there
    block: list[str] = []
    for line in lines:
        block.append(line)
        if not (content := content_of(line)):
            continue
        if line[0].isspace():
            page.ids.setdefault(content, []).extend(block)
        elif (key := _key(content)) in pages:  # two branches added the page
            page = pages[key]
            page.lines[:0] = block[:-1]
        else:
            page = pages[key] = _Page(block)
        block = []
    return pages, block


def _key(content: str) -> str:
    try:
        return parse_path(content)
    except NotAPathError:
        return content

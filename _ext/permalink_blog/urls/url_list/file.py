"""The text of the list of published URLs: one path a line, sorted, with comments."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


HEADER = """\
# Every URL that this site has published; "make check-urls" fails if one of them is
# not answered. "make record-urls" adds lines; none is ever removed by a program.
"""
"""What a new list begins with."""

# RFC 3986, 3.3, without what HTML escapes (& ') and what begins a placeholder in a
# permalink (:), so that a line can be copied into "redirect_from".
_SAFE = "/!$()*+,;=@"
_NO_ESCAPE = re.compile("%(?![0-9A-Fa-f]{2})")
_COMMENT = re.compile(r"(?:^|\s)#.*")


class NotAPathError(ValueError):
    """Text that cannot be the path of a URL; the message says why or what to do."""


@dataclass(frozen=True, slots=True)
class ListedUrl:
    """A path in the list of published URLs.

    :param path: percent-encoded, with a leading slash
    :param line: its number, from 1
    """

    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Unusable:
    """An invalid line, with the reason.

    :param where: file, and line if it has lines
    :param text: as it is written
    :param reason: the end of the sentence "'…' is not a path: …"
    """

    where: str
    text: str
    reason: str

    def __str__(self) -> str:
        return f"{self.where}: {self.text!r} is not a path: {self.reason}"


def parse_path(text: str) -> str:
    """Read a URL's path, such as ``/caf%C3%A9/`` or ``/café/``.

    :param text: percent-encoded or not
    :returns: the path percent-encoded, one slash between two parts
    :raises NotAPathError: if no file of a site can answer it
    """
    if not text.startswith("/"):
        raise NotAPathError("begin it with /")
    if text.startswith("//"):
        raise NotAPathError("what follows // is the name of a host")
    if "?" in text:
        raise NotAPathError("static hosts do not look at a query; leave out the ?")
    if "#" in text:
        raise NotAPathError("browsers keep a fragment to themselves; leave out the #")
    if _NO_ESCAPE.search(text):
        raise NotAPathError("write %25 for a % that encodes nothing")
    try:
        path = unquote(text, errors="strict")
    except UnicodeDecodeError:
        raise NotAPathError("it is not UTF-8 after percent-decoding") from None
    for char in path:
        if char == "\\" or unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"}:
            raise NotAPathError(f"it has the character U+{ord(char):04X}")
    if {".", ".."} & set(path.split("/")):
        raise NotAPathError("browsers resolve . and .. before they ask")
    return quote(re.sub("/+", "/", path), safe=_SAFE)


def place(path: str) -> str:
    """Decode a path, so that paths that the same files answer become equal.

    A folder's page is its ``index.html``; other spellings stay different.

    :param path: in the form of :func:`parse_path`
    """
    return without_index(unquote(path))


def without_index(path: str) -> str:
    """Return the path of a folder's page: ``/x/`` for ``/x/index.html``.

    :param path: of a URL
    """
    folder = path.removesuffix("index.html")
    return folder if folder.endswith("/") else path


def content_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield number (from 1) and content of the lines that are not empty or comments.

    :param text: of the list
    """
    for number, line in enumerate(lines_of(text), start=1):
        if content := content_of(line):
            yield number, content


def read_url_list(text: str, name: str) -> tuple[list[ListedUrl], list[Unusable]]:
    """Read the paths of a list, and the lines that are none.

    :param name: of the list's file, for messages
    """
    entries: list[ListedUrl] = []
    unusable: list[Unusable] = []
    for number, content in content_lines(text):
        try:
            entries.append(ListedUrl(parse_path(content), number))
        except NotAPathError as error:
            unusable.append(Unusable(f"{name}:{number}", content, str(error)))
    return entries, unusable


def add_paths(text: str, paths: Iterable[str]) -> str:
    """Insert paths into a list, in sorted order.

    No line is removed. A comment stays above the path that it stands above; comments
    at the top of the file, down to the first blank line, stay at the top.

    :param text: of the list, "" for a new one
    :param paths: in the form of :func:`parse_path`, none of them in the list
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = lines_of(text or f"{HEADER}\n")
    top = header_length(lines)
    blocks = [(path, [path]) for path in paths]
    block: list[str] = []
    for line in lines[top:]:
        block.append(line)
        if content := content_of(line):
            blocks.append((_sort_key(content), block))
            block = []
    ordered = [line for _, block in sorted(blocks, key=itemgetter(0)) for line in block]
    return newline.join([*lines[:top], *ordered, *block, ""])


def content_of(line: str) -> str:
    """Return a line without its comment and the spaces around.

    :param line: of a list
    """
    return _COMMENT.sub("", line).strip()


def lines_of(text: str) -> list[str]:
    """Return the lines of a list without their ends.

    :param text: of the list
    """
    # str.splitlines() ends lines at form feeds and such, too; editors do not
    unix = text.replace("\r\n", "\n")
    return unix.removesuffix("\n").split("\n") if unix else []


def header_length(lines: list[str]) -> int:
    """Return how many lines at the top are comments, with the blank line after them.

    :param lines: of a list
    """
    for number, line in enumerate(lines):
        if not line.strip():
            return number + 1
        if not line.lstrip().startswith("#"):
            return number
    return len(lines)


def _sort_key(content: str) -> str:
    try:
        return parse_path(content)
    except NotAPathError:
        return content


URL_LIST = Path("published-urls.txt")

FINE, FINDINGS, UNUSABLE = 0, 1, 2
"""Exit codes: as asked; there is something to fix; it could not be done."""


def unknown_paths(text: str, paths: Iterable[str]) -> list[str]:
    """Return the paths that are not in a list, sorted and without duplicates.

    :param text: of the list
    :param paths: in the form of :func:`parse_path`
    """
    known = {place(entry.path) for entry in read_url_list(text, "")[0]}
    fresh = {place(path): path for path in sorted(paths, reverse=True)}
    return sorted(path for key, path in fresh.items() if key not in known)

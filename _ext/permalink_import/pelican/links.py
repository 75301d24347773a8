"""Pelican's links within the site: ``{filename}a.md``, ``{static}/a.png``, ``{tag}x``.

See https://docs.getpelican.com/en/latest/content.html#linking-to-internal-content.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from permalink_import.sources.link_targets import split_tail
from permalink_import.sources.urls import label_page

if TYPE_CHECKING:
    from collections.abc import Mapping


KINDS = "filename|static|attach|tag|category|author|index"
MARK = re.compile(
    rf"(?:\{{|%7B|\|)(?P<what>{KINDS})(?:\}}|%7D|\|)(?P<path>.*)", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Found:
    """Where a link leads.

    :param url: path from the root of the site, percent-encoded
    :param document: its file here, "" for what is none
    """

    url: str
    document: str = ""
    tail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLinks:
    """What links can lead to.

    :param documents: path in the content folder to URL and file here
    :param files: path in the content folder to URL
    """

    documents: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)

    def find(self, target: str, path: str) -> Found | None:
        """Find what a link leads to.

        :param target: with its mark
        :param path: of the file that has it, in the content folder
        :returns: ``None`` if nothing is there
        """
        match = MARK.fullmatch(target)
        if match is None:
            return None
        what, (asked, tail) = match["what"], split_tail(match["path"])
        if what == "index":
            return Found("/", tail=tail)
        if what in {"tag", "category", "author"}:
            return Found(label_page(what, unquote(asked)), tail=tail)
        for name in (asked, unquote(asked)):
            place = normpath(
                name.lstrip("/") if name.startswith("/") else join(dirname(path), name)
            )
            if what == "filename" and place in self.documents:
                return Found(*self.documents[place], tail=tail)
            if place in self.files:
                return Found(self.files[place], tail=tail)
        return None

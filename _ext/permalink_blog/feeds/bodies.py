"""The content of posts, kept when their pages are written.

Nothing is rendered a second time for a feed: a page's body is what the feed shows. It
is kept below the doctrees, a file for each document, since pages may be written by
another process than the one that writes feeds.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from permalink_blog.core.files import write_if_different
from permalink_blog.feeds.record import Stamp, stamp_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path


VERSION = "2"
"""Of the rules by which contents are made; another makes them all again."""

_SUFFIX = ".json"


@dataclass(frozen=True, slots=True)
class FeedText:
    """The texts of a post in a feed: HTML with absolute links, and plain text."""

    content: str = ""
    summary: str = ""


class KeptPosts:
    """The folder of kept posts.

    :param folder: of one builder
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, dict[str, FeedText]] = {}

    def stamp(self, docname: str) -> Stamp | None:
        """Return a stamp that changes when the kept texts of a document do."""
        return stamp_of(f"{self._folder}/{docname}{_SUFFIX}")

    def keep(self, docname: str, texts: dict[str, FeedText]) -> None:
        """Keep the posts of a document.

        :param texts: by section, which is empty for a whole page
        :raises OSError: if they cannot be written
        """
        data = {
            section: [text.content, text.summary] for section, text in texts.items()
        }
        content = json.dumps(data, ensure_ascii=True, sort_keys=True).encode()
        write_if_different(self._path(docname), content)

    def text(self, docname: str, section: str) -> FeedText | None:
        """Return the kept texts of a post, or ``None``.

        :param section: id of the section that the post is; "" for the whole document
        """
        if docname not in self._read:
            self._read[docname] = self._load(docname)
        return self._read[docname].get(section)

    def forget(self, docname: str) -> None:
        """Drop the posts of a document: an old version must not come back."""
        self._path(docname).unlink(missing_ok=True)

    def forget_all(self) -> None:
        """Drop all posts."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def prune(self, docnames: Collection[str]) -> None:
        """Drop the posts of all other documents."""
        wanted = {self._path(docname) for docname in docnames}
        for path in self._folder.rglob(f"*{_SUFFIX}"):
            if path not in wanted:
                path.unlink(missing_ok=True)

    def _path(self, docname: str) -> Path:
        return self._folder / f"{docname}{_SUFFIX}"

    def _load(self, docname: str) -> dict[str, FeedText]:
        try:
            data = json.loads(self._path(docname).read_bytes())
            return {section: FeedText(*values) for section, values in data.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

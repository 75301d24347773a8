"""What a build leaves to the next one: sections in one file, replaced as a whole.

All sections are of the same build, also after one that was killed: they are written
together, by :meth:`Store.commit`. Its first line says what the others are, one line for
each section, and has their checksums. A section is not decoded before somebody asks for
it; most builds, which change little, leave the largest as it is.

There are two such files. What is about the output is in the output folder, since the
same environment may serve several builders; what is about doctrees, or when files
were written, is below the doctrees.
"""

from __future__ import annotations

import json
import zlib
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sphinx.util import logging

from permalink_blog.core.files import temporary_of, write_whole

if TYPE_CHECKING:
    from pathlib import Path


logger = logging.getLogger(__name__)

STORE = ".permalink-blog"
"""The file in the output folder; hosts do not serve names with a dot before them."""

SCHEMA = 1
"""Of the file; a store of another is not read."""

_BEGINNING = b'{"permalink_blog":'


class Store:
    """The sections of a file.

    They are what :meth:`put` made of them, and before that as the last build left them.
    One that is damaged is not there.

    :param path: of the file, which need not exist
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._is_changed = False
        self._has_warned = False

    def get(self, name: str, version: int) -> bytes | None:
        """Return a section; ``None`` if there is none of this version.

        :param name: of the section
        :param version: of its format
        """
        known, content = self._sections.get(name, (version, None))
        return content if known == version else None

    def put(self, name: str, version: int, content: bytes | None) -> None:
        """Set a section; it is written by :meth:`commit`.

        :param name: of the section
        :param version: of its format
        :param content: one line, without its end; ``None`` removes the section
        """
        old = self._sections.get(name)
        if content is None:
            self._sections.pop(name, None)
        else:
            self._sections[name] = (version, content)
        self._is_changed |= self._sections.get(name) != old

    def commit(self) -> None:
        """Write all sections at once, if one has changed.

        :raises OSError: if the file cannot be written
        """
        if not self._is_changed:
            temporary_of(self._path).unlink(missing_ok=True)  # of a killed build
            return
        if self._is_taken():
            self._warn()
            return
        names = sorted(self._sections)
        contents = [self._sections[name][1] for name in names]
        head = {
            "permalink_blog": SCHEMA,
            "sections": [
                [name, self._sections[name][0], zlib.crc32(content)]
                for name, content in zip(names, contents, strict=True)
            ],
        }
        lines = [encode(head), *contents, b""]
        self._path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(self._path, b"\n".join(lines))
        self._is_changed = False

    @cached_property
    def _sections(self) -> dict[str, tuple[int, bytes]]:
        try:
            first, *lines = self._path.read_bytes().split(b"\n")
            head = json.loads(first)
            if head["permalink_blog"] != SCHEMA:
                return {}
            found: dict[str, tuple[int, bytes]] = {}
            for (name, version, checksum), line in zip(
                head["sections"], lines, strict=False
            ):
                # Where the output is kept in Git, lines may end otherwise.
                content = line.removesuffix(b"\r")
                if zlib.crc32(content) == checksum:
                    found[str(name)] = (int(version), content)
        except (OSError, ValueError, KeyError, TypeError):
            return {}
        return found

    def _is_taken(self) -> bool:
        """Return whether somebody else's file is there.

        What is left of a damaged one of ours begins as ours do. A link is replaced,
        and what it leads to stays.
        """
        if self._path.is_symlink():
            return False
        try:
            with self._path.open("rb") as file:
                return not _BEGINNING.startswith(file.read(len(_BEGINNING)))
        except OSError:
            return False

    def _warn(self) -> None:
        if not self._has_warned:
            self._has_warned = True
            logger.warning(
                "%s: is not a file of this build, and stays as it is: so the next "
                "build cannot know what this one has published, writes all pages, and "
                "leaves those that moved; move the file elsewhere",
                self._path,
                type="permalink_blog",
                subtype="store",
            )


def encode(data: Any, *, sort_keys: bool = False) -> bytes:
    """Return data as a line of JSON, for a section.

    :param data: what can be written as JSON
    :param sort_keys: whether to order the keys of objects
    """
    text = json.dumps(
        data, ensure_ascii=False, separators=(",", ":"), sort_keys=sort_keys
    )
    return text.encode("utf-8", "surrogatepass")

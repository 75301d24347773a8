"""Pages that are written atomically."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from permalink_blog.core.files import write_whole
from permalink_blog.upstream.sphinx.write_errors import UnwritableError

if TYPE_CHECKING:
    _PlainPath = Path
else:
    _PlainPath = type(Path())  # Python 3.11 knows no other that can be inherited


class AtomicPath(_PlainPath):
    """A path whose text is written atomically.

    Sphinx asks its builder for the path of a page, and calls ``write_text()`` on it: of
    an error there it makes a warning, and leaves half a page.
    """

    def write_text(
        self,
        data: str,
        encoding: str | None = None,
        errors: str | None = None,
        newline: str | None = None,
    ) -> int:
        """Write a text.

        :param newline: what ends a line; nothing is changed in this text
        :raises UnwritableError: if it cannot be written
        """
        content = data.encode(encoding or "utf-8", errors or "strict")
        try:
            write_whole(Path(self), content)
        except OSError as error:
            raise UnwritableError(str(error)) from error
        return len(data)

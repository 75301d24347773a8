"""Warnings: what is wrong, where, and what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import logging

from permalink_blog.core.untrusted import limits

if TYPE_CHECKING:
    from docutils import nodes


_LONGEST = 80  # characters of a text to repeat
_logger = logging.getLogger(__name__)


def warn(subtype: str, message: str, location: tuple[str, int] | None) -> None:
    """Warn about something that its author can correct.

    :param subtype: for ``suppress_warnings``, as "safe_reading.<subtype>"
    :param location: a document's name with a line number, if it is known
    """
    _logger.warning(
        "%s", message, type="safe_reading", subtype=subtype, location=location
    )


def line_of(node: nodes.Node) -> int:
    """Return the line of a node, or of its nearest ancestor with one; else 1."""
    while node.line is None and node.parent is not None:
        node = node.parent
    return node.line or 1


def name_error(error: BaseException) -> str:
    """Return an exception on one line, for a message."""
    if isinstance(error, MemoryError):
        return f"it takes more than {limits.READING_MEMORY >> 20} MiB of memory"
    return shorten(f"{type(error).__name__}: {error}".removesuffix(": "))


def shorten(text: str) -> str:
    """Return text on one line, cut if it is long.

    :param text: for a message
    """
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"

"""A progress bar in a terminal, and nothing elsewhere."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, TypeVar

from sphinx.util.console import color_terminal
from sphinx.util.display import status_iterator
from sphinx.util.logging import (
    ColorizeFormatter,
    NewLineStreamHandler,
    SafeEncodingWriter,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")

_LONGEST = 50  # characters of a name: a line that wraps cannot be cleared


def show_progress(items: Iterable[T], total: int, description: str) -> Iterator[T]:
    """Be a :class:`blog_import.model.Progress` that looks like a build of Sphinx."""
    # Elsewhere no line could be written over; Sphinx colors the logs of some CI, too.
    if not total or not sys.stdout.isatty() or not color_terminal():
        yield from items
        return
    handler = NewLineStreamHandler(SafeEncodingWriter(sys.stdout))
    handler.setFormatter(ColorizeFormatter())
    logger = logging.getLogger("sphinx")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield from status_iterator(
            items, f"{description}... ", length=total, stringify_func=_name
        )
    finally:
        logger.removeHandler(handler)


def _name(item: object) -> str:
    return str(getattr(item, "target", item))[-_LONGEST:]

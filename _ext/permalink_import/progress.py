"""A progress bar in a terminal, and a line every few seconds elsewhere."""

from __future__ import annotations

import logging
import sys
from time import monotonic
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

INTERVAL = 3.0
"""Seconds between two lines where there is no terminal."""

_LONGEST = 50  # characters of a name: a line that wraps cannot be cleared


def show_progress(items: Iterable[T], total: int, description: str) -> Iterator[T]:
    """Show progress like a build of Sphinx; a :class:`permalink_import.model.Progress`.

    It writes to standard error, so that the report alone is in a file of the output.

    :param items: to iterate over
    :param total: their number
    :param description: of the work, such as "reading posts"
    """
    # Elsewhere no line could be written over; Sphinx colors the logs of some CI, too.
    is_shown = sys.stdout.isatty() and sys.stderr.isatty() and color_terminal()
    if not total or not is_shown:
        yield from _lines(items, total, description)
        return
    handler = NewLineStreamHandler(SafeEncodingWriter(sys.stderr))
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


def _lines(items: Iterable[T], total: int, description: str) -> Iterator[T]:
    """Yield the items, and write how many are done to standard error."""
    written = monotonic()
    for done, item in enumerate(items):
        if monotonic() - written >= INTERVAL:
            print(f"{description}: {done} of {total}", file=sys.stderr, flush=True)
            written = monotonic()
        yield item


def _name(item: object) -> str:
    return str(getattr(item, "target", item))[-_LONGEST:]

"""Warnings about posts and lists of posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from docutils import nodes


_logger = logging.getLogger(__name__)


def warn(
    subtype: str, message: str, location: nodes.Node | tuple[str, int] | str
) -> None:
    """Warn about something that its author can correct.

    :param subtype: for ``suppress_warnings``, as "blog_posts.<subtype>"
    :param location: a node, a document's name with a line number, or a path with one
    """
    _logger.warning(
        "%s", message, type="blog_posts", subtype=subtype, location=location
    )

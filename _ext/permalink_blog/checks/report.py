"""Warnings of this extension."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sphinx.util import logging

from permalink_blog.core.messages import shorten

if TYPE_CHECKING:
    from docutils import nodes


TYPE = "blog_checks"
CHECK_TAG = "check"  # of a build that only checks; "make check" sets it

_logger = logging.getLogger(__name__)


def warn(
    subtype: str, message: str, location: str | nodes.Node | tuple[str, int] | None
) -> None:
    """Warn about something that an author can fix.

    :param subtype: for ``suppress_warnings``, as "blog_checks.<subtype>"
    :param location: a node, a document's name with a line, or as it is to be shown
    """
    _logger.warning("%s", message, type=TYPE, subtype=subtype, location=location)


def shown(value: object) -> str:
    """Return a value of front matter for a message, as it looks in YAML.

    :param value: typed
    """
    if isinstance(value, str):
        return repr(shorten(value))
    try:
        return shorten(json.dumps(value, ensure_ascii=False, default=str))
    except (TypeError, ValueError, RecursionError):  # it has itself in it
        return "a value"

"""Warnings: the problem, where it is, what was expected and what happens now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import logging

from permalink_blog.core.front_matter_source import line_of_key

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.environment import BuildEnvironment

    from permalink_blog.core.front_matter import Problem


_LONGEST = 80  # characters of a value to repeat
_logger = logging.getLogger(__name__)


def warn(subtype: str, message: str, location: nodes.Node | tuple[str, int]) -> None:
    """Warn about something that its author can correct.

    :param subtype: for ``suppress_warnings``, as "front_matter.<subtype>"
    :param location: a node, or a document's name with a line number
    """
    _logger.warning(message, type="front_matter", subtype=subtype, location=location)


def warn_of_field(env: BuildEnvironment, docname: str, problem: Problem) -> None:
    """Warn about a field of a document's front matter."""
    message = (
        f"{problem.key}: {shorten(problem.value)!r}: "
        f"expected {problem.expected}. {problem.effect}"
    )
    try:
        text = env.doc2path(docname).read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        text = ""
    line = line_of_key(text, problem.key) or 1
    warn(problem.subtype, message, (docname, line))


def shorten(text: str) -> str:
    """Cut a long value for a message."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def place_of_key(env: BuildEnvironment, docname: str, key: str) -> str:
    """Name a document's file and the line of a key, if it is known."""
    where = env.doc2path(docname, base=False).as_posix()
    try:
        text = env.doc2path(docname).read_text(encoding="utf-8", errors="replace")
    except OSError:  # it was deleted, and this build has not noticed yet
        text = ""
    line = line_of_key(text, key)
    return f"{where}:{line}" if line else where

"""Warnings with the problem, its place, the expected value and the effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import logging

from permalink_blog.core.stored_front_matter import key_line

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.environment import BuildEnvironment

    from permalink_blog.core.front_matter import FieldProblem


_LONGEST = 80  # characters of a value to repeat
_logger = logging.getLogger(__name__)


def warn(subtype: str, message: str, location: nodes.Node | tuple[str, int]) -> None:
    """Warn about something that its author can correct.

    :param subtype: for ``suppress_warnings``, as "front_matter.<subtype>"
    :param location: a node, or a document's name with a line number
    """
    _logger.warning(message, type="front_matter", subtype=subtype, location=location)


def warn_of_field(env: BuildEnvironment, docname: str, problem: FieldProblem) -> None:
    """Warn about a field of a document's front matter."""
    message = (
        f"{problem.key}: {shorten(problem.value)!r}: "
        f"expected {problem.expected}. {problem.effect}"
    )
    warn_key(
        env,
        docname,
        problem.key,
        message=message,
        type="front_matter",
        subtype=problem.subtype,
    )


def warn_key(
    env: BuildEnvironment,
    docname: str,
    *keys: str,
    message: str,
    type: str,  # noqa: A002 - Sphinx's name
    subtype: str,
) -> None:
    """Warn about a key of a document's front matter, with its line.

    :param keys: names that it may have, the usual one first
    :param type: for ``suppress_warnings``, with *subtype*
    """
    _logger.warning(
        "%s",
        message,
        type=type,
        subtype=subtype,
        location=(docname, key_line(env, docname, *keys) or 1),
    )


def shorten(text: str) -> str:
    """Return a value for a message, cut after :data:`_LONGEST` characters.

    :param text: the value as its author wrote it
    """
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def place_of_key(env: BuildEnvironment, docname: str, key: str) -> str:
    """Return the file of a document with the line of a key, as "posts/a.md:3".

    :param key: of the front matter; without a known line, only the file is returned
    """
    where = env.doc2path(docname, base=False).as_posix()
    line = key_line(env, docname, key)
    return f"{where}:{line}" if line else where

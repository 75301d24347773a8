"""The front matter of the document being read, parsed once for all extensions.

It is kept in ``env.temp_data``, which Sphinx clears after each document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from permalink_blog.core.front_matter_source import parse_front_matter
from permalink_blog.core.parsed_yaml import PreparedSource, parse_yaml, yaml_of

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from permalink_blog.core.parsed_yaml import ParsedYaml


_KEY = "permalink_blog.front_matter"


def parse_source(env: BuildEnvironment, text: str) -> PreparedSource:
    """Repair and parse the front matter of the document that *env* reads.

    :param text: its source
    :returns: what the last call returned, if that was for what is now the source
    """
    kept: PreparedSource | None = env.temp_data.get(_KEY)
    if kept is None or kept.text != text or kept.problems:
        kept = parse_front_matter(text)
        env.temp_data[_KEY] = kept
    return kept


def keep_as_written(env: BuildEnvironment, text: str) -> None:
    """Parse the front matter of the document that *env* reads, without any repair.

    :param text: its source
    """
    parsed = parse_yaml(yaml_of(text) or "")
    env.temp_data[_KEY] = PreparedSource(text=text, yaml=parsed)


def forget_source(env: BuildEnvironment) -> None:
    """Drop what is kept of another document."""
    env.temp_data.pop(_KEY, None)


def kept_yaml(env: BuildEnvironment) -> ParsedYaml | None:
    """Return the front matter of the document that *env* reads, if it is parsed."""
    kept: PreparedSource | None = env.temp_data.get(_KEY)
    return None if kept is None else kept.yaml


def parsed_yaml(env: BuildEnvironment, text: str | None) -> ParsedYaml | None:
    """Return the front matter that is *text*, if the document that *env* reads has it.

    :param text: YAML as MyST has it, without the line end after it
    :returns: ``None`` if other front matter was parsed: that of a file that the
        document includes, or that another extension has changed since
    """
    found = kept_yaml(env)
    return found if found is not None and found.text == text else None

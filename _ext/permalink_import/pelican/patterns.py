"""URLs that patterns of Pelican's settings make, such as ``{date:%Y}/{slug}.html``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from permalink_import import limits
from permalink_import.bounds import setting_within_limits

if TYPE_CHECKING:
    from collections.abc import Mapping


class TooLongError(ValueError):
    """A URL or slug that is too long."""


def url_from_pattern(key: str, pattern: str, values: Mapping[str, Any]) -> str:
    """Return the path that a pattern makes.

    :param key: the setting, for messages
    :param values: of its placeholders
    :raises TooLongError: if the path is too long
    :raises LookupError: , AttributeError or ValueError for a placeholder without a
        value, or a format that its value does not have
    :raises ImportFailedError: if the pattern takes too much time or memory
    """
    with setting_within_limits(f"pelicanconf.py: {key}"):
        path = pattern.format(**values)
    return check_length(key, path)


def check_length(key: str, path: str) -> str:
    """Return a path or slug that is not too long.

    :param key: of metadata or settings, for the message
    :param path: not more than ``limits.URL_LENGTH`` characters
    :raises TooLongError: if it is
    """
    if len(path) > limits.URL_LENGTH:
        msg = f"{key}: more than {limits.URL_LENGTH:,} characters"
        raise TooLongError(msg)
    return path

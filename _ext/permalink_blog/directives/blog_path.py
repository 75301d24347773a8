"""``blog_path``: the folder of archives and feeds, in one spelling.

ABlog joins it with names as it is: of ``blog/`` it makes a page ``blog/.html``, and of
an empty path one at the root of the file system.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.errors import ConfigError

from permalink_blog.core.errors import InvalidPermalinkError
from permalink_blog.urls.collisions import RESERVED_FOLDERS
from permalink_blog.urls.paths import parse_old_path

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


def normal_blog_path(value: object) -> str:
    """Return a path without slashes around it; "" for the root of the site.

    :param value: of ``blog_path`` in ``conf.py``
    :raises ConfigError: if it cannot be a folder of the site
    """
    if not isinstance(value, str):
        raise _error(value, "is not text", "write a folder, such as 'blog'")
    parts = [part for part in value.strip().split("/") if part not in ("", ".")]
    if not parts:
        return ""
    path = "/".join(parts)
    try:
        parse_old_path(path)
    except InvalidPermalinkError as error:
        raise _error(value, error.reason, error.remedy) from error
    if parts[0] in RESERVED_FOLDERS:
        owner = RESERVED_FOLDERS[parts[0]]
        reason = f"is in {parts[0]}/, which belongs to {owner}"
        raise _error(value, reason, "choose another folder")
    return path


def _error(value: object, reason: str, remedy: str) -> ConfigError:
    return ConfigError(f"blog_path: {value!r} {reason}; {remedy}")


def normalize_blog_path(_app: Sphinx, config: Config) -> None:
    """Normalize ``blog_path`` for all extensions (``config-inited``)."""
    config.blog_path = normal_blog_path(config.blog_path)

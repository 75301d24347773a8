"""Links to folders, which Sphinx follows while it looks for documents.

A link to a folder with further links, or with the link itself, has no end: Sphinx would
look for documents there until the path is too long for the system.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.matching import Matcher

from permalink_blog.safe_reading.documents import content_of
from permalink_blog.safe_reading.report import warn
from permalink_blog.safe_reading.trust import trusts, trusts_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config


_SPECIAL = re.compile(r"[*?\[]")  # "[[]" is deprecated in regular expressions


def exclude_linked_folders(app: Sphinx, config: Config) -> None:
    """Add links that are not followed to ``exclude_patterns`` (``config-inited``)."""
    if trusts_all(config):
        return
    content = content_of(app)
    is_excluded = Matcher([*config.exclude_patterns, *config.templates_path])
    found: list[str] = []
    for name in _linked_folders(Path(app.srcdir), is_excluded):
        if trusts(config, name):
            continue
        path = Path(app.srcdir, name)
        has_documents = _has_file(path, tuple(config.source_suffix))
        problem = content.problem(path) if has_documents else None
        if problem is None and any(_linked_folders(path.resolve(), is_excluded)):
            problem = "leads to a folder with links to folders"
        if problem is None:
            continue
        found.append(_SPECIAL.sub("?", name))
        if has_documents:
            message = (
                f"the link {name!r} {problem}, and is not followed. Publish a copy of "
                "the folder, or exclude the link (exclude_patterns)"
            )
            warn("untrusted", message, None)
    if found:
        config.exclude_patterns = [*config.exclude_patterns, *found]


def _has_file(top: Path, suffixes: tuple[str, ...]) -> bool:
    """Return whether a file of a folder ends in one of these; links are not followed.

    :param top: the folder, which may itself be a link
    """
    return any(
        name.endswith(suffixes) for _, _, names in os.walk(top) for name in names
    )


def _linked_folders(top: Path, is_excluded: Matcher) -> Iterator[str]:
    """Yield the links to folders below a folder, which are not followed.

    :param is_excluded: whether Sphinx does not look into a folder
    :returns: relative paths with "/", sorted in each folder
    """
    for folder, names, _ in os.walk(top):
        inner = os.path.relpath(folder, top).replace(os.sep, "/")
        prefix = "" if inner == "." else f"{inner}/"
        names[:] = sorted(x for x in names if not is_excluded(prefix + x))
        for name in names:
            if os.path.islink(f"{folder}/{name}"):  # noqa: PTH114 - thousands of them
                yield prefix + name

"""Files that Sphinx copies to the site's root as they are: ``html_extra_path``."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def extra_file(app: Sphinx, path: str) -> Path | None:
    """Find the file that answers a path, of those in ``html_extra_path``.

    :param path: from the site's root, decoded, with its first slash
    :returns: the file before it is copied; of several Sphinx copies the last one last
    """
    # From the root no ".." leads out of a folder.
    below = posixpath.normpath(f"/{path.lstrip('/')}").lstrip("/")
    for entry in reversed(app.config.html_extra_path):
        source = Path(app.confdir, entry)
        file = source / below if source.is_dir() else source
        try:
            if file.is_file() and (source.is_dir() or source.name == below):
                return file
        except (OSError, ValueError):  # no name that a file could have
            return None
    return None

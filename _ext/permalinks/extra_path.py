"""Files that Sphinx copies to the site's root as they are: ``html_extra_path``."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING

from permalinks.source_files import find_file

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def extra_file(app: Sphinx, path: str) -> Path | None:
    """Return the file that answers a path, of those in ``html_extra_path``.

    :param path: from the site's root, with its first slash, percent-encoded or not
    :returns: the file before it is copied; of several Sphinx copies the last one last
    """
    # From the root no ".." leads out of a folder.
    below = posixpath.normpath(f"/{path.lstrip('/')}").lstrip("/")
    for entry in reversed(app.config.html_extra_path):
        source = Path(app.confdir, entry)
        if source.is_dir():
            file = find_file(source, below)
        else:
            file = find_file(source.parent, below)
            file = file if file == source else None
        if file is not None:
            return file
    return None

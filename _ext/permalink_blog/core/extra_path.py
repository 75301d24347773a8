"""Files that Sphinx copies to the site's root as they are: ``html_extra_path``."""

from __future__ import annotations

import os
import posixpath
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.matching import Matcher

from permalink_blog.core.source_files import find_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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


def files_of_extra_path(
    entries: Iterable[str], patterns: Iterable[str], confdir: Path
) -> Iterator[str]:
    """Yield the paths, relative to the output folder, that ``html_extra_path`` fills.

    :param entries: of ``html_extra_path``: files and folders, relative to *confdir*
    :param patterns: of files in its folders that Sphinx leaves out
    :param confdir: folder of ``conf.py``
    """
    excluded = Matcher(list(patterns))
    for entry in entries:
        source = confdir / entry
        if source.is_file():
            yield source.name
        for folder, folders, files in os.walk(source, followlinks=True):
            below = Path(folder).relative_to(source)
            folders[:] = [x for x in folders if not excluded((below / x).as_posix())]
            names = [(below / name).as_posix() for name in files]
            yield from (name for name in names if not excluded(name))

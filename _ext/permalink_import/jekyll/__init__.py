"""Reads a Jekyll site, to the rules of Jekyll 4.3; Jekyll itself is not run.

The way of a site:

1. ``_config.yml`` (:mod:`.config`, :mod:`.collections`, :mod:`.defaults`,
   :mod:`.plugins`)
2. which files are what (:mod:`.folders`, :mod:`.entry_filter`, :mod:`.tree`)
3. front matter and text (:mod:`.loading`, :mod:`.texts`)
4. where Jekyll publishes them (:mod:`.urls`)
5. what becomes of them here (:mod:`.planning`, :mod:`.special`, :mod:`.sorting`,
   :mod:`.listings`, :mod:`.files`, :mod:`.old_paths`)
6. documents (:mod:`.conversion`, :mod:`.additions`, :mod:`.front_matter`, :mod:`.data`)
7. lists of plugins (:mod:`.archives`)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from permalink_import.jekyll.config import read_config
from permalink_import.jekyll.reading import JekyllSiteReader

if TYPE_CHECKING:
    from pathlib import Path

    from permalink_import.model import OldSite, Progress


def read(root: Path, progress: Progress) -> OldSite:
    """Read the site in a folder, and write nothing.

    :param root: folder with ``_config.yml``
    :raises ImportFailedError: if ``_config.yml`` cannot be understood; what is wrong
        with a single file is a finding
    """
    return JekyllSiteReader(read_config(root), progress).read()

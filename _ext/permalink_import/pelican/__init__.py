"""Sites of Pelican's, read: https://docs.getpelican.com/.

Rules are those of Pelican's documentation and, where that is silent, what Pelican 4.12
answers (``tests/permalink_import/pelican/``). Nothing of the site is run: settings are
read as the literals that they are.

The way of an article:

1. :mod:`.settings`, :mod:`.content`: which files are articles, pages, static files
2. :mod:`.texts`, :mod:`.articles`, :mod:`.slugs`: what its metadata says, and its URL
3. :mod:`.markdown` or :mod:`.rst`, :mod:`.links`: its text, for MyST or Sphinx
4. :mod:`.documents`: its front matter, or its field list
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from permalink_import.pelican.reading import PelicanSiteReader
from permalink_import.pelican.settings import read_settings

if TYPE_CHECKING:
    from pathlib import Path

    from permalink_import.model import OldSite, Progress


def read(root: Path, progress: Progress) -> OldSite:
    """Read the site in a folder; see :class:`~permalink_import.model.Reader`."""
    return PelicanSiteReader(root, read_settings(root), progress).read()

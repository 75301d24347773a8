"""Sites of Hugo's, read: https://gohugo.io/.

Rules are those of Hugo's documentation and, where that is silent, what Hugo 0.168
answers (``tests/permalink_import/hugo/``).

The way of a page:

1. :mod:`.config`, :mod:`.content`: which files are pages, and which belong to one
2. :mod:`.front_matter`, :mod:`.pages`, :mod:`.urls`: what it says, and its URL
3. :mod:`.planning`: a post, a page or a draft, and where it goes
4. :mod:`.shortcodes`, :mod:`.rules`, :mod:`.goldmark`: its text, made MyST
5. :mod:`.additions`: its front matter, with what it has to say here besides
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from permalink_import.hugo.config import read_config
from permalink_import.hugo.reading import HugoSiteReader

if TYPE_CHECKING:
    from pathlib import Path

    from permalink_import.model import OldSite, Progress


def read(root: Path, progress: Progress) -> OldSite:
    """Read the site in a folder; see :class:`~permalink_import.model.Reader`."""
    return HugoSiteReader(root, read_config(root), progress).read()

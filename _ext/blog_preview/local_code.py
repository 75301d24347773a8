"""The code of a site's own extensions: whether it is what it was.

Sphinx asks configuration, templates and sources whether they have changed, and no code.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_KINDS = (".py", ".mo")  # code, and catalogs of texts, which are read with it


def code_digest(confdir: Path) -> str:
    """Make a digest of the code below the folder of ``conf.py`` that is in use.

    ``conf.py`` is not part of it: what it sets is compared by Sphinx. Nor are packages
    of a virtual environment there.
    """
    told = hashlib.sha256()
    for path in sorted(_files(confdir)):
        told.update(f"{path.relative_to(confdir).as_posix()}\0".encode())
        told.update(hashlib.sha256(path.read_bytes()).digest())
    return told.hexdigest()[:16]


def _files(confdir: Path) -> Iterator[Path]:
    for name, module in [*sys.modules.items()]:
        file = getattr(module, "__file__", None)
        if "." in name or not file or not _is_own(path := Path(file), confdir):
            continue
        if path.name != "__init__.py":
            yield path
            continue
        for found in path.parent.rglob("*"):
            if found.suffix in _KINDS and found.is_file():
                yield found


def _is_own(path: Path, confdir: Path) -> bool:
    installed = {"site-packages", "dist-packages"}
    return path.is_relative_to(confdir) and installed.isdisjoint(path.parts)

"""What the last build published: what has moved since, and which files are stale.

The record lies in the output folder, because it is about that folder: the same
environment may serve several builders, each with an output of its own.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

logger = logging.getLogger(__name__)

RECORD = ".permalinks.json"


def read_record(outdir: Path) -> dict[str, str]:
    """Read which file each document was written to.

    :returns: docname to file, relative to ``outdir``; empty if there is no record
    """
    try:
        pages = json.loads((outdir / RECORD).read_text(encoding="utf-8"))["pages"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    if not isinstance(pages, dict):
        return {}
    return {name: file for name, file in pages.items() if isinstance(file, str)}


def write_record(outdir: Path, files: Mapping[str, str]) -> None:
    """Remember which file each document was written to."""
    text = json.dumps({"pages": dict(files)}, indent=0, sort_keys=True)
    (outdir / RECORD).write_text(text + "\n", encoding="utf-8")


def moved(old: Mapping[str, str], new: Mapping[str, str]) -> frozenset[str]:
    """Tell which documents are no longer where they were, or are gone."""
    return frozenset(docname for docname in old if old[docname] != new.get(docname))


def remove_stale(outdir: Path, files: Iterable[str]) -> None:
    """Delete the files of pages that moved or are gone, and folders left empty.

    Call it before pages are written: a page may take a place that another left, also
    one that differs in case only, on a disk that does not tell them apart.

    :param files: of the last build, relative to ``outdir``
    """
    for file in sorted(files):
        path = outdir / file
        if not _is_inside(path, outdir):
            continue
        try:
            path.unlink(missing_ok=True)
            for folder in path.parents:
                if folder == outdir or any(folder.iterdir()):
                    break
                folder.rmdir()
        except OSError as error:
            logger.warning(
                "cannot remove %s, a page that moved: %s; remove it by hand",
                path,
                error,
                type="permalinks",
                subtype="stale",
            )


def _is_inside(path: Path, outdir: Path) -> bool:
    return path.resolve().is_relative_to(outdir.resolve())

"""The record of the last build, for moved pages and stale files."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx.util import logging

from permalink_blog.core.files import digest, is_inside
from permalink_blog.core.store import encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from permalink_blog.core.store import Store


logger = logging.getLogger(__name__)

_SECTION = ("urls", 1)  # and its version
ANY = "*"
"""In place of a digest: the file is ours, whatever is in it."""


@dataclass(frozen=True, slots=True)
class BuildRecord:
    """The files that a build made; they are relative to the output folder.

    :param pages: docname to file
    :param uris: docname to URI, relative to the site's root
    :param assets: copies of images, downloads and sources
    :param made: file without a source (an archive, a redirect) to a digest of it, which
        shows whether it is still the one that was made; to :data:`ANY` while a build is
        under way
    :param generated: pagenames of those of them that are pages
    :param inputs: a digest of what decides all this besides the documents' text; empty
        while a build is under way
    :param inventory: the same of what is in ``objects.inv``
    :param drafts: docnames of the documents that are drafts; ``None`` if not known
    :param unasked: files of the redirects that nobody wrote
    :param others: as :attr:`permalink_blog.urls.other_files.OtherFiles.shown`
    :param early: as :attr:`permalink_blog.urls.other_files.OtherFiles.early`
    :param surroundings: as :func:`permalink_blog.urls.surroundings.surroundings_of`
        returns it; empty while a build is under way, and where nobody needs it
    :param collected: as :attr:`permalink_blog.urls.collected.CollectedPages.pages`
    """

    pages: Mapping[str, str] = field(default_factory=dict)
    uris: Mapping[str, str] = field(default_factory=dict)
    assets: frozenset[str] = frozenset()
    made: Mapping[str, str] = field(default_factory=dict)
    generated: frozenset[str] = frozenset()
    inputs: str = ""
    inventory: str = ""
    drafts: frozenset[str] | None = None
    unasked: frozenset[str] = frozenset()
    collected: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    others: Mapping[str, Sequence[str]] = field(default_factory=dict)
    early: frozenset[str] = frozenset()
    surroundings: str = ""


def read_record(store: Store) -> BuildRecord:
    """Return what the last build made; nothing, if there is no record."""
    if (content := store.get(*_SECTION)) is None:
        return BuildRecord()
    try:
        data = json.loads(content)
        return BuildRecord(
            _texts(data["pages"]),
            _texts(data["uris"]),
            frozenset(str(file) for file in data["assets"]),
            _texts(data["made"]),
            frozenset(str(name) for name in data.get("generated", ())),
            str(data.get("inputs", "")),
            str(data.get("inventory", "")),
            frozenset(map(str, data["drafts"])) if "drafts" in data else None,
            frozenset(map(str, data.get("unasked", ()))),
            {name: _texts(found) for name, found in data.get("collected", {}).items()},
            {str(file): [*pages] for file, pages in data.get("others", {}).items()},
            frozenset(str(file) for file in data.get("early", ())),
            str(data.get("surroundings", "")),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return BuildRecord()


def _texts(data: dict[str, object]) -> dict[str, str]:
    if not isinstance(data, dict):
        raise TypeError
    return {name: text for name, text in data.items() if isinstance(text, str)}


def put_record(store: Store, record: BuildRecord) -> None:
    """Set what this build made, for the next one."""
    data = {
        "pages": dict(record.pages),
        "uris": dict(record.uris),
        "assets": sorted(record.assets),
        "made": dict(record.made),
        "generated": sorted(record.generated),
        "inputs": record.inputs,
        "inventory": record.inventory,
        **({} if record.drafts is None else {"drafts": sorted(record.drafts)}),
        "unasked": sorted(record.unasked),
        "others": {file: [*pages] for file, pages in record.others.items()},
        "early": sorted(record.early),
        "surroundings": record.surroundings,
        "collected": {name: dict(found) for name, found in record.collected.items()},
    }
    store.put(*_SECTION, encode(data, sort_keys=True))


def is_complete(outdir: Path, files: Iterable[str]) -> bool:
    """Return whether all files exist.

    :param files: relative to the output folder
    """
    folder = os.fspath(outdir)  # paths as text: there may be thousands
    return all(os.path.isfile(f"{folder}/{file}") for file in files)  # noqa: PTH113


def is_made(outdir: Path, file: str, record: BuildRecord) -> bool:
    """Return whether a file has the content that the last build wrote.

    :param file: relative to the output folder
    :param record: of the last build
    """
    try:
        known = record.made.get(file)
        return known == ANY or known == digest((outdir / file).read_bytes())
    except OSError:
        return False


def moved(old: Mapping[str, str], new: Mapping[str, str]) -> frozenset[str]:
    """Return the documents whose URI has changed, or that are removed.

    :param old: docname to URI in the last build
    :param new: docname to URI now
    """
    return frozenset(docname for docname in old if old[docname] != new.get(docname))


def remove_stale(outdir: Path, files: Iterable[str]) -> None:
    """Delete files that moved or are gone, and folders left empty.

    :param files: of the last build, relative to ``outdir``
    """
    for file in sorted(files):
        path = outdir / file
        if not is_inside(path, outdir):
            continue
        try:
            path.unlink(missing_ok=True)
            for folder in path.parents:
                if folder == outdir or not folder.is_dir() or any(folder.iterdir()):
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

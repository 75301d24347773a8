"""What an import does with each file, decided before the first is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from permalink_blog.core.files import text_digest
from permalink_import.documents_here import held_urls
from permalink_import.fates import OURS, WRITTEN, Fate, Forced, fate_of
from permalink_import.files import UnsafePathError, locate, read_here, write_here
from permalink_import.final_targets import is_start_page, may_replace, without_doubles
from permalink_import.manifest import ManifestEntry
from permalink_import.model import Finding, ImportFailedError, Outcome, Topic

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from permalink_import.conf_file import ConfFile
    from permalink_import.model import Progress
    from permalink_import.pieces import ImportedFile


@dataclass(frozen=True, slots=True)
class Step:
    """A file, and what becomes of it.

    :param digest: of what the old site has
    """

    piece: ImportedFile
    fate: Fate
    digest: str


@dataclass(frozen=True, slots=True)
class TargetSite:
    """The new site, as the import finds it.

    :param folder: the source folder
    :param old: the folder of the old site
    :param conf: its ``conf.py``, ``None`` if that cannot be read
    :param files: of the manifest: target to what was written
    :param forced: what the old site's is asked for
    :param removed: files of the template, which are as good as gone
    """

    folder: Path
    old: Path
    conf: ConfFile | None
    files: Mapping[str, ManifestEntry]
    forced: Forced
    removed: frozenset[str] = frozenset()

    def step(self, piece: ImportedFile) -> Step:
        """Decide what becomes of one file.

        :raises UnsafePathError: if it is outside of the folder
        :raises OSError: if it cannot be read
        """
        wanted = text_digest(piece.read())
        path = locate(self.folder, piece.target)
        here = None if piece.target in self.removed else read_here(path)
        entry = self.files.get(piece.target)
        fate = fate_of(
            recorded=entry.digest if entry else None,
            here=None if here is None else text_digest(here),
            wanted=wanted,
            forced=self.forced.covers(piece.target, imported=entry is not None),
        )
        return Step(piece, fate, wanted)


@dataclass(frozen=True, slots=True)
class FilesPlan:
    """What becomes of the files.

    :param steps: those first that are here already
    :param findings: what there is to say
    :param pages: what the spellings of a URL have in common
        (:func:`permalink_blog.urls.variants.bare_key`), to the file that has it after
        the import
    """

    steps: tuple[Step, ...]
    findings: tuple[Finding, ...]
    pages: Mapping[str, str]


def plan_files(
    pieces: Iterable[ImportedFile], site: TargetSite, progress: Progress
) -> FilesPlan:
    """Decide what becomes of all files.

    :param pieces: each with a target that is its own, those first that are here already
    """
    pieces = list(pieces)
    looked_at = [
        try_step(site, piece)
        for piece in progress(pieces, len(pieces), "comparing files")
    ]
    steps = [each for each in looked_at if isinstance(each, Step)]
    findings = [each for each in looked_at if isinstance(each, Finding)]
    ours = {step.piece.target for step in steps if step.fate in OURS}
    held = held_urls(site.folder, site.conf, old=site.old, apart=ours | site.removed)
    steps, held_findings = _without_held(steps, held)
    kept, doubles = without_doubles(x.piece for x in steps if x.fate in OURS)
    targets = {piece.target for piece in kept}
    steps = [x for x in steps if x.fate not in OURS or x.piece.target in targets]
    findings += [*held_findings, *doubles, *_gone(site, pieces)]
    findings += [found for step in steps for found in remarks(step)]
    pages = {url: piece.target for piece in kept for url in piece.urls}
    return FilesPlan(tuple(steps), tuple(findings), {**held, **pages})


def try_step(site: TargetSite, piece: ImportedFile) -> Step | Finding:
    """Decide what becomes of one file, or say why that cannot be."""
    try:
        return site.step(piece)
    except (UnsafePathError, OSError) as error:
        return piece.failed(NOT_WRITTEN, _reason(error))


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _without_held(
    steps: Iterable[Step], held: Mapping[str, str]
) -> tuple[list[Step], list[Finding]]:
    """Leave out what asks for a URL that a document of the site has.

    :param held: URL to document
    """
    found: list[Step] = []
    findings: list[Finding] = []
    for step in steps:
        urls = sorted(step.piece.urls & held.keys())
        if step.fate in WRITTEN and urls:
            holder = held[urls[0]]
            reason = _why_held(step.piece, holder)
            findings.append(step.piece.failed(reason, f"/{urls[0]} is {holder} here"))
        else:
            found.append(step)
    return found, findings


def _why_held(piece: ImportedFile, holder: str) -> str:
    if is_start_page(holder):
        return _START_PAGE
    return _REPLACEABLE if may_replace(piece, holder) else _HELD


NOT_WRITTEN = "These files cannot be written. Correct the cause, and import again"
_START_PAGE = (
    "The landing page here is your own, and the old one is not imported. Put what you "
    "want of it into index.md"
)
_REPLACEABLE = (
    "Pages of yours have these URLs. To have the old ones in their places, name the "
    "files here in FORCE, and import again"
)
_HELD = (
    "Pages of yours have these URLs. To have the old ones there, remove yours, and "
    "import again"
)
REMARKS = {
    Fate.EDITED: (
        "Files that are edited here are kept. FORCE takes the old site's again"
    ),
    Fate.DELETED: (
        "Files that are deleted here stay so. FORCE takes the old site's again"
    ),
    Fate.CONFLICT: (
        "Files that are edited here and have changed in the old site are kept. FORCE "
        "takes the old site's"
    ),
    Fate.FOREIGN: (
        "Files that no import wrote are kept. FORCE takes the old site's, if you name "
        "them"
    ),
}
GONE = "Files that the old site does not have any more are kept. Delete what you want"


def remarks(step: Step) -> list[Finding]:
    """Return what is kept, and why."""
    if step.fate not in REMARKS:
        return []
    found = replace(step.piece.failed(REMARKS[step.fate]), topic=Topic.KEPT)
    is_settled = step.fate in {Fate.EDITED, Fate.DELETED}
    return [replace(found, outcome=Outcome.KEPT) if is_settled else found]


def _gone(site: TargetSite, pieces: list[ImportedFile]) -> list[Finding]:
    """Report imported files whose source no longer exists."""
    targets = {piece.target for piece in pieces}
    return [
        Finding(
            outcome=Outcome.KEPT,
            source=target,
            line=0,
            what=entry.source,
            reason=GONE,
        )
        for target, entry in sorted(site.files.items())
        if target not in targets and entry.source and (site.folder / target).exists()
    ]


def check_writable(folder: Path) -> None:
    """Make sure that a folder can be written to, rather than report each file.

    :raises ImportFailedError: if it cannot be
    """
    try:
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        msg = f"{folder} cannot be written to: {error.strerror}"
        raise ImportFailedError(msg) from error


def write_files(
    steps: Iterable[Step], site: TargetSite, progress: Progress
) -> tuple[dict[str, ManifestEntry], list[Finding]]:
    """Do what was decided.

    :param steps: all that is planned; those that keep a file are passed over
    :returns: the manifest's files as they are then, and what could not be written
    """
    files = dict(site.files)
    findings: list[Finding] = []
    todo = [step for step in steps if step.fate in OURS]
    for step in progress(todo, len(todo), "writing files"):
        piece = step.piece
        try:
            if step.fate in WRITTEN:
                write_here(locate(site.folder, piece.target), piece.read())
        except (UnsafePathError, OSError) as error:
            findings.append(piece.failed(NOT_WRITTEN, _reason(error)))
        else:
            files[piece.target] = ManifestEntry(piece.source, step.digest)
    return files, findings

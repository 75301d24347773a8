"""What nothing takes in: documents for ``conf.py``, and names that are forced."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from permalink_import.documents_here import unread
from permalink_import.fates import OURS, Forced
from permalink_import.model import Finding, Outcome, Topic
from permalink_import.settings import CONF

if TYPE_CHECKING:
    from collections.abc import Iterable

    from permalink_import.conf_file import ConfFile
    from permalink_import.model import OldSite
    from permalink_import.writing import Step


_UNMATCHED = (
    "conf.py does not read these documents, or not as posts. Add the patterns to its "
    "list"
)


def not_read(
    old: OldSite, conf: ConfFile | None, steps: Iterable[Step]
) -> list[Finding]:
    """Return findings on documents that the build would not read, or not as posts.

    :param conf: as it is after the import; ``None`` if it cannot be read
    :param steps: what is written
    """
    is_post = {document.source: document.is_post for document in old.documents}
    ours = [x.piece for x in steps if x.piece.is_document and x.fate in OURS]
    ours = [piece for piece in ours if piece.source]
    pages = [piece.target for piece in ours]
    posts = [x.target for x in ours if is_post[x.source]]
    found: list[Finding] = []
    for name, files in (("include_patterns", pages), ("blog_post_pattern", posts)):
        if unmatched := unread(conf, name, files):
            example = unmatched[0]
            folder, suffix = example.split("/")[0], PurePosixPath(example).suffix
            found.append(
                Finding(
                    outcome=Outcome.LEFT,
                    source=CONF,
                    line=conf.line(name) if conf else 0,
                    what=f'{name} (add "{folder}/**/*{suffix}" for {example})',
                    reason=_UNMATCHED,
                    topic=Topic.MISSING,
                )
            )
    return found


def not_forced(forced: Forced, steps: Iterable[Step]) -> list[Finding]:
    """Return findings on paths that ``--force`` names in vain.

    :param steps: all that the import writes or keeps
    """
    targets = [step.piece.target for step in steps] + [CONF]
    named = {
        path
        for path in forced.paths
        for target in targets
        if Forced(paths=frozenset({path})).names(target)
    }
    return [
        Finding(
            outcome=Outcome.LEFT,
            source=path,
            line=0,
            what=f"FORCE={path}",
            reason=(
                "Nothing of the old site is imported to what FORCE names. Correct it"
            ),
            topic=Topic.SETTINGS,
        )
        for path in sorted(forced.paths - named)
    ]

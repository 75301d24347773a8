"""What became of an anchor, from the Git history of its document."""

from __future__ import annotations

import subprocess
import time
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from typing import TYPE_CHECKING

from permalink_blog.urls.url_list.git import HistoryError, list_changes, open_revisions
from permalink_blog.urls.url_list.headings import SourceAnchor, anchors_of_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from permalink_blog.urls.url_list.git import Commit, FileChange, Revisions


_SECONDS = 60.0  # for all of it, as for URLs


@dataclass(frozen=True, slots=True)
class AnchorPast:
    """The heading or label that had an id.

    :param was: the heading or label
    :param became: the heading in its place after that; ``None`` if it was removed
    :param commit: which changed it
    """

    was: SourceAnchor
    became: SourceAnchor | None
    commit: Commit


def find_anchors(
    source: Path, wanted: Mapping[str, AbstractSet[str]]
) -> tuple[dict[tuple[str, str], list[AnchorPast]], str]:
    """Find what changed the anchors of documents, the last change of each first.

    :param source: the source folder
    :param wanted: file of a document, as it is called now, to the ids that are gone
    :returns: by file and id, the steps from the id to what is there now; and why there
        may be more to find, or ""
    """
    found: dict[tuple[str, str], list[AnchorPast]] = {}
    end = time.monotonic() + _SECONDS
    try:
        changes, is_cut = list_changes(source, end)
        with open_revisions(source, end) as revisions:
            for file, ids in wanted.items():
                steps = [*_steps(source, file, changes, revisions)]
                for anchor in ids:
                    if past := _follow(steps, anchor):
                        found[file, anchor] = past
    except (HistoryError, OSError, subprocess.SubprocessError) as error:
        return found, str(error)
    total = sum(map(len, wanted.values()))
    if is_cut and len(found) < total:
        return found, "this is a shallow clone; `git fetch --unshallow` gets the rest"
    return found, ""


@dataclass(frozen=True, slots=True)
class _Step:
    """What a commit made of the anchors of a document."""

    commit: Commit
    old: list[SourceAnchor]
    new: list[SourceAnchor]


def _steps(
    source: Path, file: str, changes: list[FileChange], revisions: Revisions
) -> Iterator[_Step]:
    """Yield the changes of a document, also under its earlier names, newest first."""
    for change in changes:
        if change.new is None or change.old is None or change.new[0] != file:
            continue
        name, identity = change.new
        text = revisions.text(identity) if identity else _text(source / name)
        new = anchors_of_source(name, text)
        file = change.old[0]
        old = anchors_of_source(file, revisions.text(change.old[1]))
        yield _Step(change.commit, old, new)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return ""


def _follow(steps: list[_Step], anchor: str) -> list[AnchorPast]:
    """Follow an id from the last commit that took it to the present."""
    for number, step in enumerate(steps):
        position = next((i for i, x in enumerate(step.old) if anchor in x.ids), None)
        if position is None or any(anchor in x.ids for x in step.new):
            continue
        became = _successor(step, position)
        trail = [AnchorPast(step.old[position], became, step.commit)]
        for later in reversed(steps[:number]):
            if became is None:
                break
            now = {node_id for x in later.new for node_id in x.ids}
            if became.ids <= now or became not in later.old:
                continue
            became = _successor(later, later.old.index(became))
            trail.append(AnchorPast(trail[-1].was, became, later.commit))
        return trail
    return []


def _successor(step: _Step, position: int) -> SourceAnchor | None:
    """Return the heading that took the place of a heading or label."""
    was = step.old[position]
    if not was.is_heading:  # what the label stood above
        after = [x for x in step.old[position + 1 :] if x.is_heading][:1]
        return next((x for x in step.new if x in after), None)
    old = [x.text for x in step.old if x.is_heading]
    new = [x for x in step.new if x.is_heading]
    index = [x for x in step.old if x.is_heading].index(was)
    matcher = SequenceMatcher(None, old, [x.text for x in new], autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag != "replace" or not start <= index < end:
            continue
        candidates = new[new_start:new_end]
        if end - start == len(candidates):
            return candidates[index - start]
        texts = [x.text for x in candidates]
        near = get_close_matches(was.text, texts, n=1, cutoff=0.4)
        return candidates[texts.index(near[0])] if near else None
    return None

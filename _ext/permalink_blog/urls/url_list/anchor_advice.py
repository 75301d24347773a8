"""Advice on how to make a missing anchor work again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from permalink_blog.core.front_matter_source import line_of_key
from permalink_blog.urls.moved_anchors import KEY
from permalink_blog.urls.url_list.anchor_history import find_anchors
from permalink_blog.urls.url_list.documents import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from permalink_blog.urls.url_list.anchor_file import RecordedAnchor
    from permalink_blog.urls.url_list.anchor_history import AnchorPast
    from permalink_blog.urls.url_list.page_anchors import AnswerPage, PageAnchors


@dataclass(frozen=True, slots=True)
class AnchorAdviser:
    """Return advice on anchors that a build is missing.

    :param folder: the source folder
    :param pages: of the build
    """

    folder: Path
    pages: PageAnchors

    def advise(self, missing: Sequence[RecordedAnchor]) -> Iterator[tuple[int, str]]:
        """Yield the line of each anchor in the list, and what to do about it.

        The last value is without a line (0) if the Git history is incomplete.

        :param missing: that no page has
        """
        wanted: dict[str, set[str]] = {}
        for anchor in missing:
            if file := self._source_of(anchor.path):
                wanted.setdefault(file, set()).add(anchor.id)
        past, note = find_anchors(self.folder, wanted) if wanted else ({}, "")
        for anchor in missing:
            file = self._source_of(anchor.path)
            page = self.pages.find(anchor.path)
            trail = past.get((file, anchor.id), [])
            advice = self._advice(anchor, file, page, trail)
            yield anchor.line, f"{anchor.path}#{anchor.id}: {advice}"
        if note:
            yield 0, f"The Git history is incomplete: {note}."

    def _source_of(self, path: str) -> str:
        """Return the source of the document at a path; "" if there is none."""
        page = self.pages.find(path)
        docname = self.pages.output.documents.get(page.file) if page else None
        names = (f"{docname}{suffix}" for suffix in SUFFIXES if docname)
        return next((x for x in names if (self.folder / x).is_file()), "")

    def _advice(
        self,
        anchor: RecordedAnchor,
        file: str,
        page: AnswerPage | None,
        trail: Sequence[AnchorPast],
    ) -> str:
        said = _what_happened(trail)
        became = trail[-1].became if trail else None
        there = page.ids if page else frozenset()
        now = next((x for x in sorted(became.ids & there)), "") if became else ""
        if not file:
            return f"{said} Restore it, or delete this line."
        target = now or "NEW-ID"
        fix = self._fix(file, anchor.id, target)
        if not now:
            fix += ", with the id or URL that replaces it for NEW-ID"
        return f"{said} {fix}."

    def _fix(self, file: str, old: str, new: str) -> str:
        text = (self.folder / file).read_text(encoding="utf-8-sig", errors="replace")
        if line := line_of_key(text, KEY):
            return f"To fix it, add `{old}: {new}` to {KEY} in {file}:{line}"
        colon = ":" if file.endswith((".rst", ".txt")) else ""
        place = f"To fix it, add to the front matter of {file}"
        return f"{place}: `{colon}{KEY}: {{{old}: {new}}}`"


def _what_happened(trail: Sequence[AnchorPast]) -> str:
    """Return a sentence about the change that took an anchor."""
    if not trail:
        return "this anchor is missing."
    past = trail[0]
    commit = past.commit
    when = f"in {commit.name} on {commit.day}" if commit.name else ""
    when = when or "since the last commit"
    kind = "heading" if past.was.is_heading else "label"
    what = f"the {kind} {past.was.text!r}"
    if past.became is None or not past.was.is_heading:
        return f"{what} was removed {when}."
    return f"{what} became {past.became.text!r} {when}."

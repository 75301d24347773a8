"""What an import says when it ends, for its author to act upon."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from permalink_import.causes import causes_of
from permalink_import.fates import WRITTEN, Fate
from permalink_import.model import DocumentKind, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from permalink_import.causes import FindingCause
    from permalink_import.model import Finding, OldSite, Topic
    from permalink_import.writing import Step


SHOWN = 3
"""Places of a cause that are shown; all of them are in the file of the report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did, or would do.

    :param site: without the documents that could not be converted
    :param findings: all of them, of the reader, too
    :param converted: name of a construct to how many there were
    :param settings: name in ``conf.py`` to what happened to it
    :param urls: how many were added to the list of published URLs
    :param dry_run: nothing was written
    :param removed: files that came with the project, and are removed
    :param edited: files that came with the project, and that somebody has edited
    :param unset: names in ``conf.py`` whose values came with the project
    :param guide: how to read the guide's page about imports
    """

    site: OldSite
    steps: tuple[Step, ...]
    findings: tuple[Finding, ...]
    converted: Mapping[str, int]
    settings: Mapping[str, Fate]
    redirects: int
    urls: int
    dry_run: bool
    removed: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    unset: tuple[str, ...] = ()
    guide: str = "guide/importing.md"

    @property
    def is_clean(self) -> bool:
        """Return whether nothing needs the author's attention."""
        return all(found.outcome is Outcome.KEPT for found in self.findings)

    def lines(self, shown: int | None = SHOWN) -> Iterator[str]:
        """Return the lines: the counts, then each cause, then what to do next.

        :param shown: places of a cause that are named; ``None``: all of them
        """
        if self.dry_run:
            yield "Nothing is written. This is what an import would say:"
        yield from self._counts()
        if self.dry_run:
            yield from _titled("To be written:", self._to_write())
        yield from self._findings(shown)
        if not self.dry_run:
            yield from _NEXT

    def _counts(self) -> Iterator[str]:
        kinds = Counter(document.kind for document in self.site.documents)
        found = [_count(kinds[kind], kind.value) for kind in DocumentKind]
        found.append(_count(len(self.site.assets), "file"))
        yield f"{self.site.generator}: {', '.join(found)}."
        fates = Counter(step.fate for step in self.steps)
        yield (
            f"{fates[Fate.NEW]} are new, {fates[Fate.CHANGED]} changed, "
            f"{fates[Fate.SAME]} as they were."
        )
        if self.converted:
            each = (f"{name} {count}" for name, count in sorted(self.converted.items()))
            yield f"Converted: {', '.join(each)}."
        changed = [name for name, fate in self.settings.items() if fate in WRITTEN]
        if changed:
            yield f"Set in conf.py: {', '.join(changed)}."
        yield (
            f"{_count(self.redirects, 'redirect')}; "
            f"{_count(self.urls, 'URL')} added to published-urls.txt."
        )
        tops = {name.partition("/")[0] for name in self.removed}
        if tops:
            yield (
                f"Removed what came with this project: {', '.join(sorted(tops))} "
                "(KEEP=1 keeps them)."
            )
        for name in self.edited:
            yield f"Kept, since it is edited: {name}."
        if self.unset:
            yield (
                f"Still of this project, for you to replace in conf.py: "
                f"{', '.join(self.unset)}."
            )

    def _findings(self, shown: int | None) -> Iterator[str]:
        causes = causes_of(self.findings)
        if not causes:
            return
        yield ""
        yield f"{_count(len(causes), 'thing')} to look at, explained in {self.guide}:"
        topic: Topic | None = None
        for cause in causes:
            if cause.topic is not topic:
                topic = cause.topic
                yield from ("", f"{topic.value} (#{topic.anchor})")
            yield from _cause(cause, shown)

    def _to_write(self) -> list[str]:
        return sorted(
            printable(f"{step.piece.target} ({step.fate.value})")
            for step in self.steps
            if step.fate in WRITTEN
        )


_NEXT = (
    "",
    "Next:",
    "  make livehtml      see the result",
    "  make check-urls    check that every old URL answers",
    "  git add --all && git commit    keep it, with imported.json",
)


def _cause(cause: FindingCause, shown: int | None) -> Iterator[str]:
    """Return the lines of one cause: their number, the text, and places."""
    findings = cause.findings
    if shown is None or len(findings) <= shown + 1:  # no line for one more
        shown = len(findings)
    reason = printable(cause.reason)
    yield f"{len(findings):>4}  {reason[:1].upper()}{reason[1:]}."
    yield from (f"      {_place(found)}" for found in findings[:shown])
    if others := len(findings) - shown:
        yield f"      … and {others} more"


def _place(found: Finding) -> str:
    where = f"{found.source}:{found.line}" if found.line else found.source
    adds_detail = found.what not in {found.source, found.source.rpartition("/")[2]}
    return printable(f"{where}: {found.what}" if adds_detail else where)


def _titled(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield from ("", title)
        yield from (f"  {line}" for line in lines)


def printable(text: str) -> str:
    """Return a text whose control characters are escaped.

    Names and texts of an old site may have any, and a terminal obeys some.

    :param text: of a line, without its end
    """
    if text.isprintable():
        return text
    return "".join(
        char
        if char.isprintable() or unicodedata.category(char) in {"Zs", "Co", "Cn", "Cs"}
        else f"\\x{ord(char):02x}"
        for char in text
    )


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"

"""What an import says when it ends."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from blog_import.fates import WRITTEN, Fate
from blog_import.model import Kind, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from blog_import.model import Finding, OldSite
    from blog_import.writing import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What an import did, or would do.

    :param findings: all of them, of the reader, too
    :param settings: name in ``conf.py`` to what happened to it
    :param urls: how many were added to the ledger
    :param dry_run: nothing was written
    :param removed: files that came with the project, and are removed
    :param edited: files that came with the project, and that somebody has edited
    """

    site: OldSite
    steps: tuple[Step, ...]
    findings: tuple[Finding, ...]
    settings: Mapping[str, Fate]
    redirects: int
    urls: int
    dry_run: bool
    removed: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Say whether there is nothing that its author has to look at."""
        return all(found.outcome is Outcome.KEPT for found in self.findings)

    def lines(self) -> Iterator[str]:
        """Write it down: the counts, and then each finding."""
        if self.dry_run:
            yield "Nothing is written. This is what an import would say:"
        yield from self._counts()
        if self.dry_run:
            yield from _titled("To be written:", self._to_write())
        kept = [x for x in self.findings if x.outcome is Outcome.KEPT]
        others = [x for x in self.findings if x.outcome is not Outcome.KEPT]
        yield from _titled("Kept as it is here:", _sorted(kept))
        yield from _titled("To look at:", _sorted(others))

    def _counts(self) -> Iterator[str]:
        kinds = Counter(document.kind for document in self.site.documents)
        found = [_count(kinds[kind], kind.value) for kind in Kind]
        found.append(_count(len(self.site.assets), "file"))
        yield f"{self.site.generator}: {', '.join(found)}."
        fates = Counter(step.fate for step in self.steps)
        yield (
            f"{fates[Fate.NEW]} are new, {fates[Fate.CHANGED]} changed, "
            f"{fates[Fate.SAME]} as they were."
        )
        converted: Counter[str] = Counter()
        for document in self.site.documents:
            converted.update(document.converted)
        if converted:
            each = (f"{name} {converted[name]}" for name in sorted(converted))
            yield f"Converted: {', '.join(each)}."
        changed = [name for name, fate in self.settings.items() if fate in WRITTEN]
        if changed:
            yield f"Set in conf.py: {', '.join(changed)}."
        yield (
            f"{_count(self.redirects, 'redirect')}; "
            f"{_count(self.urls, 'URL')} added to the ledger."
        )
        yield from self._template()
        outcomes = Counter(found.outcome for found in self.findings)
        yield (
            f"{outcomes[Outcome.LEFT]} left as written, {outcomes[Outcome.FAILED]} not "
            f"imported, {outcomes[Outcome.KEPT]} kept as edited here."
        )

    def _template(self) -> Iterator[str]:
        tops = {name.partition("/")[0] for name in self.removed}
        if tops:
            yield (
                f"Removed what came with this project: {', '.join(sorted(tops))} "
                "(KEEP=1 keeps them)."
            )
        for name in self.edited:
            yield f"Kept, since it is edited: {name}."

    def _to_write(self) -> list[str]:
        return sorted(
            printable(f"{step.piece.target} ({step.fate.value})")
            for step in self.steps
            if step.fate in WRITTEN
        )


def _titled(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield from ("", title)
        yield from (f"  {line}" for line in lines)


def _sorted(findings: list[Finding]) -> list[str]:
    ordered = sorted(findings, key=lambda x: (x.source, x.line, x.what, x.reason))
    return [_line(found) for found in ordered]


def _line(found: Finding) -> str:
    where = f"{found.source}:{found.line}" if found.line else found.source
    return printable(f"{where}: {found.what}: {found.reason}")


def printable(text: str) -> str:
    """Return a text whose control characters are escaped.

    Names and texts of an old site may have any, and a terminal obeys some.
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

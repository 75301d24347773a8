"""What is reported of a conversion: what there was, and what its author has to see."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from permalink_import.model import Finding, Outcome, Topic

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


_LONGEST = 100
_MARKS = re.compile("[\ufdd0-\ufdef]")
"""Characters that stand for something while a text is converted."""


class TextReport:
    """Counts and findings of one text.

    :param text: as its author wrote it
    :param source: its file, for findings
    :param first_line: line of that file on which the text begins, from 1
    """

    def __init__(self, text: str, *, source: str, first_line: int) -> None:
        self._text = text
        self._source = source
        self._first_line = first_line
        self._counts: Counter[str] = Counter()
        self._findings: list[Finding] = []
        self._seen: dict[str, int] = {}

    def count(self, construct: str, times: int = 1) -> None:
        """Count a construct that was converted.

        :param construct: its key, as the report lists it
        :param times: how often; 0 adds nothing
        """
        if times:
            self._counts[construct] += times

    def leave(
        self,
        what: str,
        reason: str,
        *,
        offset: int | None = None,
        detail: str = "",
        topic: Topic = Topic.TEXT,
    ) -> None:
        """Report a piece that stays as it is.

        :param what: as its author wrote it
        :param reason: why, and what to do; the same text for all of one cause
        :param detail: what is special about this piece, behind it in parentheses
        :param offset: its place in the text; without it, the next place of ``what``
        """
        if offset is None:
            offset = self._text.find(what, self._seen.get(what, 0))
            self._seen[what] = offset + 1 if offset >= 0 else 0
        line = self._first_line + self._text.count("\n", 0, max(offset, 0))
        if offset < 0:
            line = 0
        one_line = " ".join(_MARKS.sub("", what).split())
        if len(one_line) > _LONGEST:
            one_line = f"{one_line[: _LONGEST - 1]}…"
        finding = Finding(
            outcome=Outcome.LEFT,
            source=self._source,
            line=line,
            what=f"{one_line} ({detail})" if detail else one_line,
            reason=reason,
            topic=topic,
        )
        if finding not in self._findings:
            self._findings.append(finding)

    @property
    def source(self) -> str:
        """The file of the text."""
        return self._source

    def place_of(self, words: Sequence[str]) -> int:
        """Return where one of some words is in the text, if it is there once.

        :param words: in the order in which they are tried; single characters are not
        :return: its offset; -1 if all of them are there several times, or never
        """
        for word in words:
            if len(word) > 1 and self._text.count(word) == 1:
                return self._text.find(word)
        return -1

    def find(self, words: str) -> int:
        """Return where words are first in the text, whatever their case.

        :param words: as they are written somewhere
        :return: their offset; -1 if they are not there
        """
        return self._text.lower().find(words.lower())

    @property
    def counts(self) -> Mapping[str, int]:
        """Return the number of each construct, by name."""
        return dict(sorted(self._counts.items()))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, by line."""
        return tuple(sorted(self._findings, key=lambda finding: finding.line))

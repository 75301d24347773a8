"""Counts and remarks of a form, kept until it is known whether the form is used."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol


class RemarkReport(Protocol):
    """Something that counts, and notes what is lost."""

    def count(self, construct: str, times: int = 1) -> None:
        """Count a construct that was converted.

        :param construct: its key, as the report lists it
        :param times: how often
        """

    def leave(self, what: str, reason: str) -> None:
        """Note a piece that is not as it was.

        :param what: the source, as written
        :param reason: a sentence for the author
        """


@dataclass(slots=True)
class Tally:
    """The counts and remarks of a form that may still be dropped."""

    counts: list[tuple[str, int]] = field(default_factory=list)
    findings: list[tuple[str, str]] = field(default_factory=list)

    def count(self, construct: str, times: int = 1) -> None:
        """Count a construct that was converted.

        :param construct: its key, as the report lists it
        :param times: how often
        """
        self.counts.append((construct, times))

    def leave(self, what: str, reason: str) -> None:
        """Note a piece that is not as it was.

        :param what: the source, as written
        :param reason: a sentence for the author
        """
        self.findings.append((what, reason))

    def add_to(self, report: RemarkReport) -> None:
        """Add everything to a report."""
        for construct, times in self.counts:
            report.count(construct, times)
        for what, reason in self.findings:
            report.leave(what, reason)

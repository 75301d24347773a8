"""Findings of one cause are one entry of the report, ordered by what readers notice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from permalink_import.model import Finding, Topic

if TYPE_CHECKING:
    from collections.abc import Iterable


_TOPICS = [*Topic]


@dataclass(frozen=True, slots=True)
class FindingCause:
    """What is wrong, and where.

    :param reason: what is wrong and what to do, without the full stop at its end
    :param findings: at least one, by file and line
    """

    topic: Topic
    reason: str
    findings: tuple[Finding, ...]


def causes_of(findings: Iterable[Finding]) -> list[FindingCause]:
    """Group findings by their causes.

    :param findings: of an import, in any order; of equal ones, one counts
    :returns: in the order of topics; of a topic, those with most findings first
    """
    groups: dict[tuple[Topic, str], list[Finding]] = {}
    for found in dict.fromkeys(findings):
        key = found.about, found.reason.rstrip(".")
        groups.setdefault(key, []).append(found)
    causes = [
        FindingCause(topic, reason, tuple(sorted(each, key=_by_place)))
        for (topic, reason), each in groups.items()
    ]
    return sorted(causes, key=_precedence)


def _by_place(found: Finding) -> tuple[str, int, str]:
    return found.source, found.line, found.what


def _precedence(cause: FindingCause) -> tuple[int, int, str]:
    return _TOPICS.index(cause.topic), -len(cause.findings), cause.reason

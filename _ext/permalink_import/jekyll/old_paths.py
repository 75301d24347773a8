"""Old paths in ``redirect_from`` that cannot lead to their document here.

jekyll-redirect-from writes one page over another where two ask for the same path; here
each path has one owner, and a build with two is refused.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from permalink_blog.core.errors import InvalidPermalinkError
from permalink_blog.core.front_matter_source import line_of_key
from permalink_blog.core.values import labels
from permalink_blog.urls.paths import Layout, collision_key, locate, parse_permalink
from permalink_blog.urls.pattern import PostValues
from permalink_import.model import Finding, Outcome, Topic

if TYPE_CHECKING:
    from collections.abc import Iterable

    from permalink_import.jekyll.config import JekyllConfig
    from permalink_import.jekyll.planning import PlannedText


KEY = "redirect_from"
_LEFT_OUT = (
    "Old paths that cannot lead to their document are left out of redirect_from. "
    "Remove those that nobody needs, and write the others into one document each"
)


def with_own_paths(
    documents: Iterable[PlannedText], files: Iterable[str], config: JekyllConfig
) -> tuple[list[PlannedText], list[Finding]]:
    """Leave each document the old paths that are its own, and report the others.

    :param files: what else is published, relative to the output folder
    """
    documents = list(documents)
    owners = {collision_key(file): file for file in files}
    for each in documents:
        if each.place and each.url:
            path = str(each.text.file)
            owners[collision_key(each.place.file)] = config.origin(path)
    found: list[PlannedText] = []
    findings: list[Finding] = []
    for each in documents:
        asked = labels(each.text.get(KEY))
        problems = {old: _problem(old, each, owners, config) for old in asked}
        findings += [
            _finding(each, old, reason, config)
            for old, reason in problems.items()
            if reason
        ]
        kept = [old for old in asked if not problems[old]]
        if len(kept) < len(asked):
            each = replace(each, additions={**each.additions, KEY: kept})
        found.append(each)
    return found, findings


def _problem(
    old: str, each: PlannedText, owners: dict[str, str], config: JekyllConfig
) -> str:
    """Return why a path cannot redirect to a document; else note its owner."""
    try:
        file = locate(parse_permalink(old, PostValues()), Layout()).file
    except InvalidPermalinkError as error:
        return f"{error.reason}; {error.remedy}"
    mine = config.origin(str(each.text.file))
    owner = owners.setdefault(collision_key(file), mine)
    if owner != mine:
        return f"it belongs to {owner}"
    if each.place and collision_key(each.place.file) == collision_key(file):
        return "the document itself is there"
    return ""


def _finding(each: PlannedText, old: str, reason: str, config: JekyllConfig) -> Finding:
    return Finding(
        outcome=Outcome.LEFT,
        source=config.origin(str(each.text.file)),
        line=line_of_key(f"\n{each.text.yaml}", KEY) or 0,
        what=f"{KEY}: {old} ({reason})",
        reason=_LEFT_OUT,
        topic=Topic.SETTINGS,
    )

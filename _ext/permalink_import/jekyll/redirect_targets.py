"""``redirect_to`` of jekyll-redirect-from: where documents lead that are redirects.

Jekyll asks nothing of a target. A build here warns of one where nothing is, and refuses
a circle, so that both are found before anything is written.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from permalink_blog.core.errors import InvalidPermalinkError
from permalink_blog.core.front_matter_source import line_of_key
from permalink_blog.core.values import labels
from permalink_blog.urls.redirects import parse_target
from permalink_blog.urls.variants import bare_key
from permalink_import.jekyll.urls import absolute
from permalink_import.model import Finding, Outcome, Topic

if TYPE_CHECKING:
    from collections.abc import Iterable

    from permalink_import.jekyll.config import JekyllConfig
    from permalink_import.jekyll.planning import PlannedText


KEY = "redirect_to"
_ABSOLUTE = (
    "The old site redirects to addresses that it does not have. They are kept, as "
    "absolute URLs; write other targets"
)
_LEFT_OUT = (
    "These redirects cannot work and are not imported. Write other targets in the old "
    "site, and import again"
)


def with_targets(
    documents: Iterable[PlannedText], urls: Iterable[str], config: JekyllConfig
) -> tuple[list[PlannedText], list[Finding]]:
    """Return documents whose ``redirect_to`` a build accepts, and what is reported.

    :param urls: paths of all that is published besides the documents
    """
    documents = list(documents)
    leads = {bare_key(x.url): _target(x) for x in documents if x.url and _target(x)}
    there = {bare_key(url) for url in urls}
    there |= {bare_key(each.url) for each in documents if each.url}
    found: list[PlannedText] = []
    findings: list[Finding] = []
    for each in documents:
        target = _target(each)
        problem = _problem(target, there, leads) if target else ""
        if not problem:
            found.append(each)
            continue
        whole = absolute(f"/{target.lstrip('/')}", config)
        is_kept = (
            "://" in whole and "circle" not in problem and "its target" not in problem
        )
        if is_kept:
            found.append(replace(each, additions={**each.additions, KEY: whole}))
            reason = _ABSOLUTE
        else:
            reason = _LEFT_OUT
        findings.append(
            Finding(
                outcome=Outcome.LEFT if is_kept else Outcome.FAILED,
                source=config.origin(str(each.text.file)),
                line=line_of_key(f"\n{each.text.yaml}", KEY) or 0,
                what=f"{KEY}: {target} ({problem})",
                reason=reason,
                topic=Topic.LINKS if is_kept else None,
            )
        )
    return found, findings


def _target(each: PlannedText) -> str:
    return next(iter(labels(each.text.own.get(KEY))), "")


def _problem(target: str, there: set[str], leads: dict[str, str]) -> str:
    """Return what is wrong with a target; "" for nothing."""
    seen: set[str] = set()
    while target:
        try:
            parsed = parse_target(target)
        except InvalidPermalinkError as error:
            return f"its target {error.reason}"
        if parsed.external:
            return ""
        key = bare_key(parsed.path)
        if key in seen:
            return "a circle"
        if key not in there:
            return "does not exist"
        seen.add(key)
        target = leads.get(key, "")
    return ""

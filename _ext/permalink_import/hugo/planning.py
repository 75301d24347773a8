"""What becomes of each page of Hugo's: a post, a page, a draft; and where it goes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from permalink_blog.core.front_matter_source import line_of_key
from permalink_import.hugo.content import EXTERNAL
from permalink_import.model import DocumentKind, Finding, Outcome, Topic
from permalink_import.proposed_targets import draft_target, page_target, post_target
from permalink_import.reasons import AT_LANDING, NO_URL
from permalink_import.sources.urls import why_no_permalink

if TYPE_CHECKING:
    from datetime import datetime

    from permalink_import.hugo.config import HugoConfig
    from permalink_import.hugo.pages import HugoPage


_UNPUBLISHED = {
    "future": (
        "Pages whose publishDate has not come are drafts here. Remove draft: true on "
        "that day"
    ),
    "expired": (
        "Pages whose expiryDate has passed are drafts here. Delete them if you like"
    ),
}
_UNRENDERED = "Pages that Hugo does not render are drafts here. Delete them if you like"
_EXTERNAL = (
    "Hugo gives texts in this markup to other programs. Convert them to Markdown with "
    "Pandoc (pandoc -t gfm), and import again"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPage:
    """A page, and what becomes of it.

    :param target: file here, relative to the source folder
    :param is_published: Hugo has published it
    :param permalink: its URL can be kept
    :param add_draft: its front matter has to say that it is a draft
    """

    page: HugoPage
    kind: DocumentKind
    target: str
    is_published: bool = True
    permalink: bool = True
    add_draft: bool = False


class HugoPlanner:
    """Decides about pages, and collects what there is to say."""

    def __init__(self, config: HugoConfig, now: datetime) -> None:
        self._config = config
        self._now = now
        self.findings: list[Finding] = []
        self.lost: list[str] = []
        """URLs of published pages that are not imported, or not at these URLs."""

    def plan(self, page: HugoPage) -> PlannedPage | None:
        """Decide about a page; ``None`` if it cannot be imported."""
        if page.file.suffix in EXTERNAL:
            self._add_finding(page, Outcome.FAILED, page.file.source, _EXTERNAL)
            if page.is_rendered and not page.why_unpublished(self._config, self._now):
                self.lost.append(page.url)
            return None
        planned = self._status(page)
        planned = replace(planned, target=self._target(page, planned.kind))
        problem = why_no_permalink(page.url) if planned.permalink else None
        if problem:
            what = f"{page.url} ({problem})"
            self._add_finding(page, Outcome.LEFT, what, NO_URL, "url", Topic.MISSING)
            planned = replace(planned, permalink=False)
            if planned.is_published:
                self.lost.append(page.url)
        return planned

    def _status(self, page: HugoPage) -> PlannedPage:
        if page.kind != "page":
            return self._of_branch(page)
        why = page.why_unpublished(self._config, self._now)
        date = page.date[1] if page.date else None
        if why == "future" and date and date > self._now:
            why = None  # a post of the future is a draft for ABlog, until then
            published = False
        else:
            published = why is None and page.is_rendered
        if why in _UNPUBLISHED:
            reason = _UNPUBLISHED[why]
            self._add_finding(
                page, Outcome.LEFT, page.file.source, reason, "", Topic.UNPUBLISHED
            )
        elif not why and not page.is_rendered:
            reason = _UNRENDERED
            self._add_finding(
                page, Outcome.LEFT, page.file.source, reason, "", Topic.UNPUBLISHED
            )
        is_draft = why is not None or not page.is_rendered
        in_section = bool(page.file.folder)
        is_post = date is not None and in_section and page.is_listed
        kind = (
            DocumentKind.DRAFT
            if is_draft
            else DocumentKind.POST
            if is_post
            else DocumentKind.PAGE
        )
        return PlannedPage(
            page=page,
            kind=kind,
            target="",
            is_published=published,
            permalink=not is_draft or date is not None or "url" in page.values,
            add_draft=is_draft and why != "draft",
        )

    def _of_branch(self, page: HugoPage) -> PlannedPage:
        is_home = page.kind == "home"
        if is_home:
            self._add_finding(
                page, Outcome.LEFT, page.url, AT_LANDING, "", Topic.REPLACED
            )
        return PlannedPage(
            page=page,
            kind=DocumentKind.PAGE,
            target="",
            is_published=page.is_rendered,
            permalink=not is_home,
        )

    def _target(self, page: HugoPage, kind: DocumentKind) -> str:
        file = page.file
        language = file.language
        ending = "" if language == self._config.default_language else f".{language}"
        if file.is_branch:
            return page_target(
                "/".join(filter(None, (file.folder, f"index{ending}.md")))
            )
        name = f"{file.name}{ending}.md"
        if file.bundle is not None:
            name = f"{file.name}/index{ending}.md"
        if kind is DocumentKind.POST and page.date:
            return post_target(name, page.date[1])
        if kind is DocumentKind.DRAFT:
            return draft_target(name)
        return page_target("/".join(filter(None, (file.folder, name))))

    def _add_finding(
        self,
        page: HugoPage,
        outcome: Outcome,
        what: str,
        reason: str,
        key: str = "",
        topic: Topic | None = None,
    ) -> None:
        line = line_of_key(page.matter.text, key) if key else None
        self.findings.append(
            Finding(
                outcome=outcome,
                source=page.file.source,
                line=line + 1 if line else 0,
                what=what,
                reason=reason,
                topic=topic,
            )
        )

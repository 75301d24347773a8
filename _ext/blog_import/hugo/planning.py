"""What becomes of each page of Hugo's: a post, a page, a draft; and where it goes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from blog_import.hugo.content import EXTERNAL
from blog_import.model import Finding, Kind, Outcome
from blog_import.placing import draft_target, page_target, post_target
from blog_import.sources.urls import why_no_permalink
from jekyll_frontmatter.source import line_of_key

if TYPE_CHECKING:
    from datetime import datetime

    from blog_import.hugo.config import Config
    from blog_import.hugo.pages import Page

_UNPUBLISHED = {
    "future": "its publishDate has not come, so that it is a draft here; remove "
    "'draft: true' on that day",
    "expired": "its expiryDate has passed, and it has no page any more; it is a draft "
    "here",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A page, and what becomes of it.

    :param target: file here, relative to the source folder
    :param is_published: Hugo has published it
    :param permalink: its URL can be kept
    :param add_draft: its front matter has to say that it is a draft
    """

    page: Page
    kind: Kind
    target: str
    is_published: bool = True
    permalink: bool = True
    add_draft: bool = False


class Planner:
    """Decides about pages, and collects what there is to say."""

    def __init__(self, config: Config, now: datetime) -> None:
        self._config = config
        self._now = now
        self.findings: list[Finding] = []

    def plan(self, page: Page) -> Planned | None:
        """Decide about a page; ``None`` if it cannot be imported."""
        if page.file.suffix in EXTERNAL:
            reason = (
                "Hugo gives such a file to another program. Convert it to Markdown "
                "with Pandoc (pandoc -t gfm), and import again"
            )
            self._say(page, Outcome.FAILED, page.file.source, reason)
            return None
        planned = self._status(page)
        planned = replace(planned, target=self._target(page, planned.kind))
        problem = why_no_permalink(page.url) if planned.permalink else None
        if problem:
            self._say(page, Outcome.LEFT, page.url, problem, "url")
            planned = replace(planned, permalink=False)
        return planned

    def _status(self, page: Page) -> Planned:
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
            self._say(page, Outcome.LEFT, page.file.source, _UNPUBLISHED[why])
        elif not why and not page.is_rendered:
            reason = "Hugo makes no page of it; it is a draft here"
            self._say(page, Outcome.LEFT, page.file.source, reason)
        is_draft = why is not None or not page.is_rendered
        in_section = bool(page.file.folder)
        is_post = date is not None and in_section and page.is_listed
        kind = Kind.DRAFT if is_draft else Kind.POST if is_post else Kind.PAGE
        return Planned(
            page=page,
            kind=kind,
            target="",
            is_published=published,
            permalink=not is_draft or date is not None or "url" in page.values,
            add_draft=is_draft and why != "draft",
        )

    def _of_branch(self, page: Page) -> Planned:
        is_home = page.kind == "home"
        if is_home:
            reason = (
                "it is a page without a URL of its own, since the landing page here is "
                "index.md. Put its text there, and delete it"
            )
            self._say(page, Outcome.LEFT, page.url, reason)
        return Planned(
            page=page,
            kind=Kind.PAGE,
            target="",
            is_published=page.is_rendered,
            permalink=not is_home,
        )

    def _target(self, page: Page, kind: Kind) -> str:
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
        if kind is Kind.POST and page.date:
            return post_target(name, page.date[1])
        if kind is Kind.DRAFT:
            return draft_target(name)
        return page_target("/".join(filter(None, (file.folder, name))))

    def _say(
        self, page: Page, outcome: Outcome, what: str, reason: str, key: str = ""
    ) -> None:
        line = line_of_key(page.matter.text, key) if key else None
        self.findings.append(
            Finding(
                outcome=outcome,
                source=page.file.source,
                line=line + 1 if line else 0,
                what=what,
                reason=reason,
            )
        )

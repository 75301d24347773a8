"""What becomes of each text of a site: a document, a redirect or something else."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from posixpath import splitext
from typing import TYPE_CHECKING, Any

from permalink_blog.core.dates import DATE_FORMS, InvalidDateError, date_or_none
from permalink_blog.core.errors import InvalidPermalinkError
from permalink_blog.core.front_matter import read_front_matter
from permalink_blog.core.front_matter_source import line_of_key
from permalink_import.jekyll.additions import additions_of, as_fields, permalink_for
from permalink_import.jekyll.days import existing_day
from permalink_import.jekyll.special import Special, special_of
from permalink_import.jekyll.titles import are_of_headings, has_markup
from permalink_import.jekyll.tree import Role
from permalink_import.jekyll.urls import place_of
from permalink_import.model import DocumentKind, Finding, Outcome, Topic
from permalink_import.proposed_targets import draft_target, page_target, post_target
from permalink_import.reasons import NO_URL

if TYPE_CHECKING:
    from permalink_import.jekyll.config import JekyllConfig
    from permalink_import.jekyll.texts import JekyllText
    from permalink_import.jekyll.urls import JekyllLocation


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedText:
    """A text, and what becomes of it.

    :param place: where Jekyll publishes it, or would once it is published
    :param is_published: Jekyll has published it
    :param when: its date
    :param special: what it is, if it is no document
    :param kind: of the document
    :param target: of the document
    :param additions: to its front matter
    """

    text: JekyllText
    place: JekyllLocation | None
    is_published: bool
    when: datetime | None
    special: Special | None = None
    kind: DocumentKind = DocumentKind.PAGE
    target: str = ""
    additions: dict[str, Any] = field(default_factory=dict)

    @property
    def url(self) -> str | None:
        """Return Jekyll's URL of the text; ``None`` for the landing page."""
        is_there = self.is_published and not self.is_landing
        return self.place.url if self.place and is_there else None

    @property
    def is_landing(self) -> bool:
        """Return whether the text was the landing page, which is replaced here."""
        return self.place is not None and self.place.file == "index.html"


class JekyllPlanner:
    """Decides, and collects what there is to say."""

    def __init__(self, config: JekyllConfig, now: datetime) -> None:
        self.config = config
        self.now = now
        self.findings: list[Finding] = []
        self._titles_of_headings = are_of_headings(config)

    def plan(self, text: JekyllText) -> PlannedText | None:
        """Decide about one text; ``None`` if it cannot be imported."""
        when = self._date(text)
        if when is None and text.file.role is Role.POST:
            self._add_finding(text, Outcome.FAILED, text.file.path, _NO_DAY)
            return None
        place = self._place(text, when)
        is_published = self._is_published(text, when)
        special = special_of(text, place, self.config)
        planned = PlannedText(
            text=text,
            place=place,
            is_published=is_published,
            when=when,
            special=special,
        )
        return planned if special else self._document(planned)

    def _document(self, planned: PlannedText) -> PlannedText:
        text = planned.text
        kind = self._kind(text)
        additions = additions_of(
            text, self.config.zone, titles_of_headings=self._titles_of_headings
        )
        if has_markup(text.get("title")):
            what = f"title: {text.get('title')}"
            self._add_finding(text, Outcome.LEFT, what, _TITLE, "title", Topic.TEXT)
        target = self._target(text, kind, planned.when)
        planned = replace(planned, kind=kind, target=target, additions=additions)
        if planned.is_landing and text.own.get("permalink") is not None:
            additions["permalink"] = None  # index.md has it
        if planned.place is None or planned.is_landing:
            return planned
        try:
            permalink = permalink_for(
                text,
                planned.place,
                target=target,
                additions=additions,
                zone=self.config.zone,
            )
        except InvalidPermalinkError as error:
            what = f"{planned.place.url} ({error.reason}; {error.remedy})"
            self._add_finding(
                text, Outcome.LEFT, what, NO_URL, "permalink", Topic.MISSING
            )
            return planned
        if permalink is not None:
            additions["permalink"] = permalink
        return planned

    def _kind(self, text: JekyllText) -> DocumentKind:
        if text.file.role is Role.DRAFT:
            return DocumentKind.DRAFT
        if text.file.role is not Role.POST:
            return DocumentKind.PAGE
        said = {**text.defaults, **text.own}
        fields = as_fields({k: said[k] for k in ("published",) if k in said})
        return (
            DocumentKind.DRAFT if read_front_matter(fields).draft else DocumentKind.POST
        )

    def _target(
        self, text: JekyllText, kind: DocumentKind, when: datetime | None
    ) -> str:
        path = text.file.path
        stem = splitext(path)[0]
        name = f"{existing_day(stem.rpartition('/')[2])}.md"
        if kind is DocumentKind.DRAFT:
            return draft_target(name)
        if kind is DocumentKind.POST:
            return post_target(name, when or self.now)
        parts = stem.split("/")
        # A hidden file or folder is no document, nor is what a pattern leaves out.
        return page_target("/".join(part.lstrip("_.") or "x" for part in parts) + ".md")

    def _date(self, text: JekyllText) -> datetime | None:
        try:
            return text.when(self.config.zone)
        except InvalidDateError:
            value = text.get("date")
            if value is not None:
                what = f"date: {value}"
                self._add_finding(
                    text, Outcome.LEFT, what, _DATE, "date", Topic.MISSING
                )
            return _named_date(text)

    def _place(self, text: JekyllText, when: datetime | None) -> JekyllLocation | None:
        try:
            return place_of(text, self.config, when)
        except InvalidPermalinkError as error:
            if when is not None or text.file.role is not Role.DRAFT:
                what = str(text.get("permalink") or text.file.path)
                what = f"{what} ({error.reason}; {error.remedy})"
                self._add_finding(
                    text, Outcome.LEFT, what, NO_URL, "permalink", Topic.MISSING
                )
            return None

    def _is_published(self, text: JekyllText, when: datetime | None) -> bool:
        """Return whether Jekyll publishes a text (``Jekyll::Publisher``)."""
        values = self.config.values
        if text.file.role is Role.DRAFT:
            if values["show_drafts"]:
                where = (Outcome.LEFT, text.file.path, _SHOWN, "", Topic.SETTINGS)
                self._add_finding(text, *where)
            return False
        if not text.is_published and not values["unpublished"]:
            return False
        if text.file.role is Role.PAGE or when is None:
            return True
        return bool(values["future"]) or when <= self.now

    def _add_finding(
        self,
        text: JekyllText,
        outcome: Outcome,
        what: str,
        reason: str,
        key: str = "",
        topic: Topic | None = None,
    ) -> None:
        block = f"\n{text.yaml}"
        line = line_of_key(block, key) if key else None
        self.findings.append(
            Finding(
                outcome=outcome,
                source=self.config.origin(text.file.path),
                line=line or 0,
                what=what,
                reason=reason,
                topic=topic,
            )
        )


_SHOWN = (
    "Drafts that were published (show_drafts in _config.yml) are drafts here, without "
    "their old URL. Move to _posts what is to be published, and import again"
)
_TITLE = (
    "Titles are text here, and markup in them is left out. The words are the same; "
    "nothing has to be done"
)
_NO_DAY = (
    "The file name of a post begins with a day that does not exist. Rename the file, "
    "and import again"
)
_DATE = (
    "Dates that Jekyll guesses are not read: the post is a draft here, at the URL that "
    f"its file name gives. Write a date such as {', '.join(DATE_FORMS[:2])}"
)


def _named_date(text: JekyllText) -> datetime | None:
    return date_or_none(existing_day(text.name.date or "") or None, UTC)

"""The checks of one document, when it is read."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import yaml  # type: ignore[import-untyped]
from docutils.languages import get_language
from docutils.nodes import fully_normalize_name
from sphinx.transforms import SphinxTransform

from permalink_blog.checks.images import images_without_text
from permalink_blog.checks.keys import PROPERTIES
from permalink_blog.checks.kinds import DATE
from permalink_blog.checks.nearest import nearest_key
from permalink_blog.checks.report import shown, warn
from permalink_blog.checks.schema import is_of_kind
from permalink_blog.core.dates import date_or_none, site_zone
from permalink_blog.core.front_matter import read_front_matter
from permalink_blog.core.parsed_source import parsed_yaml
from permalink_blog.core.parsed_yaml import yaml_of
from permalink_blog.core.priorities import Reading
from permalink_blog.core.stored_front_matter import front_matter_of, key_line
from permalink_blog.core.timezone import tomorrow
from permalink_blog.frontmatter.entries import entries_of, read_entries
from permalink_blog.frontmatter.extension import UNREADABLE
from permalink_blog.frontmatter.sections import lacks_title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from docutils import nodes
    from sphinx.application import Sphinx

    from permalink_blog.core.front_matter import BlogFields
    from permalink_blog.frontmatter.entries import FrontMatterEntry


# These report values when pages are written, which not every builder does.
_WITH_PAGES = frozenset(
    {"permalink_blog.feeds", "permalink_blog.comments", "permalink_blog.urls"}
)
_PLANNED = timedelta(days=365)
"""How far ahead the date of a post is planned; beyond, the year is likely mistyped."""

_SOURCE, _TITLE = "blog_checks_source", "blog_checks_title"  # in env.temp_data


def keep_source(app: Sphinx, docname: str, source: list[str]) -> None:
    """Keep a document's text until it is parsed (``source-read``).

    :param source: list of one item, as Sphinx passes it
    """
    app.env.temp_data[_SOURCE] = source[0]


class NoteTitle(SphinxTransform):
    """Record whether a heading is the title, before one is made of the file's name."""

    default_priority = Reading.HEADING_NOTED

    def apply(self, **_kwargs: Any) -> None:
        """Record whether the document has a title."""
        self.env.temp_data[_TITLE] = not lacks_title(self.document)


def check_document(app: Sphinx, doctree: nodes.document) -> None:
    """Warn about a document (``doctree-read``, after all other handlers)."""
    page = _CheckedDocument(app, doctree)
    page.check_keys()
    page.check_values()
    page.check_title()
    page.check_date()
    page.check_excerpt()
    for node, message in images_without_text(doctree):
        warn("alt", message, node)


class _CheckedDocument:
    """A document with its front matter, for the checks."""

    def __init__(self, app: Sphinx, doctree: nodes.document) -> None:
        self.app, self.doctree = app, doctree
        self.docname = app.env.docname
        self.metadata = app.env.metadata[self.docname]
        self.source = str(app.env.temp_data.get(_SOURCE, ""))
        parsed = parsed_yaml(app.env, yaml_of(self.source))
        self.entries = entries_of(parsed) if parsed else read_entries(self.source)
        texts = front_matter_of(app.env, self.docname)
        self.fields: BlogFields = read_front_matter(texts)
        posts: dict[str, Any] = getattr(app.env, "ablog_posts", {})
        self.posts: Sequence[Any] = posts.get(self.docname, ())

    def warn(self, subtype: str, message: str, line: int) -> None:
        """Log a warning about the document.

        :param subtype: of ``blog_checks``
        :param message: with key, value and what is expected
        :param line: from 1
        """
        warn(subtype, message, (self.docname, line))

    def line(self, key: str) -> int:
        """Return the line of a key, or 1 if it is unknown.

        :param key: of the front matter
        """
        lines = (entry.line for entry in self.entries if entry.name == key)
        return next(lines, 0) or key_line(self.app.env, self.docname, key) or 1

    def check_keys(self) -> None:
        """Warn about unknown keys that resemble a known one."""
        config = self.app.config
        names = {entry.name: entry.line for entry in self.entries}
        if not names:  # reStructuredText has fields; parsers add some of their own
            env, name = self.app.env, self.docname
            lines = {key: key_line(env, name, key) for key in self.metadata}
            names = {key: line for key, line in lines.items() if line}
        own = {*PROPERTIES, *config.blog_checks_keys}
        for name, line in names.items():
            if name in own or self._is_known_to_docutils(name):
                continue
            if near := nearest_key(name):
                self.warn("key", f"{name}: did you mean {near}?", line)
            elif config.blog_checks_strict:
                expected = "a key that something reads, or one of blog_checks_keys"
                self.warn("key", f"{name}: expected {expected}", line)

    def _is_known_to_docutils(self, name: str) -> bool:
        """Return whether a name is a bibliographic field: "Date", German "Datum"."""
        settings, reporter = self.doctree.settings, self.doctree.reporter
        known: Any = get_language(settings.language_code, reporter)
        return fully_normalize_name(name) in known.bibliographic_fields

    def check_values(self) -> None:
        """Warn about values of a wrong type that no other extension reports."""
        for entry in self._not_reported_elsewhere():
            known = PROPERTIES[entry.name]
            try:
                value = entry.value
            except (yaml.YAMLError, RecursionError):
                continue  # whoever parses the document tells so
            if not is_of_kind(entry.name, value) or (
                known.kind is DATE and not self._is_date(value)
            ):
                expected = known.kind.expected
                message = f"{entry.name}: {shown(value)}: expected {expected}"
                self.warn("value", message, entry.line)

    def _not_reported_elsewhere(self) -> Iterator[FrontMatterEntry]:
        extensions = set(self.app.extensions)
        if self.app.builder.format != "html":
            extensions -= _WITH_PAGES
        reported = set()
        if "permalink_blog.frontmatter" in extensions:
            reported = {problem.key for problem in self.fields.problems}
            if self.posts or self.fields.blogpost:
                reported.add("date")
        for entry in self.entries:
            known = PROPERTIES.get(entry.name)
            if (
                known
                and entry.name not in reported
                and known.checked_by not in extensions
            ):
                yield entry

    def _is_date(self, value: object) -> bool:
        return value in (None, "") or self._date(str(value)) is not None

    def _date(self, text: str) -> datetime | None:
        zone = site_zone(self.app.config.permalink_timezone)
        site_format = getattr(self.app.config, "post_date_format", None)
        return date_or_none(text, zone, site_format=site_format)

    def check_title(self) -> None:
        """Report a document without a title and a heading, if nothing took them."""
        known = self.app.env.temp_data
        if self.fields.title or known.get(_TITLE, True):
            return
        if known.get(UNREADABLE) or "\N{REPLACEMENT CHARACTER}" in self.source:
            return  # reported, with what it is that cannot be read
        expected = 'expected "title" in the front matter, or a heading'
        self.warn("title", f"no title: {expected}", 1)

    def check_date(self) -> None:
        """Warn about a date so far in the future that it is likely to be a mistake."""
        date = self._date(self.fields.date) if self.fields.date else None
        too_far = tomorrow(self.app.config) + _PLANNED
        if self.fields.draft or date is None or date < too_far:
            return
        effect = ". Until then, the post is a draft" if self.posts else ""
        message = (
            f"date: {self.fields.date!r} is more than a year in the future{effect}"
        )
        self.warn("future", message, self.line("date"))

    def check_excerpt(self) -> None:
        """Warn about an excerpt that is longer than lists should show."""
        length = sum(map(len, self.fields.excerpt))
        most = self.app.config.blog_checks_excerpt_length
        if length > most:
            expected = f"at most {most} (blog_checks_excerpt_length)"
            message = f"excerpt: it has {length} characters: expected {expected}"
            self.warn("excerpt", message, self.line("excerpt"))

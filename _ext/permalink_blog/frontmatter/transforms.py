"""The stages of a document on its way to Sphinx's metadata and to ABlog."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from permalink_blog.core.dates import (
    EXPECTED_DATE,
    InvalidDateError,
    parse_date,
    site_zone,
)
from permalink_blog.core.front_matter import (
    BlogFields,
    Convention,
    FieldProblem,
    read_front_matter,
)
from permalink_blog.core.messages import shorten, warn_of_field
from permalink_blog.core.names import PostName
from permalink_blog.core.priorities import Reading
from permalink_blog.core.stored_front_matter import known_values, note_parsed_values
from permalink_blog.core.values import field_value
from permalink_blog.frontmatter.docinfo import FieldList
from permalink_blog.frontmatter.sections import lacks_title, page_title, place_title
from permalink_blog.frontmatter.translation import (
    add_messages,
    description_of,
    translate,
)
from permalink_blog.posts import nodes as posts

if TYPE_CHECKING:
    from datetime import datetime

    from permalink_blog.core.values import Value


_KEY = "jekyll_frontmatter"  # in env.temp_data: what one stage leaves to the next


@dataclass(frozen=True, slots=True, kw_only=True)
class _DocumentInReading:
    front_matter: BlogFields
    date: datetime | None
    is_post: bool
    docinfo: nodes.docinfo | None = None


class _Stage(SphinxTransform):
    """A transform that reads the results of earlier ones."""

    @property
    def page(self) -> _DocumentInReading:
        page: _DocumentInReading = self.env.temp_data[_KEY]
        return page

    @page.setter
    def page(self, page: _DocumentInReading) -> None:
        self.env.temp_data[_KEY] = page

    @property
    def clock(self) -> posts.Clock:
        zone = site_zone(self.config.permalink_timezone)
        return posts.Clock(zone, getattr(self.config, "post_date_format", None))


class ReadFrontMatter(_Stage):
    """Read the front matter, and put it in the one form that everyone can rely on."""

    default_priority = Reading.FRONT_MATTER

    def apply(self, **_kwargs: Any) -> None:
        """Read fields, and normalize tags, categories, authors and date."""
        docname = self.env.docname
        known = known_values(self.env)
        fields = FieldList(self.document, known)
        raw = fields.texts()
        note_parsed_values(self.env, raw)
        convention = Convention(self.config.jekyll_frontmatter_tags)
        front_matter = read_front_matter(raw, convention=convention)
        for problem in front_matter.problems:
            if problem.key == "redirect" and "permalink_redirects" in self.config:
                continue  # permalinks says more about it
            warn_of_field(self.env, docname, problem)
        is_post = front_matter.blogpost
        if is_post is None:
            is_post = posts.matches_pattern(self.config, docname)
        fields.write_as_text()
        _normalize(fields, front_matter, convention, known)
        front_matter = self._translate(fields, front_matter)
        date = self._date(fields, front_matter.date, is_post=is_post)
        self.page = _DocumentInReading(
            front_matter=front_matter, date=date, is_post=is_post
        )

    def _translate(self, fields: FieldList, front_matter: BlogFields) -> BlogFields:
        """Translate the texts that lists, feeds and previews show of a document.

        Each paragraph is a message.

        :param fields: in which translations take the place of the texts
        :returns: *front_matter* with the excerpt to show
        """
        texts = {
            "description": description_of(fields.texts()),
            "excerpt": front_matter.excerpt,
        }
        # Sphinx 9 deprecates "app" here.
        builder: Any = getattr(self.env, "_builder_cls", None) or self.app.builder
        if builder.name == "gettext":
            add_messages(self.document, (x for text in texts.values() for x in text))
            return front_matter
        env, docname = self.env, self.env.docname
        for key, text in texts.items():
            found = tuple(translate(env, docname, x) or x for x in text)
            if found != text:
                fields.set(key, *found)
                texts[key] = found
        return replace(front_matter, excerpt=texts["excerpt"])

    def _date(
        self, fields: FieldList, text: str | None, *, is_post: bool
    ) -> datetime | None:
        """Read the date, or for a post the one in its file's name."""
        key = "date"
        if text is None and is_post:
            key, text = "file name", PostName.from_docname(self.env.docname).date
        if text is None:
            return None
        clock = self.clock
        try:
            date = parse_date(text, clock.zone, site_format=clock.site_format)
        except InvalidDateError:
            if is_post:
                effect = "The post stays a draft."
                self._warn_of_date(key, text, EXPECTED_DATE, effect)
            return None
        if date.ignored_zone:
            effect = f"{date.ignored_zone!r} is ignored, as Jekyll does."
            self._warn_of_date(key, text, 'an offset such as "+0200"', effect)
        fields.set("date", str(date))
        return date.when

    def _warn_of_date(self, key: str, text: str, expected: str, effect: str) -> None:
        problem = FieldProblem("date", key, text, expected, effect)
        warn_of_field(self.env, self.env.docname, problem)


def _normalize(
    fields: FieldList,
    front_matter: BlogFields,
    convention: Convention,
    known: dict[str, tuple[str, Value]],
) -> None:
    """Write lists in one form; invalid values stay as they were written."""
    raw = fields.texts()
    unclear = {p.key for p in front_matter.problems if p.subtype == "value"}
    for keys, labels in (
        ({"tags", "tag"}, front_matter.tags),
        ({"categories", "category"}, front_matter.categories),
    ):
        if keys & raw.keys() and not keys & unclear:
            text = json.dumps(labels, ensure_ascii=False)
            named = [max(keys, key=len)]
            if convention is Convention.ABLOG and "category" in keys & raw.keys():
                named.append("category")  # for who reads it as Jekyll does
            for key in named:
                fields.set(key, text)
                known[key] = (text, list(labels))
    if isinstance(field_value(raw, "author"), list | dict):
        fields.set("author", raw["author"])  # not as Markdown, not with smart quotes
    if "authors" in raw and "author" not in raw and front_matter.authors:
        fields.set("authors", *front_matter.authors)


class PlaceTitle(_Stage):
    """Show the title once."""

    default_priority = Reading.TITLE

    def apply(self, **_kwargs: Any) -> None:
        """Make the title the page's heading; a post without any gets one."""
        title = self.page.front_matter.title
        is_post = self.page.is_post or posts.post_nodes(self.config, self.document)
        if title is None and is_post and lacks_title(self.document):
            title = PostName.from_docname(self.env.docname).title
        if title is not None:
            translation = translate(self.env, self.env.docname, title)
            place_title(self.document, title, translation=translation)


class HideFrontMatter(_Stage):
    """Show ABlog nothing but whether the document is a post.

    It would fail at much that authors of Jekyll write, such as ``image: /a.png``.
    """

    default_priority = Reading.FRONT_MATTER_HIDDEN

    def apply(self, **_kwargs: Any) -> None:
        """Remove the docinfo; a post gets one that ABlog understands."""
        docinfo = next(iter(self.document.findall(nodes.docinfo)), None)
        if docinfo is not None:
            self.document.remove(docinfo)
        # A "post" directive takes precedence over front matter.
        page = self.page
        directives = posts.post_nodes(self.config, self.document)
        if page.is_post and directives:
            self._add_to(directives[0])
        is_post = page.is_post and not directives
        self.page = replace(page, docinfo=docinfo, is_post=is_post)
        if is_post:
            name, body = nodes.field_name("", "blogpost"), nodes.field_body("")
            self.document.insert(0, nodes.docinfo("", nodes.field("", name, body)))

    def _add_to(self, directive: nodes.Element) -> None:
        """Add what front matter says to a directive; only one of two dates counts."""
        front_matter, written = self.page.front_matter, directive["date"]
        # That of a file's name does not publish a directive without a date.
        date = None if front_matter.date is None else self.page.date
        posts.add_front_matter(
            directive,
            front_matter,
            config=self.config,
            date=None if front_matter.draft else date,
        )
        if date and written and not posts.is_date(written, date, self.clock):
            problem = FieldProblem(
                *("date", "date", str(front_matter.date)),
                f'the date of the directive "post", {shorten(written)!r}, or none',
                "The date of the directive counts.",
            )
            warn_of_field(self.env, self.env.docname, problem)


class CompletePost(_Stage):
    """Give ABlog's post its values, and the document its docinfo."""

    default_priority = Reading.POST_COMPLETED

    def apply(self, **_kwargs: Any) -> None:
        """Undo :class:`HideFrontMatter`, and check the dates that ABlog will read."""
        page, document = self.page, self.document
        for substitute in list(document.findall(nodes.docinfo)):
            document.remove(substitute)
        if page.docinfo is not None:
            document.insert(0, page.docinfo)
        found = posts.post_nodes(self.config, document)
        if not found:
            return
        if not self.config.keep_warnings:
            posts.drop_messages(document)
        draft = page.is_post and page.front_matter.draft
        if page.is_post:
            posts.fill_post(
                found[0],
                page.front_matter,
                config=self.config,
                date=None if draft else page.date,
                title=page_title(document)
                or PostName.from_docname(self.env.docname).title,
            )
        posts.check_dates(self.config, document, self.clock)
        dated = all(node["date"] for node in found)
        posts.check_updates(self.config, document, self.clock, dated=dated, draft=draft)

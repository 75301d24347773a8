"""Anchors of headings: each keeps the id that kramdown gave it.

Links from elsewhere lead to these ids. Where MyST gives a heading another one, the id
is written before it.
"""

from __future__ import annotations

from functools import cached_property
from html import escape
from itertools import count
from typing import TYPE_CHECKING

from myst_parser.slugs import github_slugify, unique_slug

from permalink_import.jekyll.kramdown.checking.ids import OTHER, page_ids
from permalink_import.jekyll.kramdown.parsing.texts import text_of_entity
from permalink_import.jekyll.kramdown.parsing.tree import Element, ElementKind
from permalink_import.jekyll.kramdown.plan import top_headers
from permalink_import.jekyll.kramdown.writing.attributes import is_plain_id
from permalink_import.sources.headings import (
    DEEPEST_ANCHOR,
    IDS_OF_THEME,
    TAKEN_BY_THEME,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from permalink_import.jekyll.kramdown.checking.ids import PageIds
    from permalink_import.jekyll.kramdown.plan import WritingPlan
    from permalink_import.jekyll.kramdown.writing.tally import RemarkReport
    from permalink_import.jekyll.kramdown.writing.units import Unit


_TAKEN = (
    "Links to these ids lead to an earlier heading, of which MyST makes the same "
    "anchor. Give one of them another id, or change the heading"
)


class HeadingAnchors:
    """Finds out which headings of a text need an anchor.

    :param title: of the page, which stands before the text
    """

    def __init__(self, plan: WritingPlan, *, title: str, report: RemarkReport) -> None:
        self._plan = plan
        self._title = title
        self._report = report
        self._headers = [*top_headers(plan.document.root)]
        self._taken: list[str] = []

    def expected(self) -> frozenset[str]:
        """Return the fragments that links of MyST will find, before it is written."""
        slugs = [github_slugify(self._title)] if self._title else []
        found = set()
        for header in self._headers:
            name = header.attributes.get("id", "")
            slug = ""
            if self._plan.level(header) <= DEEPEST_ANCHOR:
                text = "".join(map(_source_text, header.children))
                slug = unique_slug(github_slugify(text), slugs)
                slugs.append(slug)
            if name and (name == slug or is_plain_id(name)):
                found.add(name)
        return frozenset(found)

    def add(
        self, tokens: Sequence[Token], units: Sequence[Unit]
    ) -> tuple[bool, frozenset[str]]:
        """Add anchors before headings that have not the id that kramdown gave them.

        :param tokens: of the text as it was written last
        :param units: its blocks, with the lines on which they are
        :return: whether any was added, and the fragments that links of MyST find
        """
        ids = page_ids(tokens, title=self._title)
        by_line = {heading.line: n for n, heading in enumerate(ids.headings)}
        by_header = {id(unit.element): unit for unit in units}
        resolved, is_changed = set(), False
        self._taken.clear()
        numbered = {by_line.get(unit.lines[0]): unit for unit in by_header.values()}
        for header in self._headers:
            unit = by_header.get(id(header))
            name = header.attributes.get("id", "")
            if unit is None or not name.strip():
                continue
            number = by_line.get(unit.lines[0])
            if number is not None and name in ids.headings[number].ids:
                if name == ids.headings[number].slug or unit.prefix:
                    resolved.add(name)
            elif self._plan.is_owner(name, header):
                if not unit.prefix:
                    unit.prefix = of_heading(name)
                    self._report.count("heading_id")
                    is_changed = True
                owner = ids.owners.get(name, OTHER)
                if number is not None and owner < number:
                    is_changed |= self._make_room(numbered.get(owner), name, ids)
        for name in filter(is_plain_id, self._elsewhere):
            unit = numbered.get(ids.owners.get(name, OTHER))
            is_changed |= self._make_room(unit, name, ids)
        if not is_changed:  # else an anchor that is new may have solved it
            for name in self._taken:
                self._report.leave(f"#{name}", _TAKEN)
            for name in sorted(self._plan.ids & IDS_OF_THEME):
                self._report.leave(f"#{name}", TAKEN_BY_THEME)
        return is_changed, frozenset(resolved)

    @cached_property
    def _elsewhere(self) -> tuple[str, ...]:
        """The ids of elements that are no sections, such as headings in a list."""
        own = {header.attributes.get("id", "") for header in self._headers}
        return tuple(sorted(self._plan.ids - own))

    def _make_room(self, unit: Unit | None, name: str, ids: PageIds) -> bool:
        """Set a heading's id to one that no other element has.

        :return: whether it got one
        """
        if unit is None:
            return False
        if not is_plain_id(name):
            self._taken.append(name)
            return False
        if "{#" in unit.prefix:
            return False
        own = unit.element.attributes.get("id", "")
        is_own = self._plan.is_owner(own, unit.element)
        if not is_own or not is_plain_id(own) or own == name:
            numbers = (f"{name}-{number}" for number in count(1))
            taken = ids.owners.keys() | self._plan.ids
            own = next(other for other in numbers if other not in taken)
        lines = (unit.prefix, of_heading(own)) if unit.prefix else (of_heading(own),)
        unit.prefix = "\n".join(lines)
        return True


def of_heading(name: str) -> str:
    """Write the lines before a heading that give it an id.

    docutils keeps some ids as they are, and makes others of all else.

    :param name: the id, of any characters
    :return: an attribute list, or a ``div`` with a line end
    """
    if is_plain_id(name):
        return f"{{#{name}}}"
    return f'<div id="{escape(name)}"></div>\n'


def _source_text(element: Element) -> str:
    """Return the text that MyST makes the anchor of a heading of, before any dashes."""
    if element.kind in {ElementKind.TEXT, ElementKind.CODE}:
        return element.value
    if element.kind in {ElementKind.QUOTE, ElementKind.SYMBOL}:
        return element.source
    if element.kind is ElementKind.ENTITY:
        return text_of_entity(element.value)
    return "".join(map(_source_text, element.children))

"""The ids that docutils and MyST give the headings of a text.

docutils makes the id of a heading of its words in ASCII, unless it is given one, and
gives each id once, in the order of the text (``docutils.nodes.document.set_id``). MyST
adds the anchor that GitHub would make, for headings down to a level, if no element has
that id (``myst_parser.mdit_to_docutils.transforms.AddSlugIds``). The title of the page
leaves to others what the text gives them (:mod:`permalink_blog.frontmatter.title_ids`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from docutils.nodes import fully_normalize_name, make_id
from myst_parser.slugs import github_slugify, unique_slug

from permalink_blog.core.names import same_title
from permalink_import.sources.headings import DEEPEST_ANCHOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it.token import Token


TITLE = -1
"""Stands for the title of the page, which is its first heading."""
OTHER = -2
"""Stands for an element that is not a heading."""

_OF_SLUGS = frozenset({"text", "code_inline"})
_RAW_ID = re.compile(r"<[a-zA-Z][^<>]*?\sid\s*=\s*[\"']?([^\"'\s<>]+)")


class HeadingIds(NamedTuple):
    """The ids of one heading.

    :param line: its first line in the text, from 0
    :param ids: those that it has in HTML
    :param slug: the name by which MyST's links find it; "" for none
    """

    line: int
    ids: frozenset[str]
    slug: str


class PageIds(NamedTuple):
    """The ids of a page.

    :param headings: those that are sections, in order
    :param owners: index of the heading that has an id, :data:`TITLE` or :data:`OTHER`
    """

    headings: tuple[HeadingIds, ...]
    owners: dict[str, int]


def page_ids(tokens: Sequence[Token], *, title: str) -> PageIds:
    """Return the ids of a text.

    :param tokens: of the whole text
    :param title: of the page, which stands before the text; "" for none
    """
    return _Numbering(title).of(tokens)


def slug_of(token: Token) -> str:
    """Return the anchor that GitHub would make of a heading.

    :param token: the text of the heading
    """
    parts = (x.content for x in token.children or () if x.type in _OF_SLUGS)
    return github_slugify("".join(parts))


class _Numbering:
    def __init__(self, title: str) -> None:
        self._title = title
        self._has_top = False
        self._owners: dict[str, int] = {}
        self._slugs: dict[str, int] = {}
        self._automatic = 0
        if title:
            self._add_id(title, TITLE)
            if slug := github_slugify(title):
                self._slugs[slug] = TITLE

    def of(self, tokens: Sequence[Token]) -> PageIds:
        """Return the ids and anchors of a page's headings.

        :param tokens: of the whole page, in its order, as markdown-it makes them
        :return: ids that docutils would give twice are left to the first
        """
        found: list[tuple[int, str]] = []  # line, slug
        owned: list[set[str]] = []
        raw: dict[str, None] = {}
        given: list[tuple[str, int]] = []
        for index, token in enumerate(tokens):
            if token.type == "heading_open":
                text = tokens[index + 1]
                number = OTHER if token.level else len(found)
                name = str(token.attrs.get("id") or "")
                given.append((name, number))
                own = self._add_id(name or _words(text), number)
                slug = self._slug(token, text, number)
                owned_here = {own}
                if self._is_title(token, text):
                    owned_here |= self._become_title(slug, number)
                    slug = github_slugify(self._title)
                if not token.level:
                    found.append((token.map[0] if token.map else -1, slug))
                    owned.append(owned_here)
            for other in (token, *(token.children or ())):
                if "id" in other.attrs and other.type != "heading_open":
                    given.append((str(other.attrs["id"]), OTHER))
                    self._add_id(str(other.attrs["id"]), OTHER)
            for child in token.children or ():
                raw.update(dict.fromkeys(_raw_ids(child)))
            raw.update(dict.fromkeys(_raw_ids(token)))
        for name, number in given:
            normal = fully_normalize_name(name)
            taken = self._of_title({normal, make_id(normal)})
            self._owners.update(dict.fromkeys(taken, number))
            if number >= 0:
                owned[number] |= taken
        self._owners.update(dict.fromkeys(self._of_title(raw), OTHER))
        for slug, number in self._slugs.items():
            if slug and slug not in self._owners:
                self._owners[slug] = number
                if number >= 0:
                    owned[number].add(slug)
        for name in raw:
            self._owners.setdefault(name, OTHER)
        headings = (
            HeadingIds(line, frozenset(ids), slug)
            for (line, slug), ids in zip(found, owned, strict=True)
        )
        return PageIds(tuple(headings), self._owners)

    def _add_id(self, name: str, owner: int) -> str:
        found = make_id(fully_normalize_name(name))
        while not found or found in self._owners:
            self._automatic += 1
            found = f"id{self._automatic}"
        self._owners[found] = owner
        return found

    def _is_title(self, token: Token, text: Token) -> bool:
        """Return whether a heading is shown as the title of the page.

        It is the first at the top, and has the same words.
        """
        if token.level or token.tag != "h1" or self._has_top:
            return False
        self._has_top = True
        names = (_words(text), text.content)
        return any(same_title(self._title, name) for name in names if self._title)

    def _become_title(self, slug: str, number: int) -> set[str]:
        """Return the ids that a heading has from the title, of which it is one now.

        :param slug: that MyST gave the heading, and that is lost
        """
        ids = {name for name, owner in self._owners.items() if owner == TITLE}
        self._owners.update(dict.fromkeys(ids, number))
        for name, owner in self._slugs.items():
            if owner == TITLE:
                self._slugs[name] = number
        if slug:
            self._slugs[slug] = OTHER
        return ids

    def _of_title(self, names: Iterable[str]) -> set[str]:
        """Return which names the title has, or would get as its anchor."""
        return {
            name
            for name in filter(None, names)
            if self._owners.get(name, self._slugs.get(name, OTHER)) == TITLE
        }

    def _slug(self, token: Token, text: Token, number: int) -> str:
        if int(token.tag[1:]) > DEEPEST_ANCHOR:
            return ""
        slug = unique_slug(slug_of(text), self._slugs)
        if slug:
            self._slugs[slug] = number
        return slug


def _words(token: Token) -> str:
    """Return the words of a heading, without HTML and images."""
    parts = []
    for child in token.children or ():
        if child.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
        elif child.type not in {"html_inline", "image"}:
            parts.append(child.content)
    return "".join(parts)


def _raw_ids(token: Token) -> Iterator[str]:
    if token.type in {"html_block", "html_inline"}:
        yield from _RAW_ID.findall(token.content)

"""Marks that stand in a text for what Liquid made, until its place is known.

What a piece becomes depends on where it stands: the target of a link, code, HTML,
a line within a list. While a text is converted a mark has no syntax of its own, so
nothing that is done to the text around it changes what it stands for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"  # noncharacters: no text has them (Unicode, 23.7)

MARKDOWN_OPEN, MARKDOWN_CLOSE = "\ufdd2", "\ufdd3"
"""Around what a template made of Markdown: in HTML, too, it is Markdown."""

MARK = rf"{_OPEN}\d+{_CLOSE}"
"""A regular expression for any mark."""

_MARK = re.compile(rf"{_OPEN}(\d+){_CLOSE}")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand for themselves: a fence or a directive.

    :param source: Liquid as it was written
    :param construct: what it is counted as
    :param offset: where it was written
    """

    source: str
    text: str
    construct: str
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class SiteBase:
    """``site.url`` or ``site.baseurl``, before the path of a link.

    :param name: "url" or "baseurl"
    :param value: what it is in the old site
    """

    name: str
    value: str

    @property
    def source(self) -> str:
        """As Liquid, which the extension ``permalink_blog.links`` reads."""
        return f"{{{{ site.{self.name} }}}}"


@dataclass(frozen=True, slots=True)
class MarkTarget:
    """A document or file that a tag names.

    :param path: of the source file here, relative to that of the document; for a file
        that is no document, its path from the site's root, with a slash before it
    :param offset: where it was written
    """

    source: str
    path: str
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class AuthorComment:
    """What its author wrote for authors alone."""

    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Left:
    """Liquid that stays as it was written."""

    source: str


@dataclass(frozen=True, slots=True)
class Verbatim:
    """What is MyST already, such as a formula, and is not looked into."""

    source: str


Mark: TypeAlias = Block | SiteBase | MarkTarget | AuthorComment | Left | Verbatim


class Marks:
    """All marks of one text."""

    def __init__(self) -> None:
        self._marks: list[Mark] = []

    def add(self, mark: Mark) -> str:
        """Return the text that stands for a mark."""
        self._marks.append(mark)
        return f"{_OPEN}{len(self._marks) - 1}{_CLOSE}"

    def find(self, text: str) -> list[Mark]:
        """Read the marks of a text, in order.

        :param text: that has marks of this object alone
        """
        return [self._marks[int(match[1])] for match in _MARK.finditer(text)]

    def restore(self, text: str) -> str:
        """Write a text for code: addresses as Jekyll does, the rest as it was.

        :param text: in which marks may have marks in their sources
        """

        def write(match: re.Match[str]) -> str:
            mark = self._marks[int(match[1])]
            return mark.value if isinstance(mark, SiteBase) else mark.source

        while _MARK.search(text):
            text = _MARK.sub(write, text)
        return drop_marks(text)


def drop_marks(text: str) -> str:
    """Remove text that looks like a mark from a text without marks.

    :param text: of the author, where the characters U+FDD0 to U+FDD3 have no meaning
    """
    return re.sub("[\ufdd0-\ufdd3]", "", text)

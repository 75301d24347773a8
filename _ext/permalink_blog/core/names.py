"""The date and title in a file name, as Jekyll reads them."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from permalink_blog.core.values import clean

# Jekyll::Document::DATE_FILENAME_MATCHER
_DATED = re.compile(r"(\d{2,4}-\d{1,2}-\d{1,2})-(.*)", re.DOTALL)

_LINK = re.compile(r"!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])?")
_TAG = re.compile(r"<[^<>]*>")
_MARKUP = re.compile(r"[*_`~\\]")
# What typographers and MyST's "smartquotes" and "replacements" make of plain text.
_TYPOGRAPHY = str.maketrans(
    {
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{EN DASH}": "-",
        "\N{EM DASH}": "-",
        "\N{HORIZONTAL ELLIPSIS}": "...",
        "\N{NO-BREAK SPACE}": " ",
    }
)


@dataclass(frozen=True, slots=True)
class PostName:
    """The name of a post's file.

    :param date: as written in the name, or ``None``
    :param slug: the name without the date
    """

    date: str | None
    slug: str

    @classmethod
    def from_docname(cls, docname: str) -> PostName:
        """Read "posts/2018-08-01-name" or "posts/2018-08-01-name/index".

        :param docname: Sphinx's name of the document
        """
        folder, _, name = docname.rpartition("/")
        if name == "index" and folder:
            name = folder.rpartition("/")[2]
        if match := _DATED.fullmatch(name):
            return cls(match[1], match[2])
        return cls(None, name)

    @property
    def title(self) -> str:
        """Make a title as ``Jekyll::Utils.titleize_slug`` does."""
        words = self.slug.rstrip(".").split("-")
        return clean(" ".join(word.capitalize() for word in words)) or self.slug


def same_title(title: str, heading: str) -> bool:
    """Return whether a title and a heading differ only in markup.

    :param title: of the front matter, with Markdown or HTML in it
    :param heading: text of a heading that was parsed
    """
    return _bare(title) == _bare(heading)


def _bare(text: str) -> str:
    text = _TAG.sub("", html.unescape(_LINK.sub(r"\1", text)))
    text = _MARKUP.sub("", text.translate(_TYPOGRAPHY))
    return " ".join(re.sub(r"-{2,3}", "-", text).casefold().split())


DOCUMENT_SUFFIXES = frozenset(
    {".md", ".markdown", ".mkd", ".mkdn", ".mkdown", ".html", ".htm", ".rst"}
)
"""Of files that Jekyll makes pages of; others it copies."""

"""The titles of texts, which are text here: in Jekyll themes output them as HTML."""

from __future__ import annotations

import re
from html import unescape
from posixpath import basename, dirname
from typing import TYPE_CHECKING, Any

from permalink_blog.core.names import PostName
from permalink_blog.core.untrusted.paths import name_problem
from permalink_blog.core.values import scalar_text
from permalink_import.jekyll.plugins import used_plugins
from permalink_import.jekyll.tree import Role

if TYPE_CHECKING:
    from permalink_import.jekyll.config import JekyllConfig
    from permalink_import.jekyll.texts import JekyllText


_HEADING = re.compile(
    r"^ {0,3}#{1,6}[ \t]*[^#\s]|^[^\n]+\n {0,3}(?:=+|-+)[ \t]*$|<h[1-6]\b",
    re.MULTILINE | re.IGNORECASE,
)
# A heading that jekyll-titles-from-headings takes (its TITLE_REGEX).
_FIRST = re.compile(r"\s*(?:#{1,3}\s+\S[^\n]*|[^\n]+\n[-=]+[ \t]*)$", re.MULTILINE)
_LIQUID = re.compile(r"\{[{%]")
_NO_TEXT = re.compile(
    r"(?:\s|<!--.*?-->|\{%.*?%\}|<(?:div|header)\b[^>]*>)*", re.DOTALL
)
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|br|cite|code|del|dfn|em|font|i|img|ins|kbd|mark|q|s|samp|small"
    r"|span|strike|strong|sub|sup|tt|u|var|wbr)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)


def are_of_headings(config: JekyllConfig) -> bool:
    """Return whether documents without a title have that of their first heading.

    jekyll-titles-from-headings does so for pages, and for documents if it is set to.
    GitHub Pages loads it.
    """
    options = config.values.get("titles_from_headings")
    if not isinstance(options, dict) or not options.get("collections"):
        return False
    is_loaded = used_plugins(config) & {"jekyll-titles-from-headings", "github-pages"}
    return bool(is_loaded) and options.get("enabled", True) is not False


def title_here(text: JekyllText, *, of_headings: bool = False) -> dict[str, Any]:
    """Return ``title`` for the front matter of a text; empty if what it says does.

    Jekyll makes the title of a document that has none from its file's name
    (``Document#populate_title``). Here that of a post would come from a heading, so it
    is written where there is one, or where Liquid may output one. A page has no title
    in Jekyll; here each page has one, of the heading that it begins with or else of its
    name.

    :param of_headings: see :func:`are_of_headings`
    """
    title = text.get("title")
    if of_headings and title is None and _FIRST.match(text.body):
        return {}
    if text.is_document and (title is None or title is False):
        is_needed = title is False or _is_needed(text)
        return {"title": text.name.title} if is_needed else {}
    if title is not None:
        written = title_text(title)
        return {} if written == title else {"title": written}
    if _begins_with_heading(text.body):
        return {}
    folder = basename(dirname(text.file.path))
    is_index = text.stem == "index" and folder
    return {"title": PostName.from_docname(folder if is_index else text.stem).title}


def has_markup(title: object) -> bool:
    """Return whether a title shows HTML where a theme outputs it as that.

    :param title: of front matter, of any type
    """
    return isinstance(title, str) and _TAG.search(title) is not None


def title_text(title: Any) -> Any:
    """Return the words of a title that themes output as HTML.

    :param title: of front matter, of any type; numbers and dates stay as they are
    :return: without tags, and with characters for references; unchanged if nothing
        would be left
    """
    if isinstance(title, bool):
        return scalar_text(title)
    if not isinstance(title, str):
        return title
    shown = unescape(_TAG.sub("", title)).replace("\xa0", " ")
    return shown if shown.strip() else title


def _is_needed(text: JekyllText) -> bool:
    is_page = text.file.role not in {Role.POST, Role.DRAFT}
    is_renamed = name_problem(text.stem) is not None
    may_have_heading = _HEADING.search(text.body) or _LIQUID.search(text.body)
    return bool(is_page or is_renamed or may_have_heading)


def _begins_with_heading(body: str) -> bool:
    """Return whether nothing that readers see is above the first heading of a text."""
    start = _NO_TEXT.match(body)
    return _HEADING.match(body[start.end() :] if start else body) is not None

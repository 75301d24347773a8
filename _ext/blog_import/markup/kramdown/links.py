"""Links that are relative to the page's URL, which is no longer beside its source."""

from __future__ import annotations

import posixpath
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urljoin, urlsplit

from blog_import.markup.regions import CODE, Kind, replace_in_prose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from blog_import.markup.context import Context
    from blog_import.markup.report import Report

_TARGET = re.compile(
    r"(?<=\]\()(?P<inline>(?![#/<\s])[^\s()]+)|"
    r"^(?P<name> {0,3}\[[^\]^\n][^\]\n]*\]:[ \t]*)(?P<below>(?![#/<\s])\S+)",
    re.MULTILINE,
)
_SCHEME = re.compile(
    r"(?<!!)\[(?:[^\[\]]|\[[^\]]*\])*\]"
    r"\((?!https?:|mailto:|ftp:)[a-z][a-z0-9+.-]*:(?!:)[^\s()]*(?:\s+\"[^\"\n]*\")?\)(?!\{)",
    re.IGNORECASE,
)
_TOP = re.compile(r"(?<=\])\(#\)(?:\{(?P<others>[.#\w][^{}\n]*)\}|(?!\{))")
_IMAGE = re.compile(
    r"(?P<before>!\[[^\]\n]*\]\()(?![a-z][a-z0-9+.-]*:|[/#<\ufdd0])(?P<path>[^\s()]+)",
    re.IGNORECASE,
)
_FOLDERS = ("media_subpath", "img_path")
"""In front matter, for the theme Chirpy: the folder of the images of a text."""
_SOURCES = frozenset({".md", ".markdown", ".mkd", ".mkdn", ".mkdown"})


def convert_links(text: str, *, context: Context, report: Report) -> str:
    """Lead relative links where they led from the page's URL.

    A link to a source file is one of the plugin jekyll-relative-links, and leads there.
    """
    folder = image_folder(context.page)
    if folder:
        text = replace_in_prose(
            text, _IMAGE, lambda match: f"{match['before']}{folder}{match['path']}"
        )

    def convert(match: re.Match[str]) -> str:
        target = match["inline"] or match["below"]
        new = _convert(target, context)
        report.count("relative_link", new != target)
        return f"{match['name'] or ''}{new}"

    text = replace_in_prose(text, _TARGET, convert, skip=CODE | {Kind.HTML})
    text = replace_in_prose(text, _TOP, _top)
    # MyST knows four schemes, and takes others for names
    return replace_in_prose(text, _SCHEME, lambda match: f"{match[0]}{{.external}}")


def _top(match: re.Match[str]) -> str:
    """Lead to the top of the page; without "external", MyST looks for a name."""
    others = f" {match['others']}" if match["others"] else ""
    return f"(#){{.external{others}}}"


def image_folder(page: Mapping[str, object]) -> str:
    """Give the folder of a text's images, with a slash at its end; "" for none.

    :param page: front matter
    """
    values = (page.get(key) for key in _FOLDERS)
    folder = next((x.strip("/") for x in values if isinstance(x, str)), "")
    if not folder or "://" in folder:
        return f"{folder}/" if folder else ""
    return f"/{folder}/"


def _convert(target: str, context: Context) -> str:
    try:
        parts = urlsplit(target)
    except ValueError:
        return target
    if parts.scheme or parts.netloc or not parts.path or "\ufdd0" in target:
        return target
    here = posixpath.dirname(context.target) or "."
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    path = context.page.get("path")
    if PurePosixPath(parts.path).suffix.lower() in _SOURCES and isinstance(path, str):
        old = posixpath.normpath(
            posixpath.join(posixpath.dirname(path), unquote(parts.path))
        )
        found = context.document_target(old)
        if found is not None:
            return quote(posixpath.relpath(found, here), safe="/~!$&'*+,;=@") + fragment
        return target
    url = context.page.get("url")
    return urljoin(url, target) if isinstance(url, str) and url else target

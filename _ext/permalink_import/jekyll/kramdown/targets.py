"""Targets of links, which led somewhere from the page's URL, and of images."""

from __future__ import annotations

import posixpath
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urljoin, urlsplit

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from permalink_import.jekyll.markdown.context import ConversionContext


_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_KNOWN_SCHEMES = re.compile(r"(?:https?|mailto|ftp):")
"""``myst_url_schemes``: MyST takes others for names."""
_MARKS = ("\ufdd0", "\ufdd4")
_FOLDERS = ("media_subpath", "img_path")
"""In front matter, for the theme Chirpy: the folder of the images of a text."""
_SOURCES = frozenset({".md", ".markdown", ".mkd", ".mkdn", ".mkdown"})
_UNQUOTED = "/~!$&'*+,;=@"


def image_folder(page: Mapping[str, object]) -> str:
    """Return the folder of a text's images, with a slash at its end; "" for none.

    :param page: front matter
    """
    values = (page.get(key) for key in _FOLDERS)
    folder = next((x.strip("/") for x in values if isinstance(x, str)), "")
    if not folder or "://" in folder:
        return f"{folder}/" if folder else ""
    return f"/{folder}/"


def new_target(target: str, context: ConversionContext, *, is_image: bool) -> str:
    """Return the target of a link or image, as it is to be written here.

    A link to a source file is one of the plugin jekyll-relative-links.

    :param target: as written in the source, with Liquid rendered
    :param context: of the page: its old URL and path, and where documents are now
    :param is_image: whether it is the target of an image, which Jekyll's plugin leaves
    :return: the target itself where it is absolute, or leads within the page
    """
    if is_image and (folder := image_folder(context.page)) and _is_relative(target):
        return folder + target
    try:
        parts = urlsplit(target)
    except ValueError:
        return target
    if parts.scheme or parts.netloc or not parts.path:
        return target
    if any(mark in target for mark in _MARKS):
        return target
    if target.startswith("/"):
        return target
    path = context.page.get("path")
    if PurePosixPath(parts.path).suffix.lower() in _SOURCES and isinstance(path, str):
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        folder = posixpath.dirname(path)
        old = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
        found = context.document_target(old)
        if found is None:
            return target
        here = posixpath.dirname(context.target) or "."
        return quote(posixpath.relpath(found, here), safe=_UNQUOTED) + fragment
    url = context.page.get("url")
    return urljoin(url, target) if isinstance(url, str) and url else target


def _is_relative(target: str) -> bool:
    return not target.startswith(("/", "#", *_MARKS)) and not _SCHEME.match(target)


def is_external(target: str, anchors: Collection[str]) -> bool:
    """Return whether MyST needs a mark that a target is an address.

    :param anchors: fragments that it finds itself
    """
    if target.startswith("#"):
        return unquote(target[1:]) not in anchors
    if not target or target.startswith("//"):
        return True
    return bool(_SCHEME.match(target)) and not _KNOWN_SCHEMES.match(target)

"""Pelican's static files: where each was published."""

from __future__ import annotations

import re
from posixpath import basename, dirname, join, normpath, relpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from permalink_import.model import ImportedAsset
from permalink_import.pelican.patterns import url_from_pattern
from permalink_import.proposed_targets import public_target
from permalink_import.sources.link_targets import split_tail
from permalink_import.sources.urls import path_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from permalink_import.pelican.articles import PelicanArticle
    from permalink_import.pelican.content import PelicanContent
    from permalink_import.pelican.settings import Pelican


_LINKED = re.compile(r"[{|](?P<what>static|attach)[}|](?P<path>[^\s)>\"'`]+)")


def static_assets(
    root: Path,
    content: PelicanContent,
    articles: Iterable[PelicanArticle],
    settings: Pelican,
) -> dict[str, ImportedAsset]:
    """Return the static files, by their paths in the content folder.

    :param root: of the site
    :param content: with the files of its content folder
    :param articles: whose links attach files
    :param settings: with patterns of URLs
    """
    places = {path: _place(path, settings) for path in content.static}
    attached: set[str] = set()
    for article in articles:
        for what, path in _linked(article):
            if not (root / content.source(path)).is_file() or path in content.texts:
                continue
            places.setdefault(path, _place(path, settings))
            is_reported = path in attached or path in (
                settings["EXTRA_PATH_METADATA"] or {}
            )
            if what == "attach" and not is_reported:
                places[path] = _beside(article, path)
            attached.add(path)
    return {
        path: ImportedAsset(
            source=content.source(path),
            target=public_target(place),
            url=path_url(place),
        )
        for path, place in sorted(places.items())
    }


def _linked(article: PelicanArticle) -> Iterator[tuple[str, str]]:
    """Yield the files that an article links to, with the kind of the link."""
    for match in _LINKED.finditer(article.text.body):
        name = unquote(split_tail(match["path"])[0])
        base = "" if name.startswith("/") else dirname(article.path)
        yield match["what"], normpath(join(base, name.lstrip("/")))


def _place(path: str, settings: Pelican) -> str:
    """Return the path at which a file is published."""
    found: dict[str, str] = {}
    for prefix, extra in sorted((settings["EXTRA_PATH_METADATA"] or {}).items()):
        if path == prefix or path.startswith(f"{prefix.rstrip('/')}/"):
            found.update(extra)
    if "save_as" in found:
        return str(found["save_as"])
    named = str(found.get("path", path))
    pattern = str(settings["STATIC_SAVE_AS"])
    return url_from_pattern("STATIC_SAVE_AS", pattern, {**found, "path": named})


def _beside(article: PelicanArticle, path: str) -> str:
    """Return the path of an attached file (``Static.attach_to``)."""
    tail = relpath(path, dirname(article.path) or ".")
    if tail.startswith("../"):
        tail = basename(tail)
    return join(dirname(article.save_as), tail)

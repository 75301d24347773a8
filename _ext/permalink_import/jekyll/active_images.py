"""Drawings that pages do not show, since scripts may run in them."""

from __future__ import annotations

from posixpath import basename
from typing import TYPE_CHECKING
from urllib.parse import quote

from permalink_blog.core.untrusted.files import active_content
from permalink_import.model import Finding, Outcome, Topic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from permalink_import.jekyll.config import JekyllConfig
    from permalink_import.jekyll.texts import JekyllText
    from permalink_import.jekyll.tree import SiteFile


_NOT_SHOWN = (
    "Pages show the text of these drawings instead of them, since something may run in "
    "them. Export them as plain SVG or as PNG, and import again"
)


def active_images(
    files: Iterable[SiteFile], texts: Sequence[JekyllText], config: JekyllConfig
) -> Iterator[Finding]:
    """Yield a finding for each drawing of a text that no page will show.

    :param files: of the old site that are published as they are
    :param texts: of the old site; those with the name of a file are taken to show it
    :param config: of the site
    """
    for file in files:
        if not file.path.lower().endswith(".svg"):
            continue
        name = basename(file.path)
        names = {name, quote(name)}
        showing = [x for x in texts if any(each in x.body for each in names)]
        why = active_content(config.source / file.path) if showing else None
        for text in showing if why else ():
            yield Finding(
                outcome=Outcome.LEFT,
                source=config.origin(text.file.path),
                line=0,
                what=f"{file.path} {why}",
                reason=_NOT_SHOWN,
                topic=Topic.TEXT,
            )

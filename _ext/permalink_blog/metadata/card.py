"""The site's card: the image that stands for all pages without one of their own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sphinx.locale import __
from sphinx.util import logging

from permalink_blog.metadata.images import image_size, is_web_url

if TYPE_CHECKING:
    from sphinx.application import Sphinx


logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Card:
    """The card as pages have it.

    :ivar path: in the output, quoted; or a URL
    :ivar size: width and height in pixels, where they are known
    """

    path: str
    size: tuple[int, int] | None = None


def find_card(app: Sphinx) -> Card | None:
    """Find the card, if there is one that is copied into the output."""
    name = app.config.blog_metadata_card
    if not isinstance(name, str) or not name:
        return None
    if is_web_url(name):
        return Card(name)
    file = Path(app.confdir, name)
    path = _copied_to(app, file) if file.is_file() else ""
    return Card(quote(path), image_size(file)) if path else None


def _copied_to(app: Sphinx, file: Path) -> str:
    """Return the path that Sphinx copies a static or extra file to."""
    config = app.config
    for prefix, entries in (
        ("_static/", config.html_static_path),
        ("", config.html_extra_path),
    ):
        for entry in entries:
            folder = Path(app.confdir, entry).resolve()
            if file.resolve() == folder:
                return prefix + folder.name
            if file.resolve().is_relative_to(folder):
                return prefix + file.resolve().relative_to(folder).as_posix()
    return ""


def check_card(app: Sphinx) -> None:
    """Warn of a card that pages cannot have (``builder-inited``)."""
    name = app.config.blog_metadata_card
    if not name or find_card(app):
        return
    if isinstance(name, str) and Path(app.confdir, name).is_file():
        problem = __("blog_metadata_card: %r is in no folder of html_static_path")
    else:
        problem = __("blog_metadata_card: there is no file %r beside conf.py")
    logger.warning(problem, name, type="blog_metadata", subtype="card")


def card_dependency_value(app: Sphinx) -> Any:
    """Return what pages show of the card, for incremental builds."""
    card = find_card(app)
    return card and [card.path, card.size]

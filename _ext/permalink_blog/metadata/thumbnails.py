"""Images of posts for templates: what lists of posts show beside an excerpt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urljoin

from permalink_blog.core.tracker import note_shown, register_dependency_values
from permalink_blog.metadata.card import find_card
from permalink_blog.metadata.images import BUILDERS, pictures
from permalink_blog.metadata.model import Picture

if TYPE_CHECKING:
    from sphinx.application import Sphinx


__all__ = [
    "CARD_DEPENDENCY",
    "DEPENDENCY",
    "add_thumbnails",
    "image_dependency_value",
    "picture_of",
    "register_dependency_values",
]

DEPENDENCY = "blog-metadata-picture"
CARD_DEPENDENCY = "blog-metadata-card"


def output_path(app: Sphinx, docname: str) -> str:
    """Return the output path or URL of a document's image; "" without one."""
    chosen = pictures(app.env).get(docname)
    if chosen is None or chosen.is_url:
        return chosen.source if chosen else ""
    if chosen.source not in app.env.images:
        return ""
    name = app.env.images[chosen.source][1]
    return f"{getattr(app.builder, 'imagedir', '_images')}/{quote(name)}"


def image_dependency_value(app: Sphinx, docname: str) -> Any:
    """Return what pages show of a document's image, for incremental builds."""
    chosen = pictures(app.env).get(docname)
    return chosen and [output_path(app, docname), chosen.size, chosen.alt]


def picture_of(app: Sphinx, docname: str, *, home: str) -> Picture | None:
    """Return the image that represents a page: its own, or the site's.

    Previews show no drawings (SVG): then it is the card, too.

    :param docname: of a document, or the name of another page
    :param home: URL of the site
    """
    chosen = pictures(app.env).get(docname)
    path = output_path(app, docname)
    if chosen and path and not chosen.is_drawing:
        note_shown(app, docname, DEPENDENCY, docname)  # its name is decided among all
        return Picture(urljoin(home, path), chosen.alt, chosen.size)
    note_shown(app, docname, CARD_DEPENDENCY)
    if (card := find_card(app)) is None:
        return None
    return Picture(urljoin(home, card.path), app.config.project, card.size)


def add_thumbnails(
    app: Sphinx,
    pagename: str,
    _templatename: str,
    context: dict[str, Any],
    _doctree: object,
) -> None:
    """Add ``thumbnail(docname)`` to the context of templates (``html-page-context``).

    It returns a dictionary with ``src``, ``width`` and ``height``, or ``None``. Images
    of other sites are left out, so that lists make no third-party requests, as are
    those that the builder does not copy.
    """
    is_copied = app.builder.name in BUILDERS

    def thumbnail(docname: str) -> dict[str, Any] | None:
        note_shown(app, pagename, DEPENDENCY, docname)
        chosen = pictures(app.env).get(docname)
        path = output_path(app, docname)
        if chosen is None or chosen.is_url or not path or not is_copied:
            return None
        width, height = chosen.size or (None, None)
        return {"src": context["pathto"](path, 1), "width": width, "height": height}

    context["thumbnail"] = thumbnail

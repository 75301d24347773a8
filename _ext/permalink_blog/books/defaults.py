"""Metadata of the book, which defaults to that of the site instead of "unknown"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


logger = logging.getLogger(__name__)

_UNKNOWN = "unknown"  # Sphinx's default
_WEBSITES = ("html", "dirhtml")


def set_defaults(app: Sphinx, config: Config) -> None:
    """Set the book's metadata to that of the site (``config-inited``).

    Values that ``conf.py`` sets are kept.
    """
    known = {
        "epub_identifier": site_url(config),
        "epub_uid": "book",  # the name of the identifier, in the package
        "epub_description": config.blog_feed_subtitle or config.project,
        "epub_contributor": config.author,
    }
    for name, value in known.items():
        if getattr(config, name) == _UNKNOWN and value:
            setattr(config, name, value)
    if config.blog_books_website not in _WEBSITES:
        logger.warning(
            "blog_books_website: %r is not a builder of websites; write one of %s. "
            '"html" is assumed',
            config.blog_books_website,
            ", ".join(map(repr, _WEBSITES)),
            type="blog_books",
            subtype="config",
        )


def site_url(config: Config) -> str:
    """Return the URL of the site with a final slash; "" if none is configured."""
    url = str(config.html_baseurl or config.blog_baseurl or "")
    return f"{url.rstrip('/')}/" if url else ""

"""What several extensions share of posts as works: DOI, ORCID iDs, license.

Metadata, feeds and citations have them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sphinx.util import logging

from permalink_blog.core.identifiers import doi_of, orcid_of, orcid_url
from permalink_blog.core.stored_front_matter import front_matter_value

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)


def add_scholarly_settings(app: Sphinx) -> None:
    """Register ``blog_orcids`` and ``blog_license``, unless that is done."""
    if "blog_orcids" not in app.config:
        app.add_config_value("blog_orcids", {}, "html", frozenset({dict}))
        app.add_config_value("blog_license", "", "html", frozenset({str}))
        app.connect("config-inited", check_scholarly_settings)


def orcid_page(config: Config, name: str) -> str:
    """Return the URL of an author's ORCID iD, or "".

    :param name: of the author, as pages show it
    """
    orcid = config.blog_orcids.get(name, "")
    return orcid_url(orcid) if orcid else ""


def document_doi(env: BuildEnvironment, docname: str) -> str:
    """Return the DOI in a document's front matter, or "".

    :param docname: of a document that has been read
    """
    value = front_matter_value(env, docname, "doi")
    return doi_of(value) if isinstance(value, str) else ""


def check_scholarly_settings(_app: Sphinx, config: Config) -> None:
    """Write ORCID iDs in one form, and drop what is invalid (``config-inited``).

    A name is that of an author, or one of ``blog_authors``.
    """
    given = config.blog_orcids
    if not isinstance(given, dict):
        _warn("blog_orcids: %r is no dictionary; write {'name': 'ORCID iD'}", given)
        given = {}
    names = _names(config)
    config.blog_orcids = {
        names.get(name, name): orcid
        for name, value in given.items()
        if (orcid := _checked(name, value))
    }
    if not isinstance(config.blog_license, str) or (
        config.blog_license and not _is_url(config.blog_license)
    ):
        _warn(
            "blog_license: %r is no URL of a license, and is not used; write one such "
            "as 'https://creativecommons.org/licenses/by/4.0/'",
            config.blog_license,
        )
        config.blog_license = ""


def _names(config: Config) -> dict[str, str]:
    """Return the names of the authors in ``blog_authors``, by their keys."""
    authors = getattr(config, "blog_authors", None)
    if not isinstance(authors, dict):
        return {}
    return {
        key: str(value[0])
        for key, value in authors.items()
        if isinstance(value, list | tuple) and value
    }


def _checked(name: Any, value: Any) -> str:
    orcid = orcid_of(value) if isinstance(value, str) else ""
    if not orcid:
        _warn(
            "blog_orcids: %r of %r is no ORCID iD, and is not used; write its 16 "
            "digits, such as '0000-0002-1825-0097'",
            value,
            name,
        )
    return orcid


def _is_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _warn(message: str, *values: Any) -> None:
    logger.warning(
        f"conf.py: {message}", *values, type="blog_citations", subtype="config"
    )

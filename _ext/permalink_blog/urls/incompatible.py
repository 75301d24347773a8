"""Incompatible extensions, and the replacement for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx


logger = logging.getLogger(__name__)

SITEMAP = "sphinx_sitemap"

REMEDIES = {
    SITEMAP: "it lists URLs made of docnames, and overwrites the sitemap.xml "
    "that the extension permalinks makes: remove it from extensions",
    "sphinxext.rediraffe": "it writes redirects with Sphinx's own builders only: move "
    "them to permalink_redirects, which takes the same mapping",
}
"""Names of extensions that do not ask the builder for URLs, and the remedy."""

_OF_DOCNAMES = frozenset({SITEMAP})


def warn_of_incompatible_extensions(app: Sphinx, *, has_permalinks: bool) -> None:
    """Warn about the extensions that will not see permalinks.

    :param has_permalinks: whether there are documents elsewhere than at the paths of
        their sources; without them, URLs made of docnames are right
    """
    for name, remedy in REMEDIES.items():
        if name in app.extensions and (has_permalinks or name not in _OF_DOCNAMES):
            logger.warning(
                "the extension %s is incompatible with permalinks: %s",
                name,
                remedy,
                type="permalinks",
                subtype="neighbour",
            )


def has_other_sitemap(app: Sphinx) -> bool:
    """Return whether another extension writes ``sitemap.xml``."""
    return SITEMAP in app.extensions and app.config.sitemap_filename == "sitemap.xml"

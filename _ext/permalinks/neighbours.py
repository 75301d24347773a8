"""Extensions that make URLs on their own, and what to do instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

REMEDIES = {
    "sphinx_sitemap": "it lists URLs made of docnames, and overwrites the sitemap.xml "
    "that the extension permalinks makes: remove it from extensions",
    "sphinxext.rediraffe": "it writes redirects with Sphinx's own builders only: move "
    "them to permalink_redirects, which takes the same mapping",
}
"""Names of extensions that do not ask the builder for URLs, and the remedy."""


def warn_of_neighbours(app: Sphinx) -> None:
    """Name the extensions that will not see permalinks (``builder-inited``)."""
    for name, remedy in REMEDIES.items():
        if name in app.extensions:
            logger.warning(
                "the extension %s does not know permalinks: %s",
                name,
                remedy,
                type="permalinks",
                subtype="neighbour",
            )

"""Extensions of Sphinx that run what documents name, besides reading them.

``sphinx.ext.autosummary`` looks through all sources for modules to import when a build
begins; the builder ``doctest`` runs the examples of all documents.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from sphinx.errors import ConfigError

from safe_reading.trust import OPTION, trusts, trusts_all

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.config import Config


def refuse_doctest(app: Sphinx) -> None:
    """Run no examples of contributors (``builder-inited``).

    :raises ConfigError: for the builder ``doctest``
    """
    if trusts_all(app.config):
        return
    if app.builder.name == "doctest":
        msg = (
            "the builder doctest runs the examples of all documents, and their authors "
            f"are not trusted; if they are: sphinx-build -D {OPTION}=1 -b doctest …"
        )
        raise ConfigError(msg)


def restrict_autosummary(app: Sphinx, config: Config) -> None:
    """Let autosummary look through trusted documents alone (``config-inited``)."""
    if trusts_all(config):
        return
    module = sys.modules.get("sphinx.ext.autosummary")
    generate: Callable[[Sphinx], None] | None = getattr(
        module, "process_generate_options", None
    )
    if generate is None:
        return
    for listener in list(app.events.listeners.get("builder-inited", ())):
        if listener.handler is generate:
            app.disconnect(listener.id)
            app.connect("builder-inited", _generate_for_trusted(generate))


def _generate_for_trusted(
    generate: Callable[[Sphinx], None],
) -> Callable[[Sphinx], None]:
    """Let autosummary look through documents that are trusted, and no other."""

    def handler(app: Sphinx) -> None:
        before: Any = app.config.autosummary_generate
        trusted = [x for x in app.env.found_docs if trusts(app.config, x)]
        paths = [str(app.env.doc2path(x, base=False)) for x in sorted(trusted)]
        # A list in conf.py is the owner's.
        app.config.autosummary_generate = paths if before is True else before
        try:
            generate(app)
        finally:
            app.config.autosummary_generate = before

    return handler

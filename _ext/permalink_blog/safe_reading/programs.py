"""Extensions of Sphinx that run what documents name, besides reading them.

``sphinx.ext.autosummary`` looks through all sources for modules to import when a build
begins; ``sphinx.ext.viewcode`` imports the modules of functions that documents
describe, and publishes their source; the builders ``doctest`` and ``coverage`` run the
examples of all documents, and import the modules that they describe.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from sphinx.errors import ConfigError

from permalink_blog.safe_reading.trust import OPTION, trusts, trusts_all

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config


_BUILDERS = {
    "doctest": "runs the examples of all documents",
    "coverage": "imports the modules that any document describes",
}


def refuse_builders(app: Sphinx) -> None:
    """Run nothing that contributors name (``builder-inited``).

    :raises ConfigError: for the builders ``doctest`` and ``coverage``
    """
    does = _BUILDERS.get(app.builder.name)
    if does is None or trusts_all(app.config):
        return
    msg = (
        f"the builder {app.builder.name} {does}, and their authors are not trusted; if "
        f"they are: sphinx-build -D {OPTION}=1 -b {app.builder.name} …"
    )
    raise ConfigError(msg)


def restrict_extensions(app: Sphinx, config: Config) -> None:
    """Let extensions import what trusted documents name alone (``config-inited``)."""
    if trusts_all(config):
        return
    _replace(
        app,
        "builder-inited",
        ("sphinx.ext.autosummary", "process_generate_options"),
        _generate_for_trusted,
    )
    _replace(
        app, "doctree-read", ("sphinx.ext.viewcode", "doctree_read"), _view_trusted
    )


def _replace(
    app: Sphinx,
    event: str,
    name: tuple[str, str],
    replaced: Callable[[Callable[..., Any]], Callable[..., Any]],
) -> None:
    """Replace the listener of an extension, if it is loaded.

    :param name: of the module, and of its function
    :param replaced: makes another of it
    """
    function = getattr(sys.modules.get(name[0]), name[1], None)
    if function is None:
        return
    for listener in list(app.events.listeners.get(event, ())):
        if listener.handler is function:
            app.disconnect(listener.id)
            app.connect(event, replaced(function), priority=listener.priority)


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


def _view_trusted(
    view: Callable[[Sphinx, nodes.document], None],
) -> Callable[[Sphinx, nodes.document], None]:
    """Let viewcode look at documents that are trusted, and no other."""

    def handler(app: Sphinx, doctree: nodes.document) -> None:
        if trusts(app.config, app.env.docname):
            view(app, doctree)

    return handler

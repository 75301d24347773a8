"""Extensions of Sphinx that run what documents name, besides reading them.

``sphinx.ext.autosummary`` looks through all sources for modules to import when a build
begins; ``sphinx.ext.viewcode`` imports the modules of functions that documents
describe, and publishes their source; the builders ``doctest`` and ``coverage`` run the
examples of all documents, and import the modules that they describe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.errors import ConfigError

from permalink_blog.safe_reading.trust import OPTION, trusts, trusts_all
from permalink_blog.upstream.apply import is_on
from permalink_blog.upstream.sphinx.guards import (
    AUTOSUMMARY,
    VIEWCODE,
    replace_handler_of,
)

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
    """Restrict the imports of extensions to trusted documents (``config-inited``)."""
    if trusts_all(config):
        return
    if is_on(app, AUTOSUMMARY):
        name = ("sphinx.ext.autosummary", "process_generate_options")
        replace_handler_of(app, "builder-inited", name, _generate_for_trusted)
    if is_on(app, VIEWCODE):
        name = ("sphinx.ext.viewcode", "doctree_read")
        replace_handler_of(app, "doctree-read", name, _view_trusted)


def _generate_for_trusted(
    generate: Callable[[Sphinx], None],
) -> Callable[[Sphinx], None]:
    """Return autosummary's handler, restricted to trusted documents."""

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
    """Return viewcode's handler, restricted to trusted documents."""

    def handler(app: Sphinx, doctree: nodes.document) -> None:
        if trusts(app.config, app.env.docname):
            view(app, doctree)

    return handler

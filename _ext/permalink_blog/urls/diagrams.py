"""Modules whose classes are in diagrams of ``sphinx.ext.inheritance_diagram``.

Sphinx imports them to draw the diagram, and does not read the document again when one
has changed, as it does for ``sphinx.ext.autodoc``.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from sphinx.ext.inheritance_diagram import inheritance_diagram

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


def note_modules(app: Sphinx, doctree: nodes.document) -> None:
    """Make the modules dependencies of the document (``doctree-read``)."""
    for node in doctree.findall(inheritance_diagram):
        for _shown, name, _bases, _tooltip in node["graph"].class_info:
            if file := _module_file(name):
                app.env.note_dependency(file)


def _module_file(name: str) -> str | None:
    """Return the file of the module that has a class.

    :param name: of the class, with its module and outer classes
    """
    while name:
        name = name.rpartition(".")[0]
        if module := sys.modules.get(name):
            return getattr(module, "__file__", None)
    return None

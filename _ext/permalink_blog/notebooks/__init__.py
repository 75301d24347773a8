"""Load MyST-NB if the site has a notebook, and MyST-Parser if it has none.

MyST-NB reads Jupyter notebooks, and all other Markdown as MyST-Parser does. Loading it
takes longer than a build in which nothing has changed, so it is loaded by sites with a
notebook alone. Without this extension a site names one of the two in ``extensions``.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.errors import ExtensionError

from permalink_blog.core.extras import how_to_install
from permalink_blog.core.version import extension_metadata
from permalink_blog.notebooks.search import find_notebook
from permalink_blog.upstream.apply import use
from permalink_blog.upstream.myst_nb import LAZY_EXECUTION

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


MARKDOWN, NOTEBOOKS = "myst_parser", "myst_nb"
_STYLE = "_static/mystnb."


def _first_notebook(app: Sphinx) -> str | None:
    """Return the path of a notebook of the site, or what says that it has some."""
    config = app.config
    raw: dict[str, Any] = getattr(config, "_raw_config", {})  # MyST-NB is not there yet
    if raw.get("nb_custom_formats"):
        return "nb_custom_formats"
    return find_notebook(
        Path(app.srcdir),
        include=config.include_patterns,
        exclude=config.exclude_patterns,
        memory=Path(app.doctreedir, "notebooks.json"),
    )


def leave_out_style(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Leave the style of cells out of pages without any (``html-page-context``)."""
    if doctree is not None and any(doctree.findall(_is_cell)):
        return
    files = context.get("css_files", ())
    context["css_files"] = [file for file in files if not _is_style_of_cells(file)]


def _is_cell(node: nodes.Node) -> bool:
    return isinstance(node, nodes.container) and "nb_element" in node


def _is_style_of_cells(file: object) -> bool:
    return str(getattr(file, "filename", file)).startswith(_STYLE)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Load the parser that the site needs.

    :raises ExtensionError: if there is a notebook, and MyST-NB is not installed
    """
    found = NOTEBOOKS in app.extensions or _first_notebook(app)
    if found and find_spec(NOTEBOOKS) is None:
        how = how_to_install(NOTEBOOKS)
        msg = f"{found} is a notebook, which MyST-NB reads: {how}"
        raise ExtensionError(msg)
    if found:
        use(app, LAZY_EXECUTION)
        app.connect("html-page-context", leave_out_style)
    if MARKDOWN not in app.extensions:
        app.setup_extension(NOTEBOOKS if found else MARKDOWN)
    # Documents are read again when a site gets its first notebook: the settings
    # that they were read with are others.
    return extension_metadata(env_version=2 if found else 1)

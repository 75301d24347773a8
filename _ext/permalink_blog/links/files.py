"""Links to files of the source folder whose names are not as they are written.

MyST leaves ``%25`` and ``%23`` in a link encoded, and compares names byte by byte: it
takes ``[data](100%25.csv)`` for a reference to a label. Here it is a download, and a
link to a document, such as ``[text](über.md)``, is a link to that document.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from permalink_blog.core.source_files import find_file

if TYPE_CHECKING:
    from sphinx.application import Sphinx


_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)  # RFC 3986, 3.1


def find_linked_files(app: Sphinx, doctree: nodes.document) -> None:
    """Find the files that links mean (``doctree-read``, before links are collected)."""
    for xref in list(doctree.findall(addnodes.pending_xref)):
        if xref["reftype"] == "myst" and not xref.get("refdomain"):
            _link_file(app, xref)
    for download in doctree.findall(addnodes.download_reference):
        path = download["reftarget"]
        _, absolute = app.env.relfn2path(path, app.env.docname)
        if not Path(absolute).is_file() and (file := _find(app, path)):
            download["reftarget"] = _from_root(app, file)


def _link_file(app: Sphinx, xref: addnodes.pending_xref) -> None:
    """Make a link of a cross-reference, if a file has its name."""
    path, _, fragment = xref["reftarget"].partition("#")
    file = _find(app, path)
    if file is None:
        return
    if docname := app.env.path2doc(file):
        xref["refdomain"], xref["reftarget"] = "doc", docname
        xref["reftargetid"] = fragment or None
        return
    download = addnodes.download_reference("", "", *xref.children)
    download.update_all_atts(xref)
    download["reftarget"] = _from_root(app, file)
    download.source, download.line = xref.source, xref.line
    for inner in download.children:
        if isinstance(inner, nodes.Element):
            inner["classes"] = ["xref", "download", "myst"]  # as MyST has them
    xref.replace_self(download)


def _find(app: Sphinx, path: str) -> Path | None:
    if not path or _SCHEME.match(path) or path.startswith("//"):
        return None
    root = Path(app.srcdir)
    folder = root if path.startswith("/") else app.env.doc2path(app.env.docname).parent
    return find_file(folder, path, root=root)


def _from_root(app: Sphinx, file: Path) -> str:
    return f"/{Path(os.path.relpath(file, app.srcdir)).as_posix()}"

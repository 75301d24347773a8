"""Documents that must be read again, though only others have changed.

Some things are decided while a document is read: whether ``[text](other.md)`` leads to
a document, which entries a toctree has. Sphinx reads again what has changed itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from permalink_blog.incremental.dependencies import DOCUMENTS
from permalink_blog.incremental.pages import pages_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from permalink_blog.incremental.dependencies import Dependency


def documents_to_reread(
    app: Sphinx,
    env: BuildEnvironment,
    added: set[str],
    changed: set[str],
    removed: set[str],
) -> set[str]:
    """Return the documents that depend on others' content (``env-get-outdated``)."""
    pages = pages_of(app)
    if pages is None or not (added or removed):
        return set()
    asked: set[Dependency] = {("document", docname) for docname in removed}
    found = pages.last_shown(asked | {DOCUMENTS} if added else asked)
    found |= {
        docname
        for docname, entries in env.toctree_includes.items()
        if not removed.isdisjoint(entries)
    }
    return found & env.all_docs.keys() - removed

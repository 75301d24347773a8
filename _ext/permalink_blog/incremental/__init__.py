"""Incremental builds: pages note what they show, and are rebuilt if that changes.

- the environment holds no copies of posts (:mod:`permalink_blog.posts.lazy_documents`),
  so they can be read in parallel; the blog is the same in whichever order that was
  (:mod:`permalink_blog.posts.registry`, :mod:`permalink_blog.posts.ref_labels`)
- archives have pages (:mod:`permalink_blog.archives.pages`,
  :mod:`permalink_blog.archives.pagination`)
- pages are written when something that they show has changed (:mod:`.pages`,
  :mod:`.dependencies`, :mod:`.proxies`, :mod:`.links`, :mod:`.record`); excerpts are
  rendered once (:mod:`.excerpts`)
- a configuration that has not changed is seen not to have
  (:mod:`permalink_blog.upstream.sphinx.compared_config`), a source that has changed is
  seen to have (:mod:`.source_stamps`)
- the garbage collector is tuned to what documents are
  (:mod:`permalink_blog.upstream.python`)
- what has to be changed in ABlog and Sphinx at run time is in
  :mod:`permalink_blog.upstream`
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    # Only now: an import of one module of this package does not load all of them.
    from permalink_blog.incremental import extension

    return extension.setup(app)

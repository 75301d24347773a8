"""Documents at the places of archives: which of the two is published.

A document replaces an archive of its name. ABlog's lists of all posts and of drafts are
different: they are written over a document, so that an empty ``blog.md`` can put the
list into a toctree. A document that lists posts itself, or is a post, stays.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ablog.post import PostList
from sphinx.builders.dirhtml import DirectoryHTMLBuilder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ablog.blog import Blog
    from sphinx.application import Sphinx


def documents_at(app: Sphinx, pagename: str) -> Iterator[str]:
    """Yield the documents whose pages are where an archive goes.

    :param pagename: of the archive; with the ``dirhtml`` builder ``blog`` and
        ``blog/index`` have one page
    """
    known = app.env.found_docs
    if pagename in known:
        yield pagename
    inside = f"{pagename}/index"
    if inside in known and isinstance(app.builder, DirectoryHTMLBuilder):
        uri = app.builder.get_target_uri
        if uri(inside) == uri(pagename):
            yield inside


class Replacements:
    """Decides which archives documents replace.

    :param blog: with all posts registered
    """

    def __init__(self, app: Sphinx, blog: Blog) -> None:
        self._app = app
        self._blog = blog

    def by_document(self, pagename: str) -> bool:
        """Return whether a document is published in place of an archive.

        :param pagename: of the first page of the archive
        """
        found = documents_at(self._app, pagename)
        if pagename in self._overwriting:
            return any(self._stays(docname) for docname in found)
        return any(True for _ in found)

    @cached_property
    def _overwriting(self) -> frozenset[str]:
        """The lists that ABlog writes over documents."""
        return frozenset((self._blog.posts.docname, self._blog.drafts.docname))

    def _stays(self, docname: str) -> bool:
        env = self._app.env
        if docname in self._blog or docname not in env.all_docs:
            return True
        if docname == env.config.root_doc:
            return True
        doctree = env.get_doctree(docname)
        return any(True for _ in doctree.findall(PostList))

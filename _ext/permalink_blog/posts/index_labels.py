"""Labels called "index", whose archives would be where their catalog is.

With the ``dirhtml`` builder ``blog/tag`` and ``blog/tag/index`` have the same page. The
archive of the tag "index" gets a folder of its own there: ``blog/tag/index/``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ablog.blog import Collection, os_path_join, slugify
from sphinx.builders.dirhtml import DirectoryHTMLBuilder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ablog.blog import Blog
    from sphinx.application import Sphinx


class IndexCollection(Collection):  # type: ignore[misc]
    """The posts of a label whose page would be its catalog's."""

    @property
    def docname(self) -> str:
        """The name of its page."""
        return f"{self.path}/index"

    @property
    def path(self) -> str:
        """The folder of its page and its feeds."""
        return str(os_path_join(self.catalog.path, "index"))


def add_index_labels(
    app: Sphinx, blog: Blog, posts: Mapping[str, list[dict[str, Any]]]
) -> None:
    """Set a page for each label called "index", before posts are registered.

    A label without any letter or digit has no name for a page, and is one of them.

    :param posts: of the environment, by docname
    """
    if not isinstance(app.builder, DirectoryHTMLBuilder):
        return
    for kind, catalog in blog.catalogs.items():
        known = {
            label: (label, None)
            for each in posts.values()
            for post in each
            for label in post[kind]
        }
        known |= {x: (c.name, c.href) for x, c in catalog.collections.items()}
        for label, (name, href) in sorted(known.items()):
            if slugify(name) in {"", "index"}:
                catalog[label] = IndexCollection(catalog, label, name, href)

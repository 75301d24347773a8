"""The pages that ABlog makes, known before they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from permalink_blog.posts.blog import blog_of

if TYPE_CHECKING:
    from ablog.blog import Catalog, Collection
    from sphinx.application import Sphinx


def generated_pages(app: Sphinx) -> list[str]:
    """Return the pages that ABlog will make (``permalinks-generated-pages``).

    So the extension ``permalink_blog.urls`` can refuse a permalink that is in their way
    before anything is written.
    """
    blog = blog_of(app)
    if "blog_page_size" in app.config:
        return []  # permalink_blog.archives names them
    catalogs = [*blog.catalogs.values(), blog.archive]
    pages: list[Catalog | Collection] = [blog.posts, blog.drafts]
    for catalog in catalogs:
        collections = [collection for collection in catalog if len(collection)]
        pages += [catalog, *collections] if collections else []
    return [str(page.docname) for page in pages]

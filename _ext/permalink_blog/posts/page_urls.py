"""The URL of a page in ABlog's templates: that of its permalink.

ABlog joins ``blog_baseurl`` and the name of the document. The builder knows better: it
is asked for all other URLs. What ABlog calls a page in comments (``page_id``) stays: it
names discussions that exist.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


def correct_page_urls(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Make ``ablog.page_url()`` return permalinks (``html-page-context``)."""
    blog = context.get("ablog")
    if blog is None:
        return  # a builder that ABlog does not know
    base = blog.blog_baseurl
    builder = app.builder

    def page_url(pagename: str) -> str | None:
        return (
            f"{base.rstrip('/')}/{builder.get_target_uri(pagename)}" if base else None
        )

    blog.page_url = page_url

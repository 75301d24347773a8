"""The pages in search results: title, URL, date and language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util.nodes import clean_astext

from permalink_blog.core.local_dates import local_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx

    from permalink_blog.posts.blog import Post


def pages_of(app: Sphinx, docnames: Iterable[str]) -> Iterator[list[str] | None]:
    """Yield a row for each document of an index.

    :param app: whose builder writes the pages
    :param docnames: in the order of the index
    :returns: URI as seen from the search page, title; if there is a date, this as ISO
        8601 and as readers of the site write it; and if it differs from the site's, the
        language. ``None`` for a draft, which no list contains
    """
    posts = {str(post.docname): post for post in _posts(app)}
    for docname in docnames:
        post = posts.get(docname)
        if post and not post.published:
            yield None
            continue
        uri = app.builder.get_relative_uri("search", docname)
        title = clean_astext(app.env.longtitles[docname])
        row = [uri, title]
        if post:
            row += [*_dates(app, post), str(getattr(post, "lang", "") or "")]
        yield row if not post or row[-1] else row[:-1]


def _posts(app: Sphinx) -> Iterator[Post]:
    """Yield the posts of a blog; of those in one document, the first comes last."""
    if "ablog" not in app.extensions:
        return
    from permalink_blog.posts.blog import Blog

    blog = Blog(app)
    found = [*blog.drafts._posts.values(), *blog.posts._posts.values()]
    yield from sorted(found, key=lambda post: post.order, reverse=True)


def _dates(app: Sphinx, post: Post) -> tuple[str, str]:
    language = app.config.language
    text = local_date(post.date, language).strftime(app.config.post_date_format)
    return post.date.date().isoformat(), text.lstrip("0")

"""What feeds show of a post, made of its page while that is written.

A build that writes no page does not load this module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from permalink_blog.core.fragments import fragment_html
from permalink_blog.feeds.bodies import FeedText
from permalink_blog.feeds.content import entry_content
from permalink_blog.feeds.excerpts import known_excerpt
from permalink_blog.posts.summaries import keep_summary, resolve_excerpt, summary_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

    from permalink_blog.posts.blog import Post


def texts_of(
    app: Sphinx,
    builder: StandaloneHTMLBuilder,
    posts: Sequence[Post],
    body: str,
    page_url: str,
    page: nodes.document,
) -> dict[str, FeedText]:
    """Make what feeds show of the posts of a page, while that is written.

    :param posts: of one document
    :param body: HTML of the page
    :param page: the document that it was made of
    :returns: by section
    """
    watch_url = _watch_url(app)
    full = app.config.blog_feed_fulltext
    texts = {}
    for post in posts:
        excerpt = "" if full else _excerpt(app, builder, post, page)
        summary = summary_of(app, builder, post.options, page)
        content = entry_content(
            body if full else excerpt,
            page_url=page_url,
            section=post.section if full else "",
            watch_url=watch_url,
        )
        texts[post.section] = FeedText(content, summary)
    return texts


def _excerpt(
    app: Sphinx, builder: StandaloneHTMLBuilder, post: Post, page: nodes.document
) -> str:
    """Return the excerpt of a post in HTML, with links relative to its page."""
    if known := known_excerpt(app, post):
        return known
    document = resolve_excerpt(app, builder, post.docname, page, post.excerpt)
    keep_summary(page, post.order, document.children)
    builder.post_process_images(document)
    return fragment_html(builder, document)


def _watch_url(app: Sphinx) -> Callable[[str], str] | None:
    """Return the function that finds a video's page, if that extension is enabled."""
    if "permalink_blog.video" not in app.extensions:
        return None
    from permalink_blog.core.video_urls import parse_video_url

    def watch_url(player: str) -> str:
        video = parse_video_url(player)
        return video.watch_url if video else player

    return watch_url

"""ABlog's ``postlist`` directive in builders without a URL for each page.

There ABlog ends the build with a traceback: in LaTeX, a post outside the document has
no URI.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ablog.post import PostList
from docutils import nodes
from sphinx.errors import NoUri

from permalink_blog.posts.blog import blog_of
from permalink_blog.upstream.ablog_order import newest_first

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ablog.blog import Blog, Post
    from sphinx.application import Sphinx


_LABELS = ("tags", "author", "category", "location", "language")


def list_posts(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Make plain lists of ``postlist`` directives (``doctree-resolved``)."""
    if app.builder.format == "html":
        return  # ABlog's own business
    blog = blog_of(app)
    for node in list(doctree.findall(PostList)):
        posts = selected_posts(blog, node.attributes, docname)
        items = [_item(app, post, docname, _date_format(blog, node)) for post in posts]
        node.replace_self(nodes.bullet_list("", *items) if items else [])


def selected_posts(blog: Blog, options: Mapping[str, Any], docname: str) -> list[Post]:
    """Return the posts as ABlog's ``process_postlist`` does, newest first.

    A label that no post has has no posts; ABlog leaves it out.

    :param options: of the directive
    """
    wanted = [
        set(blog.catalogs[key].collections.get(label, ()))
        for key in _LABELS
        for label in options[key]
    ]
    if wanted:
        posts = newest_first(set(blog.posts).intersection(*wanted))
        posts = posts[: options["length"]]
    else:
        posts = list(blog.recent(options["length"], docname))
    return posts[::-1] if options["sort"] else posts


def _date_format(blog: Blog, node: PostList) -> str:
    return str(node["date"] or blog.post_date_format)


def _item(app: Sphinx, post: Post, docname: str, date_format: str) -> nodes.list_item:
    title: nodes.Node = nodes.Text(str(post))
    try:
        uri = app.builder.get_relative_uri(docname, post.docname)
    except NoUri:
        uri = ""  # the post is not in this book
    if uri:
        title = nodes.reference("", str(post), refuri=uri, internal=True)
    date = nodes.Text(f"{post.date.strftime(date_format)} - ")
    return nodes.list_item("", nodes.paragraph("", "", date, title))

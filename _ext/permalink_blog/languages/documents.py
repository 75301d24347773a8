"""Documents in another language than the site's, and dates in their text."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import _

from permalink_blog.core.language_tags import Unclear, document_language, is_same
from permalink_blog.core.local_dates import local_date
from permalink_blog.core.messages import warn_key

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


_UNSEEN = (nodes.Invisible, nodes.docinfo, nodes.decoration, nodes.system_message)


def mark_language(app: Sphinx, doctree: nodes.document) -> None:
    """Mark the language of a document's text (``doctree-read``, after ABlog).

    The page around it stays in the site's language, and so does ``<html lang>``: the
    text gets a ``lang`` of its own (WCAG 2.2, 3.1.2). docutils' HTML writers make that
    of the class ``language-de``.
    """
    env = app.env
    tag = document_language(env.metadata[env.docname])
    if isinstance(tag, Unclear):
        _warn(env, tag)
        tag = None
    if tag is None or is_same(tag, app.config.language):
        tag = ""
    for post in _posts(env):
        post["lang"] = tag
    if tag:
        for node in doctree.children:
            if isinstance(node, nodes.Element) and not isinstance(node, _UNSEEN):
                node["classes"].append(f"language-{tag}")


def _posts(env: BuildEnvironment) -> list[dict[str, Any]]:
    posts: list[dict[str, Any]] = getattr(env, "ablog_posts", {}).get(env.docname, [])
    return posts


def _warn(env: BuildEnvironment, unclear: Unclear) -> None:
    message = (
        f"{unclear.key}: {unclear.value!r}: expected the tag of a language, such as "
        '"de" or "pt-BR" (in quotes, where YAML takes it for something else: "no"). '
        "The page is in the language of the site."
    )
    warn_key(
        env,
        env.docname,
        unclear.key,
        message=message,
        type="blog_languages",
        subtype="lang",
    )


def date_updates(app: Sphinx, doctree: nodes.document) -> None:
    """Write the dates of ``update`` directives again (``doctree-read``, after ABlog).

    ABlog has put a title into each, with the date in English.
    """
    from permalink_blog.posts.blog import UpdateNode

    copies = [post["doctree"] for post in _posts(app.env)]
    for tree in (doctree, *copies):
        found = tree.findall(UpdateNode) if isinstance(tree, nodes.Node) else ()
        for node in found:
            if node.children and isinstance(node[0], nodes.title):
                format_ = app.config.post_date_format
                date = local_date(_date(node["date"], format_), app.config.language)
                text = str(_("Updated on ")) + date.strftime(format_)
                node[0][:] = [nodes.Text(text)]


def _date(text: str, format_: str) -> datetime:
    """Read a date that ABlog has read, in its way."""
    from dateutil.parser import parse

    try:
        return datetime.strptime(text, format_)
    except ValueError:
        date: datetime = parse(text)
        return date

"""What is known of a page, from what its template gets."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from docutils import nodes

from blog_metadata.model import Article, Description, Person, meta_tags, shorten
from blog_metadata.thumbnails import picture_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_TAG = re.compile(r"<[^>]*>")
_BUILDERS = ("html", "dirhtml")


def add_metadata(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Say in a page's head what it is (``html-page-context``).

    Nothing is said of drafts, of pages such as the search, and by a site that does not
    know its own address (``html_baseurl``).
    """
    if app.builder.name not in _BUILDERS or not context.get("pageurl"):
        return
    if doctree is None and not templatename.startswith("ablog/"):  # a list of posts
        return
    blog = context.get("ablog")
    post = blog[pagename] if blog is not None and pagename in blog else None
    listed = getattr(context.get("collection"), "path", None)
    if post is None:
        is_draft = blog is not None and listed == blog.drafts.path
    else:
        is_draft = not post.published
    if not is_draft:
        page = _describe(app, pagename, context, doctree, post)
        context["metatags"] = context.get("metatags", "") + meta_tags(page)


def _describe(
    app: Sphinx,
    pagename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
    post: Any,
) -> Description:
    config, env = app.config, app.env
    home = f"{config.html_baseurl.rstrip('/')}/"
    metadata = env.metadata.get(pagename, {}) if doctree is not None else {}
    site = str(getattr(config, "blog_title", "") or config.html_title)
    is_home = pagename == config.root_doc
    title = unescape(_TAG.sub("", str(context.get("title", ""))))
    # What MyST makes of "myst: html_meta:" goes before.
    has_text = 'name="description"' in context.get("metatags", "")
    return Description(
        title=site if is_home else title,
        url=context["pageurl"],
        site=site,
        home=home,
        is_home=is_home,
        language=str(metadata.get("lang") or config.language or ""),
        text="" if has_text else _text(app, pagename, metadata, doctree),
        picture=picture_of(app, pagename, home=home),
        article=None if post is None else _article(app, post, home=home),
    )


def _text(
    app: Sphinx,
    pagename: str,
    metadata: dict[str, Any],
    doctree: nodes.document | None,
) -> str:
    """Give what front matter says, or the excerpt, or the first paragraph."""
    if doctree is None:
        return ""
    own = metadata.get("description") or metadata.get("excerpt")
    if isinstance(own, str) and not own.strip().isdecimal():
        return shorten(own)
    [post, *_] = getattr(app.env, "ablog_posts", {}).get(pagename) or [{}]
    if summary := post.get("summary"):  # where blog_scaling has made it
        return shorten(summary)
    paragraph = next(
        (p for p in doctree.findall(nodes.paragraph) if p.astext().strip()), None
    )
    return "" if paragraph is None else shorten(paragraph.astext())


def _article(app: Sphinx, post: Any, *, home: str) -> Article:
    def url(label: Any) -> str:
        # One without posts has no page.
        return urljoin(home, app.builder.get_target_uri(label.docname)) if label else ""

    return Article(
        published=post.date,
        modified=max(post.date, post.update or post.date),
        authors=tuple(Person(str(each), url(each)) for each in post.author),
        section=next((str(each) for each in post.category), ""),
        tags=tuple(str(each) for each in post.tags),
    )

"""The metadata of a page, from the context of its template."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from docutils import nodes

from permalink_blog.core.dates import site_zone
from permalink_blog.core.language_tags import document_language, language_tag
from permalink_blog.core.scholarly import document_doi, orcid_page
from permalink_blog.core.stored_front_matter import front_matter_value
from permalink_blog.frontmatter.modified import in_zone, last_change
from permalink_blog.metadata.images import BUILDERS, is_web_url
from permalink_blog.metadata.model import (
    ArticleMetadata,
    Description,
    Person,
    meta_tags,
    shorten,
)
from permalink_blog.metadata.thumbnails import picture_of
from permalink_blog.posts.summaries import excerpt_text, summary_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx


_TAG = re.compile(r"<[^>]*>")


def add_metadata(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add metadata to the head of a page (``html-page-context``).

    Drafts and pages such as the search get none, nor does a site without an absolute
    base URL (``html_baseurl``).
    """
    if app.builder.name not in BUILDERS or not is_web_url(app.config.html_baseurl):
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
        written = meta_tags(page, without=_own_tags(doctree).keys())
        context["metatags"] = context.get("metatags", "") + written


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
    return Description(
        title=site if is_home or _is_untitled(doctree) else title,
        url=context["pageurl"],
        site=site,
        home=home,
        is_home=is_home,
        language=_language(app, metadata),
        text=(
            shorten(str(context.get("description", "")))
            if doctree is None
            else _text(app, pagename, doctree)
        ),
        picture=picture_of(app, pagename, home=home),
        article=None if post is None else _article(app, post, home=home),
    )


def _is_untitled(doctree: nodes.document | None) -> bool:
    """Return whether Sphinx has no title for a document."""
    if doctree is None or "title" in doctree:
        return False
    return next(iter(doctree.findall(nodes.title)), None) is None


def _own_tags(doctree: nodes.document | None) -> dict[str, str]:
    """Return the author's own ``meta`` tags, from ``html_meta`` or a directive."""
    if doctree is None:
        return {}
    found: dict[str, str] = {}
    for meta in doctree.findall(nodes.meta):
        name = str(meta.get("name") or meta.get("property"))
        found.setdefault(name, str(meta.get("content", "")))
    return found


def _language(app: Sphinx, metadata: dict[str, Any]) -> str:
    """Return the language of a page's text."""
    own = document_language(metadata)
    return (
        own if isinstance(own, str) else language_tag(app.config.language or "") or ""
    )


def _text(app: Sphinx, pagename: str, doctree: nodes.document) -> str:
    """Return the description or excerpt in front matter, or the first paragraph."""
    if said := _own_tags(doctree).get("description"):
        return said
    for key in ("description", "excerpt"):
        own = front_matter_value(app.env, pagename, key)
        if isinstance(own, str) and own and not own.isdecimal():
            return shorten(own)
    for post in getattr(app.env, "ablog_posts", {}).get(pagename, ())[:1]:
        if summary := summary_of(app, app.builder, post, doctree):
            return shorten(summary)
    texts = (excerpt_text([x]) for x in doctree.findall(nodes.paragraph))
    return shorten(next(filter(None, texts), ""))


def _article(app: Sphinx, post: Any, *, home: str) -> ArticleMetadata:
    def url(label: Any) -> str:
        # One without posts has no page.
        return urljoin(home, app.builder.get_target_uri(label.docname)) if label else ""

    published = in_zone(post.date, site_zone(app.config.permalink_timezone))
    modified = last_change(app.env, post.docname, post.date, post.update)
    return ArticleMetadata(
        published=published,
        modified=modified or published,
        authors=tuple(
            Person(str(each), url(each), orcid_page(app.config, str(each)))
            for each in post.author
        ),
        section=next((str(each) for each in post.category), ""),
        tags=tuple(str(each) for each in post.tags),
        doi=document_doi(app.env, post.docname),
        license=app.config.blog_license,
    )

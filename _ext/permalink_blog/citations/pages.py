"""Which posts are cited, and what their pages have of it."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

from permalink_blog.citations.work import (
    Work,
    WorkAuthor,
    bibtex,
    cff,
    citation_tags,
    plain_citation,
)
from permalink_blog.core.dates import site_zone
from permalink_blog.core.language_tags import document_language, language_tag
from permalink_blog.core.messages import shorten, warn_key
from permalink_blog.core.scholarly import document_doi, orcid_page
from permalink_blog.core.stored_front_matter import front_matter_value
from permalink_blog.frontmatter.modified import in_zone

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from permalink_blog.posts.blog import Post

DOI_ONLY = "doi"
"""The value of ``blog_citations`` by which posts with a DOI are cited."""

_BUILDERS = ("html", "dirhtml")
_TAG = re.compile(r"<[^>]*>")


def check_keys(app: Sphinx, _doctree: nodes.document) -> None:
    """Warn about a ``doi`` or ``cite`` that means nothing (``doctree-read``)."""
    env, docname = app.env, app.env.docname
    doi = front_matter_value(env, docname, "doi")
    if doi not in (None, "") and not document_doi(env, docname):
        message = (
            f"doi: {shorten(str(doi))!r} is no DOI, and is not used; write one such as "
            "10.5281/zenodo.7"
        )
        _warn(env, docname, "doi", message)
    cite = front_matter_value(env, docname, "cite")
    if cite is not None and not isinstance(cite, bool):
        message = f"cite: {shorten(str(cite))!r} is not used; write true or false"
        _warn(env, docname, "cite", message)


def _warn(env: BuildEnvironment, docname: str, key: str, message: str) -> None:
    warn_key(env, docname, key, message=message, type="blog_citations", subtype=key)


def add_citation(
    app: Sphinx,
    pagename: str,
    _templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add a post's citation to its head and to its context (``html-page-context``).

    Templates have ``citation``: a dictionary with ``text``, ``url``, ``doi``,
    ``bibtex`` and ``cff``. Drafts have none, nor has a site without a base URL.
    """
    blog = context.get("ablog")
    if app.builder.name not in _BUILDERS or not context.get("pageurl"):
        return
    if blog is None or doctree is None or pagename not in blog:
        return
    post = blog[pagename]
    if not post.published or not is_cited(app, pagename):
        return
    work = work_of(app, post, context)
    context["metatags"] = context.get("metatags", "") + citation_tags(work)
    context["citation"] = {
        "text": plain_citation(work),
        "url": work.address,
        "doi": work.doi,
        "bibtex": bibtex(work),
        "cff": cff(work),
    }


def is_cited(app: Sphinx, docname: str) -> bool:
    """Return whether a post's page says how to cite it.

    :param docname: of the post
    """
    own = front_matter_value(app.env, docname, "cite")
    if isinstance(own, bool):
        return own
    if app.config.blog_citations == DOI_ONLY:
        return bool(document_doi(app.env, docname))
    return bool(app.config.blog_citations)


def work_of(app: Sphinx, post: Post, context: dict[str, Any]) -> Work:
    """Return a post as a work.

    :param context: of its page
    """
    env, config = app.env, app.config
    own = document_language(env.metadata.get(post.docname, {}))
    authors = tuple(
        WorkAuthor(str(each), orcid_page(config, str(each))) for each in post.author
    )
    site = str(config.blog_title or config.html_title)
    return Work(
        title=unescape(_TAG.sub("", str(context.get("title", "")))),
        url=context["pageurl"],
        site=site,
        published=in_zone(post.date, site_zone(config.permalink_timezone)).date(),
        authors=authors or (WorkAuthor(str(config.author)),),
        tags=tuple(str(each) for each in post.tags),
        doi=document_doi(env, post.docname),
        language=own
        if isinstance(own, str)
        else language_tag(config.language or "") or "",
        license=config.blog_license,
    )

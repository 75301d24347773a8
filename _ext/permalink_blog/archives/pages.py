"""ABlog's archives in pages: all posts, drafts, and the posts of each label and year.

Names, titles, templates and their contexts are those of ABlog's
``generate_archive_pages``; ``collection`` in them has the posts of one page, and
``pagination`` says which.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import escape
from sphinx.locale import _

from permalink_blog.archives.leads import (
    description_of_catalog,
    lead_of_catalog,
    lead_of_list,
)
from permalink_blog.archives.pagination import (
    Pagination,
    page_count,
    page_items,
    pagename_of,
)
from permalink_blog.posts.collection_page import CollectionPage
from permalink_blog.upstream.ablog_order import newest_first

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from permalink_blog.posts.blog import Blog, Catalog, Collection, Post


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """A page with the name of its template.

    ``prev`` and ``next`` in the context have the ``pagename`` of a page and its
    ``title``, but no link yet.
    """

    pagename: str
    template: str
    context: dict[str, Any]


@dataclass(frozen=True)
class _Listing:
    """Collections that share an archive, and what its templates get besides posts."""

    collections: tuple[Collection, ...]
    context: dict[str, Any]

    @property
    def docname(self) -> str:
        return str(self.collections[0].docname)

    @property
    def name(self) -> str:
        return ", ".join(str(collection) for collection in self.collections)

    def posts(self) -> dict[str, Post]:
        """Return all posts, unsorted; ABlog's iterator would sort them each time."""
        if len(self.collections) == 1:
            return dict(self.collections[0]._posts)
        merged: dict[str, Post] = {}
        for collection in self.collections:
            merged |= collection._posts
        return merged


# -- The pages -------------------------------------------------------------------


def archive_pages(blog: Blog, page_size: int) -> Iterator[ArchivePage]:
    """Yield every page that ABlog makes of its posts, each pagename once.

    :param blog: with all posts registered
    :param page_size: posts on a page, at least 1
    """
    order = {post: n for n, post in enumerate(newest_first(blog.posts._posts.values()))}
    taken = set()
    for page in _archives(blog, page_size, order):
        taken.add(page.pagename)
        yield page
    for post in order:
        for pagename in post.redirect:
            if pagename not in taken:
                taken.add(pagename)
                context = {"redirect": post.docname, "post": post}
                yield ArchivePage(pagename, "ablog/redirect.html", context)


def archive_pagenames(blog: Blog, page_size: int) -> list[str]:
    """Return the names of those pages, without redirects.

    :param blog: with all posts registered
    :param page_size: posts on a page, at least 1
    """
    names = [str(catalog.docname) for _title, _header, catalog in catalogs(blog)]
    for listing in _listings(blog):
        count = page_count(len(listing.posts()), page_size)
        names += [pagename_of(listing.docname, n) for n in range(1, count + 1)]
    return names


def _archives(
    blog: Blog, page_size: int, order: dict[Post, int]
) -> Iterator[ArchivePage]:
    for title, header, catalog in catalogs(blog):
        lead = lead_of_catalog(catalog)
        context = {
            "parents": [],
            "title": escape(title),
            "header": header,
            "catalog": catalog,
            "summary": True,
            "lead": lead,
            "description": description_of_catalog(title, lead, catalog),
        }
        yield ArchivePage(str(catalog.docname), "ablog/catalog.html", context)
    for listing in _listings(blog):
        unsorted = listing.posts().values()
        first, lead = listing.collections[0], ""
        if first is blog.drafts:
            posts = newest_first(unsorted)
        else:
            posts = sorted(unsorted, key=order.__getitem__)
            name = blog.blog_title if first is blog.posts else listing.name
            lead = lead_of_list(blog, first.catalog, name, posts)
        yield from _listing_pages(listing, posts, page_size, lead=lead)


def _listing_pages(
    listing: _Listing, posts: Sequence[Post], page_size: int, *, lead: str
) -> Iterator[ArchivePage]:
    count = page_count(len(posts), page_size)
    name, titles = listing.name, _numbered(listing.context["title"], count)
    descriptions = _numbered(lead, count) if lead else [""] * count
    for number, title in enumerate(titles, start=1):
        pagination = Pagination(listing.docname, number, count)
        page = CollectionPage(
            listing.collections[0],
            name=name,
            docname=pagination.pagename,
            posts=page_items(posts, number, page_size),
            total=len(posts),
        )
        context = {
            **listing.context,
            "title": escape(title),
            "lead": lead,
            "description": descriptions[number - 1],
            "collection": page,
            "pagination": pagination,
        }
        if newer := pagination.previous:
            context["prev"] = {"pagename": newer, "title": escape(titles[number - 2])}
        if older := pagination.next:
            context["next"] = {"pagename": older, "title": escape(titles[number])}
        yield ArchivePage(pagination.pagename, "ablog/collection.html", context)


def _numbered(text: str, count: int) -> list[str]:
    """Return a title or lead for each page of a list: all but the first say which."""
    page = str(_("page %s"))
    more = (f"{text} \N{EN DASH} {page % number}" for number in range(2, count + 1))
    return [text, *more]


# -- What is listed --------------------------------------------------------------


def catalogs(blog: Blog) -> Iterator[tuple[str, str, Catalog]]:
    """Yield the catalogs with posts: title, words before a label of it, catalog."""
    for title, header, catalog in (
        (_("Authors"), _("Posts by"), blog.author),
        (_("Locations"), _("Posts from"), blog.location),
        (_("Languages"), _("Posts in"), blog.language),
        (_("Categories"), _("Posts in"), blog.category),
        (_("All posts"), _("Posted in"), blog.archive),
        (_("Tags"), _("Posts tagged"), blog.tags),
    ):
        if len(catalog):
            yield str(title), str(header), catalog


def _listings(blog: Blog) -> Iterator[_Listing]:
    """Yield the lists of posts that have pages, each name once."""
    has_feeds = bool(blog.blog_baseurl)
    for _catalog_title, header, catalog in catalogs(blog):
        for collections in by_docname(catalog).values():
            path = collections[0].path if blog.blog_feed_archives else blog.blog_path
            listing = _Listing(collections, {})
            title = f"{header} {listing.name}"
            listing.context.update(
                parents=[],
                title=title,
                header=header,
                summary=True,
                feed_path=path,
                feed_title=escape(title),
                archive_feed=has_feeds and blog.blog_feed_archives,
            )
            yield listing
    yield _Listing(
        (blog.posts,),
        {
            "parents": [],
            "title": str(_("All Posts")),
            "header": str(_("All")),
            "summary": True,
            "atom_feed": has_feeds,
            "feed_path": blog.blog_path,
            "feed_title": escape(blog.blog_title),
        },
    )
    title = str(_("Drafts"))
    yield _Listing((blog.drafts,), {"parents": [], "title": title, "summary": True})


def by_docname(catalog: Catalog) -> dict[str, tuple[Collection, ...]]:
    """Return the labels with posts by the page that lists them: C and C++ share one."""
    found: dict[str, tuple[Collection, ...]] = {}
    for collection in catalog:
        if len(collection):
            docname = str(collection.docname)
            found[docname] = (*found.get(docname, ()), collection)
    return found

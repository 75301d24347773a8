"""What an archive says of itself: how many posts it lists, and from which years.

The texts are plain, without HTML, and in the ``language`` of ``conf.py``.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from sphinx.locale import _, get_translator

if TYPE_CHECKING:
    from collections.abc import Collection as Sized
    from collections.abc import Iterable

    from permalink_blog.posts.blog import Blog, Catalog, Post


_NAMES = 20
"""Names of labels in a description, at most; whoever shows it shortens it further."""


def lead_of_list(blog: Blog, catalog: Catalog, name: str, posts: Sized[Post]) -> str:
    """Return the lead of a list, such as "12 posts tagged python, 2018".

    :param catalog: of the label or year; ``blog.blog`` for the list of all posts
    :param name: of the label or year, as readers see it
    :param posts: on all pages of the list, none of them a draft
    """
    count = len(posts)
    ngettext = get_translator().ngettext
    if catalog is blog.tags:
        text = ngettext(
            "%(count)s post tagged %(name)s", "%(count)s posts tagged %(name)s", count
        )
    elif catalog is blog.author:
        text = ngettext(
            "%(count)s post by %(name)s", "%(count)s posts by %(name)s", count
        )
    elif catalog is blog.location:
        text = ngettext(
            "%(count)s post from %(name)s", "%(count)s posts from %(name)s", count
        )
    elif catalog is blog.archive:
        text = ngettext(
            "%(count)s post of %(name)s", "%(count)s posts of %(name)s", count
        )
        return text % {"count": count, "name": name}
    else:
        text = ngettext(
            "%(count)s post in %(name)s", "%(count)s posts in %(name)s", count
        )
    return _with_years(text % {"count": count, "name": name}, posts)


def lead_of_catalog(catalog: Catalog) -> str:
    """Return the lead of a page of all labels or years, such as "12 posts, 2018"."""
    posts = {post for label in catalog for post in label._posts.values()}
    ngettext = get_translator().ngettext
    text = ngettext("%(count)s post", "%(count)s posts", len(posts))
    return _with_years(text % {"count": len(posts)}, posts)


def description_of_catalog(title: str, lead: str, catalog: Catalog) -> str:
    """Return the description of a page of all labels or years.

    :param title: of the page, as text
    :param lead: of the page
    """
    labels = (str(label) for label in catalog if len(label))
    return f"{title}: {lead} \N{EN DASH} {', '.join(islice(labels, _NAMES))}"


def _with_years(text: str, posts: Iterable[Post]) -> str:
    found = {post.date.year for post in posts}
    if not found:
        return text
    first, last = min(found), max(found)
    years = f"{first}" if first == last else f"{first}\N{EN DASH}{last}"
    return str(_("%(posts)s, %(years)s")) % {"posts": text, "years": years}

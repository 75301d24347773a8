"""What is in a feed: posts of ABlog's blog as entries.

A build that writes no feed does not load this module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from permalink_blog.core.dates import site_zone
from permalink_blog.core.identifiers import doi_url
from permalink_blog.core.scholarly import document_doi, orcid_page
from permalink_blog.feeds.ids import entry_ids
from permalink_blog.feeds.model import Author, Category, FeedEntry
from permalink_blog.frontmatter.modified import in_zone, last_change

if TYPE_CHECKING:
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from permalink_blog.feeds.urls import FeedUrls
    from permalink_blog.posts.blog import Blog, Collection, Post


def feed_author(config: Config) -> Author:
    """Return the author of entries without one: of ``conf.py``, or the project."""
    for name in ("author", "project"):
        value = config[name]
        if value and value != config.values[name].default:
            return Author(name=str(value))
    return Author(name=str(config.blog_title))


class Entries:
    """Makes entries of posts, each once a build.

    :param env: has the front matter
    """

    def __init__(self, blog: Blog, env: BuildEnvironment, urls: FeedUrls) -> None:
        self._blog, self._env, self._urls = blog, env, urls
        self._zone = site_zone(env.config.permalink_timezone)
        self._ids = entry_ids(blog.posts, env, urls)
        self._made: dict[tuple[str, str], FeedEntry] = {}
        self._labels: dict[tuple[str, str], Category] = {}
        self._authors: dict[str, Author] = {}

    def entry(self, post: Post) -> FeedEntry:
        """Make an entry without summary and content."""
        place = (post.docname, post.section)
        if place not in self._made:
            self._made[place] = self._make(post)
        return self._made[place]

    def _make(self, post: Post) -> FeedEntry:
        own_url = self._urls.post(post)
        canonical = self._urls.elsewhere(post.canonical_link) or own_url
        external = self._urls.elsewhere(post.external_link)
        published = in_zone(post.date, self._zone)
        related = (external, own_url) if canonical != own_url else (external,)
        doi = document_doi(self._env, post.docname)
        return FeedEntry(
            id=self._ids[post.docname, post.section],
            url=canonical,
            title=post.title,
            published=published,
            updated=last_change(self._env, post.docname, post.date, post.update)
            or published,
            authors=tuple(self._author(author) for author in post.author or ()),
            categories=tuple(
                self._category(label)
                for labels in (post.tags, post.category)
                for label in sorted(labels or (), key=_name)
            ),
            related=tuple(filter(None, (*related, doi and doi_url(doi)))),
            external_url=external,
            language=getattr(post, "lang", ""),  # which blog_languages knows
        )

    def _author(self, author: Collection) -> Author:
        name = str(author)
        if name not in self._authors:
            href = author.href
            if href in self._env.found_docs:  # templates leave such a link as it is
                uri = self._urls.page(href)
            else:
                uri = self._urls.elsewhere(href)
            uri = uri or orcid_page(self._env.config, name)
            self._authors[name] = Author(name=name, uri=uri)
        return self._authors[name]

    def _category(self, label: Collection) -> Category:
        place = (label.catalog.name, str(label))
        if place not in self._labels:
            name = str(label)
            self._labels[place] = Category(
                term=name.strip().replace(" ", ""),  # as ABlog always wrote it
                label=name,
                scheme=self._urls.page(label.catalog.docname),
            )
        return self._labels[place]


def _name(label: Collection) -> str:
    return str(label)

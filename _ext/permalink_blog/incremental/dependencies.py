"""The dependencies of pages on other documents, each with a digest.

A dependency is a piece that a page can show: the face of one post, its neighbours, the
labels of a catalog with their counts, the title and anchors of a document that is
linked to. A page is written again when the digest of one of its dependencies differs
from that when it was written, and only then.
"""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from permalink_blog.core.files import string_digest
from permalink_blog.core.tracker import DEPENDENCY_VALUE
from permalink_blog.incremental.source_stamps import content_of_document
from permalink_blog.posts.lazy_documents import OF_TEXT
from permalink_blog.posts.postlist import selected_posts
from permalink_blog.posts.toctrees import toctree_titles
from permalink_blog.urls.navigation import navigation, theme_file_digests
from permalink_blog.urls.references import objects_by_document

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.builders.html import StandaloneHTMLBuilder

    from permalink_blog.incremental.excerpts import ExcerptStore
    from permalink_blog.posts.blog import Blog, Catalog, Collection, Post
    from permalink_blog.urls.references import Object


Dependency: TypeAlias = tuple[str, ...]
"""A kind, and what it is about: ``("post", "posts/2018/summer")``."""

CONFIG: Dependency = ("config",)
TOCTREE: Dependency = ("toctree",)
DOCUMENTS: Dependency = ("documents",)
REFERENCES: Dependency = ("references",)

LABELS = ("tags", "author", "category", "location", "language")
ABSENT = ""
_OF_POSTS = frozenset(
    (
        *("post", "neighbours", "recent"),
        *("catalog", "label", "count", "listed", "archive", "uri"),
    )
)


def digest_of(value: object) -> str:
    """Return a digest of a value.

    :param value: that can be written as JSON
    """
    text = json.dumps(value, ensure_ascii=False, default=str)
    return string_digest(text)


@cache  # all posts have nearly the same
def _keys(keys: tuple[str, ...]) -> list[str]:
    return sorted({*keys} - OF_TEXT)


def is_of_posts(dependency: Dependency) -> bool:
    """Return whether a dependency is unchanged while :attr:`Dependencies.posts` is."""
    return dependency[0] in _OF_POSTS or dependency[0].startswith("posts-")


class Dependencies:
    """The dependencies of a site as it is in this build.

    :param builder: that will show them
    :param blog: with all posts registered
    """

    def __init__(
        self, builder: StandaloneHTMLBuilder, blog: Blog, store: ExcerptStore
    ) -> None:
        self.blog = blog
        self.archives: dict[str, tuple[str, dict[str, Any]]] = {}
        self._builder = builder
        self._env = builder.env
        self._store = store
        self._digests: dict[Dependency, str] = {}
        self._by_text: dict[str, dict[str, Collection]] = {}  # by catalog, and label

    def digest(self, dependency: Dependency) -> str:
        """Return the digest of a dependency; that of an unknown kind is constant."""
        if dependency not in self._digests:
            kind, *about = dependency
            found = getattr(self, f"_{kind}", None)
            value = found(*about) if found else self._digest_from_extensions(dependency)
            self._digests[dependency] = ABSENT if value is None else digest_of(value)
        return self._digests[dependency]

    @cached_property
    def posts(self) -> str:
        """A digest of what posts are, but for their text, and of where pages are.

        Most dependencies are made of nothing else, and are not computed while it stays.
        """
        posts = getattr(self._env, "ablog_posts", {})
        parts = [
            [info[key] for key in _keys(tuple(info))]
            for docname in sorted(posts)
            for info in posts[docname]
        ]
        uri_of = self._builder.get_target_uri
        uris = [(name, uri_of(name)) for name in sorted(self._env.all_docs)]
        drafts = sorted(self.blog.drafts._posts)  # which depends on the day
        text = repr([self.digest(CONFIG), parts, uris, drafts])
        return string_digest(text)

    def _digest_from_extensions(self, dependency: Dependency) -> object | None:
        """Return the value that another extension has for a dependency."""
        events = self._builder.events
        if DEPENDENCY_VALUE not in events.events:
            return None
        value: object | None = events.emit_firstresult(DEPENDENCY_VALUE, dependency)
        return value

    def forget(self, kind: str) -> None:
        """Forget the digests of a kind of dependencies, which are computed again.

        :param kind: first item of the dependencies
        """
        for dependency in [
            dependency for dependency in self._digests if dependency[0] == kind
        ]:
            del self._digests[dependency]

    # -- the site

    def _config(self) -> object:
        info = self._builder.build_info
        blog = {k: v for k, v in self.blog.config.items() if k != "fontawesome"}
        parts = [info.config_hash, info.tags_hash, repr(sorted(blog.items()))]
        return [*parts, *theme_file_digests(self._builder)]

    def _toctree(self) -> object:
        return [navigation(self._builder), toctree_titles(self._env)]

    def _documents(self) -> object:
        faces = [[name, self._document(name)] for name in sorted(self._env.all_docs)]
        return [faces, self._references()]

    def _document(self, docname: str) -> object | None:
        if docname not in self._env.all_docs:
            return None
        numbers = self._env.toc_secnumbers.get(docname)
        figures = self._env.toc_fignumbers.get(docname)
        slugs = self._env.metadata[docname].get("myst_slugs")
        objects = self._objects.get(docname)
        return [*self._heading(docname), objects, slugs, numbers, figures]

    def _source(self, docname: str) -> object | None:
        """Return what a document was read from, by this builder or another one."""
        known = docname in self._env.all_docs
        return content_of_document(self._env, docname) if known else None

    def _heading(self, docname: str) -> tuple[str, str]:
        title = self._env.titles.get(docname)
        uri = self._builder.get_target_uri(docname)
        return (title.astext() if title is not None else "", uri)

    @cached_property
    def _objects(self) -> dict[str, list[Object]]:
        return objects_by_document(self._env)

    def _image(self, path: str) -> object | None:
        return self._env.images[path][1] if path in self._env.images else None

    # -- the blog

    def _references(self) -> object:
        return sorted(self.blog.references.items())

    def _post(self, docname: str) -> object | None:
        posts = [post for post in self._of(docname) if post is not None]
        return [self._face(post) for post in posts] or None

    def _of(self, docname: str) -> list[Post]:
        return self._posts_by_docname.get(docname, [])

    @cached_property
    def _posts_by_docname(self) -> dict[str, list[Post]]:
        found: dict[str, list[Post]] = defaultdict(list)
        for collection in (self.blog.posts, self.blog.drafts):
            for post in collection._posts.values():
                found[post.docname].append(post)
        return found

    def _face(self, post: Post) -> object:
        labels = [
            [[str(c), str(c.docname), c.href] for c in getattr(post, name) or ()]
            for name in LABELS
        ]
        return [
            *(post.docname, post.section, str(post.date), str(post.update)),
            *(post.title, post.published, post.nocomments, post.canonical_link),
            *(post.external_link, self._builder.get_target_uri(post.docname), labels),
            *(post.redirect, getattr(post, "lang", "")),
        ]

    def _excerpt(self, docname: str) -> object | None:
        infos = [post.options for post in self._of(docname)]
        if any(info.get("excerpt_refers") for info in infos):
            return [self._documents(), [info.get("excerpt_digest") for info in infos]]
        return [info.get("excerpt_digest") for info in infos] or None

    def _shown(self, docname: str) -> object | None:
        return self._store.read(docname) or self._excerpt(docname)

    def _postlist(self, docname: str, options: str) -> object:
        asked = json.loads(options)
        posts = selected_posts(self.blog, asked, docname)
        names = sorted({post.docname for post in posts})
        excerpts = [self._excerpt(name) for name in names if asked["excerpts"]]
        return [keys(posts), [self._post(name) for name in names], excerpts]

    def _uri(self, docname: str) -> object | None:
        known = docname in self._env.all_docs
        return self._builder.get_target_uri(docname) if known else None

    def _recent(self, number: str, docname: str) -> object:
        return keys(self.blog.recent(json.loads(number), docname or None))

    def _neighbours(self, docname: str) -> object:
        return [
            [keys([other])[0] if other else None for other in (post.prev, post.next)]
            for post in self._of(docname)
            if post.published
        ]

    def _catalog(self, name: str) -> object:
        catalog = self._catalog_named(name)
        return [[*_label(collection), len(collection)] for collection in catalog]

    def _label(self, catalog: str, label: str) -> object | None:
        collection = self._collection(catalog, label)
        return None if collection is None else _label(collection)

    def _count(self, catalog: str, label: str) -> object | None:
        collection = self._collection(catalog, label)
        return None if collection is None else len(collection)

    def _listed(self, catalog: str, label: str) -> object | None:
        collection = self._collection(catalog, label)
        return None if collection is None else self._sequence(collection)

    def _collection(self, catalog: str, label: str) -> Collection | None:
        if catalog not in self._by_text:
            collections = self._catalog_named(catalog).collections
            self._by_text[catalog] = {str(x): collections[x] for x in collections}
        return self._by_text[catalog].get(label)

    def _catalog_named(self, name: str) -> Catalog:
        # Not "or": the length of a catalog is that of all its labels together.
        known = self.blog.catalogs.get(name)
        return getattr(self.blog, name) if known is None else known

    def _sequence(self, collection: Collection) -> list[tuple[str, str]]:
        return keys(collection)

    def _archive(self, pagename: str) -> object | None:
        if pagename not in self.archives:
            return None
        template, context = self.archives[pagename]
        plain = {
            key: str(value)
            for key, value in sorted(context.items())
            if key not in ("collection", "catalog", "post")
        }
        listed = context.get("collection")
        posts = keys(listed) if listed is not None else []
        return [template, plain, posts, len(listed) if listed is not None else 0]


def _label(collection: Collection) -> list[object]:
    """Return the values of a label that pages show, without the number of its posts."""
    return [
        *(str(collection), str(collection.docname), collection.href),
        len(collection) > 0,
    ]


def keys(posts: Iterable[Post]) -> list[tuple[str, str]]:
    """Return the documents and sections of posts.

    :param posts: of ABlog
    """
    return [(post.docname, post.section) for post in posts]

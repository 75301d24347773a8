"""Tracking proxies for ABlog's objects, which record the dependencies of pages.

Each has the attributes of one of ABlog's, and calls ``seen`` with the dependencies on
the blog that were read (see :mod:`.dependencies`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from permalink_blog.core.tracker import LISTED
from permalink_blog.incremental.dependencies import LABELS, REFERENCES
from permalink_blog.posts.blog import Blog, Catalog, Collection, Post
from permalink_blog.posts.collection_page import CollectionPage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from permalink_blog.incremental.excerpts import ExcerptStore


class Viewer:
    """A page, with the dependencies that its template reads.

    :param seen: called with each dependency that the page shows
    :param pagename: of the page
    :param store: of excerpts, where they have all been rendered; a document is written
        when some are not yet
    :param summary: gives the summary of a post where there is no store
    """

    def __init__(
        self,
        seen: Callable[[tuple[str, ...]], None],
        pagename: str,
        store: ExcerptStore | None = None,
        *,
        summary: Callable[[Post], str],
    ) -> None:
        self.seen = seen
        self.pagename = pagename
        self.store = store
        self._summary = summary

    def summary(self, post: Post) -> str:
        """Return the summary of a post."""
        if self.store is not None:
            kept = self.store.summary(post.docname, post.order)
            if kept is not None:
                return kept
        return self._summary(post)

    def view(self, value: Any) -> Any:
        """Return the tracking proxy of an object of ABlog; any other value unchanged.

        :param value: of a template's context
        """
        if isinstance(value, Post):
            return PostView(self, value)
        if isinstance(value, Collection | CollectionPage):
            return CollectionView(self, value)
        if isinstance(value, Catalog):
            return CatalogView(self, value)
        return BlogView(self, value) if isinstance(value, Blog) else value


class _View:
    """Tracking proxies: equal to the objects that they stand for."""

    def __init__(self, viewer: Viewer, of: Any) -> None:
        self._viewer = viewer
        self._of = of

    def __str__(self) -> str:
        return str(self._of)

    def __eq__(self, other: object) -> bool:
        other = other._of if isinstance(other, _View) else other
        return self._of is other or bool(self._of == other)

    def __hash__(self) -> int:
        return hash(id(self._of))

    def __lt__(self, other: Any) -> bool:
        return bool(self._of < (other._of if isinstance(other, _View) else other))

    def _see(self, *dependency: str) -> None:
        self._viewer.seen(dependency)


class PostView(_View):
    """A post."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        docname = self._of.docname
        self._see("post", docname)
        if name in ("prev", "next"):
            self._see("neighbours", docname)
        if name in ("excerpt", "options"):
            self._see("excerpt", docname)
        value = getattr(self._of, name)
        if name == "options":
            return OptionsView(self._viewer, self._of)
        if name in (*LABELS, "archive") and isinstance(value, list):
            return [self._viewer.view(collection) for collection in value]
        return self._viewer.view(value)

    def __str__(self) -> str:
        self._see("post", self._of.docname)
        return str(self._of)

    def to_html(self, pagename: str, fulltext: bool = False, **options: Any) -> str:
        """Return the excerpt as HTML.

        :param pagename: of the page that shows it: its links start there
        :param fulltext: the whole post instead
        """
        post, viewer = self._of, self._viewer
        if viewer.store is not None and not fulltext and not options.get("img_url"):
            self._see("shown", post.docname)
            found = viewer.store.html(post.docname, post.order, pagename)
            if found is not None:
                return found
        self._see("excerpt", post.docname)
        return str(post.to_html(pagename, fulltext=fulltext, **options))


class OptionsView(Mapping[str, Any]):
    """ABlog's values of a post, with the summary that its page shows."""

    def __init__(self, viewer: Viewer, post: Post) -> None:
        self._viewer, self._post = viewer, post

    def __getitem__(self, key: str) -> Any:
        value = self._post.options[key]
        return self._viewer.summary(self._post) if key == "summary" else value

    def __iter__(self) -> Iterator[str]:
        return iter(self._post.options)

    def __len__(self) -> int:
        return len(self._post.options)


class ListedPostView(PostView):
    """A post in a list with a dependency of its own."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._of, name) if name in LISTED else super().__getattr__(name)

    def __str__(self) -> str:
        return str(self._of)


class CollectionView(_View):
    """A label with its posts, or a page of them."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        self._see("label", *self._name)
        return self._viewer.view(getattr(self._of, name))

    def __str__(self) -> str:
        self._see("label", *self._name)
        return str(self._of)

    def __len__(self) -> int:
        self._see("count", *self._name)
        return len(self._of)

    def __bool__(self) -> bool:
        self._see("label", *self._name)  # which says whether it has posts
        return len(self._of) > 0

    def __iter__(self) -> Iterator[PostView]:
        if not isinstance(self._of, CollectionPage):  # whose posts are in "archive"
            self._see("listed", *self._name)
        for post in self._of:
            yield PostView(self._viewer, post)

    def __contains__(self, key: object) -> bool:
        self._see("listed", *self._name)
        return key in self._of._posts

    def __getitem__(self, key: str) -> PostView | None:
        self._see("listed", *self._name)
        return self._viewer.view(self._of[key])  # type: ignore[no-any-return]

    @property
    def catalog(self) -> CatalogView:
        """The catalog that it belongs to."""
        return CatalogView(self._viewer, self._of.catalog)

    def relsize(self, maxsize: int = 5, minsize: int = 1) -> int:
        """Return the label's size in a tag cloud, which depends on all others.

        As ABlog's, which counts the posts of all labels for each label of a cloud.

        :param maxsize: of the most frequent label
        :param minsize: of the least frequent one
        """
        catalog = self._of.catalog
        self._see("catalog", catalog.name)
        smallest, largest = catalog._minmax()
        difference = maxsize - minsize
        if smallest == largest:
            return round(difference / 2 + minsize)
        share = (len(self._of) - smallest) / (largest - smallest)
        return int(share * difference + minsize)

    @property
    def _name(self) -> tuple[str, str]:
        return (str(self._of.catalog.name), str(self._of.label))


class CatalogView(_View):
    """All labels of a kind."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name == "collections":
            self._see("catalog", self._of.name)
            items = self._of.collections.items()
            return {key: self._viewer.view(value) for key, value in items}
        return self._viewer.view(getattr(self._of, name))

    def __len__(self) -> int:
        self._see("catalog", self._of.name)
        return len(self._of)

    def __bool__(self) -> bool:
        return len(self) > 0

    def __iter__(self) -> Iterator[CollectionView]:
        self._see("catalog", self._of.name)
        for collection in self._of:
            yield CollectionView(self._viewer, collection)

    def __getitem__(self, label: Any) -> CollectionView:
        # ABlog's own makes what is not there
        self._see("catalog", self._of.name)
        return CollectionView(self._viewer, self._of.collections[label])


class BlogView(_View):
    """The blog, as ``ablog`` in templates."""

    _of: Blog

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name == "references":
            self._viewer.seen(REFERENCES)
        if name == "catalogs":
            items = self._of.catalogs.items()
            return {key: self._viewer.view(value) for key, value in items}
        return self._viewer.view(getattr(self._of, name))

    def __len__(self) -> int:
        self._see("count", "blog", "post")
        return len(self._of)

    def __bool__(self) -> bool:
        return len(self) > 0

    def __contains__(self, pagename: object) -> bool:
        self._see("post", str(pagename))
        return pagename in self._of

    def __getitem__(self, pagename: str) -> PostView | None:
        self._see("post", pagename)
        return self._viewer.view(self._of[pagename])  # type: ignore[no-any-return]

    def page_url(self, pagename: str) -> str | None:
        """Return the absolute URL of a page, if the site knows its own."""
        self._see("uri", pagename)
        url: str | None = self._of.page_url(pagename)
        return url

    def recent(
        self, num: int | None, docname: str | None = None, **labels: Any
    ) -> Iterator[PostView]:
        """Yield the newest posts, without the one of a document.

        :param num: number of posts; ``None`` for all
        :param docname: of the document to leave out
        :param labels: of the posts, as in ABlog
        """
        self._see("recent", json.dumps(num), docname or "")
        for post in self._of.recent(num, docname, **labels):
            yield PostView(self._viewer, post)

    @property
    def without_comments(self) -> BlogView:
        """The blog for lists of posts: ABlog has no discussion below them.

        Its templates replace the block with the comments; ours fill a variable.
        """
        return _BlogWithoutComments(self._viewer, self._of)


class _BlogWithoutComments(BlogView):
    disqus_shortname = None

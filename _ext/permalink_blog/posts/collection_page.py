"""One page of a collection of posts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ablog.blog import Collection, Post


class CollectionPage:
    """One page of a collection; to templates, ABlog's collection with fewer posts.

    :param collection: that it is of; what is not said here is asked of that
    :param name: of the collection, as readers see it
    :param docname: of this page, where the links of its excerpts start
    :param posts: on this page
    :param total: how many posts the collection has, on all pages
    """

    def __init__(
        self,
        collection: Collection,
        *,
        name: str,
        docname: str,
        posts: Sequence[Post],
        total: int,
    ) -> None:
        self.collection = collection
        self.name = self.title = name
        self.docname = docname
        self.posts = posts
        self.total = total

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name == "collection":  # as copy and pickle ask
            raise AttributeError(name)
        return getattr(self.collection, name)

    def __str__(self) -> str:
        return self.name

    def __len__(self) -> int:
        return self.total

    def __iter__(self) -> Iterator[Post]:
        return iter(self.posts)

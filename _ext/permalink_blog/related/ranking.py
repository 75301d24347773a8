"""The ranking of related posts by labels and dates, independent of ABlog."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


REACH = 100
"""A label relates to so many of its posts, the newest: one that all posts have says
little, and would compare each post with each."""

P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Labeled(Generic[P]):
    """A post with the values that the ranking compares.

    :param post: that it stands for
    :param docname: of its document: posts of one document are not related
    """

    post: P
    docname: str
    tags: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()

    @property
    def labels(self) -> Iterator[tuple[str, str]]:
        """Its labels, each with its kind."""
        yield from (("tag", name) for name in self.tags)
        yield from (("category", name) for name in self.categories)


class Ranking(Generic[P]):
    """Finds related posts.

    :param posts: all that may be found, newest first
    :param reach: see :data:`REACH`
    """

    def __init__(self, posts: Iterable[Labeled[P]], *, reach: int = REACH) -> None:
        self._posts = tuple(posts)
        self._places: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place, post in enumerate(self._posts):
            for label in post.labels:
                if len(places := self._places[label]) < reach:
                    places.append(place)

    def related(self, to: Labeled[P], count: int) -> list[P]:
        """Choose the posts that share most tags, then a category, then the newest.

        :param to: a post, whether it is among the others or not
        :param count: how many at most
        :returns: best first; posts that share neither tag nor category are none of them
        """
        tags = self._sharing("tag", to.tags)
        categories = self._sharing("category", to.categories)
        total = len(self._posts)
        weight = 1 + len(to.categories)  # one tag is more than all categories
        # The rank of a post and its place in one number: that is sorted at once.
        ranks = sorted(
            place - total * (tags.get(place, 0) * weight + categories.get(place, 0))
            for place in tags.keys() | categories.keys()
        )
        found = (self._posts[rank % total] for rank in ranks)
        others = (post.post for post in found if post.docname != to.docname)
        return list(islice(others, count))

    def _sharing(self, kind: str, names: Iterable[str]) -> Counter[int]:
        """Count for each post, by its place, how many labels it shares."""
        counts: Counter[int] = Counter()
        for name in names:
            counts.update(self._places.get((kind, name), ()))
        return counts

"""Which posts are related: a rule of labels and dates, and nothing of ABlog."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

REACH = 100
"""Of a label with more posts, the newest so many are candidates by it: a tag that all
posts have says little, and would compare each post with each."""

P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Labeled(Generic[P]):
    """A post, as far as the rule looks at it.

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
        places = {place for label in to.labels for place in self._places.get(label, ())}
        ranks = sorted(
            (
                -len(to.tags & post.tags),
                -len(to.categories & post.categories),
                place,
            )
            for place in places
            if (post := self._posts[place]).docname != to.docname
        )
        return [self._posts[place].post for _tags, _categories, place in ranks[:count]]

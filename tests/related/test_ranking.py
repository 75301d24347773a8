"""The rule: shared tags, then the category, then the newest."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.related.ranking import REACH, Labeled, Ranking

NAMES = st.frozensets(st.sampled_from("abcdef"), max_size=4)
POSTS = st.lists(st.tuples(st.integers(0, 20), NAMES, NAMES), max_size=25).map(
    lambda found: [
        Labeled(place, f"posts/{document}", tags, categories)
        for place, (document, tags, categories) in enumerate(found)
    ]
)


def obvious(posts: list[Labeled[int]], to: Labeled[int], count: int) -> list[int]:
    """The same, by looking at each post."""
    sharing = [
        post
        for post in posts
        if post.docname != to.docname
        and (post.tags & to.tags or post.categories & to.categories)
    ]
    sharing.sort(key=lambda post: -len(post.categories & to.categories))
    sharing.sort(key=lambda post: -len(post.tags & to.tags))
    return [post.post for post in sharing[:count]]


@given(posts=POSTS, count=st.integers(0, 5))
def test_the_rule(posts: list[Labeled[int]], count: int) -> None:
    ranking = Ranking(posts)
    for post in posts:
        assert ranking.related(post, count) == obvious(posts, post, count)


@given(posts=POSTS, stranger=st.tuples(NAMES, NAMES))
def test_a_draft_has_related_posts_and_is_none(
    posts: list[Labeled[int]], stranger: tuple[frozenset[str], frozenset[str]]
) -> None:
    draft = Labeled(-1, "drafts/x", *stranger)
    found = Ranking(posts).related(draft, 99)
    assert found == obvious(posts, draft, 99)
    assert -1 not in found


@given(posts=POSTS, reach=st.integers(1, 5))
def test_a_label_relates_to_its_newest_posts(
    posts: list[Labeled[int]], reach: int
) -> None:
    """As if older posts did not have it."""
    counts: Counter[tuple[str, str]] = Counter()
    near = []
    for post in posts:
        kept = {label for label in post.labels if counts[label] < reach}
        counts.update(kept)
        near.append(
            replace(
                post,
                tags=frozenset(name for kind, name in kept if kind == "tag"),
                categories=frozenset(name for kind, name in kept if kind != "tag"),
            )
        )
    ranking = Ranking(posts, reach=reach)
    for post in posts:
        assert ranking.related(post, 99) == obvious(near, post, 99)


def test_tags_go_before_the_category_and_that_before_the_date() -> None:
    def post(name: str, tags: str, category: str) -> Labeled[str]:
        return Labeled(name, name, frozenset(tags), frozenset(category))

    posts = [
        post("newest", "z", "f"),
        post("category", "", "c"),
        post("one tag", "a", "f"),
        post("one tag and category", "a", "c"),
        post("two tags", "ab", "f"),
        post("oldest of two tags", "ab", "f"),
        post("nothing", "", ""),
    ]
    assert Ranking(posts).related(post("it", "ab", "c"), 9) == [
        "two tags",
        "oldest of two tags",
        "one tag and category",
        "one tag",
        "category",
    ]


def test_a_tag_that_all_posts_have_does_not_compare_each_with_each() -> None:
    def seconds(count: int) -> float:
        tags = frozenset({"all", "every"})
        posts = [Labeled(n, f"posts/{n}", tags) for n in range(count)]
        begin = process_time()
        ranking = Ranking(posts)
        for post in posts:
            ranking.related(post, 3)
        return process_time() - begin

    few, many = min(seconds(REACH * 5) for _ in range(3)), seconds(REACH * 40)
    assert many < few * 8 * 3  # a square would be 64 times

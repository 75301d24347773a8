"""A build's work grows as the blog does, and no faster: counted, not timed.

What is counted are calls of functions, and bytes that are written: the same in every
run. Three sizes, each twice the last: work that is linear grows by twice as much in the
second step as in the first, quadratic work by four times.
"""

from __future__ import annotations

import cProfile
import shutil
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from benchmarks import forms, scale
from benchmarks.corpus import post
from site_tools.edits import save
from site_tools.growth import calls_of, too_fast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp

    from benchmarks.corpus import Post
    from conftest import BuildRoot

SIZES = (8, 16, 32)
CONF = """
from __future__ import annotations

extensions = [
    "myst_parser",
    "permalink_blog.frontmatter",
    "ablog",
    "permalink_blog.incremental",
    "permalink_blog.archives",
    "permalink_blog.related",
    "permalink_blog.feeds",
    "permalink_blog.links",
    "permalink_blog.search",
    "permalink_blog.urls",
]
html_baseurl = blog_baseurl = "https://example.org/"
blog_title = "Scale"
blog_post_pattern = ["posts/**/*.md"]
blog_page_size = 5
post_auto_excerpt = 1
html_theme = "alabaster"
html_sidebars = {"index": ["ablog/tagcloud.html", "ablog/archives.html"]}
"""


@pytest.mark.parametrize("way", ["own_tags", "one_title"])
def test_a_way_gives_as_many_posts_as_it_says(way: str) -> None:
    made = list(getattr(scale, way)(12))
    assert len({x.slug for x in made}) == 12
    assert len({x.tags for x in made}) == (12 if way == "own_tags" else len(made))
    assert (len({x.title for x in made}) == 1) is (way == "one_title")


def test_tags_and_megabytes_are_what_they_say() -> None:
    tags = [tag for each in scale.many_tags(50) for tag in each.tags]
    assert len(tags) == len({*tags}) == 50
    (large,) = scale.large_post(0.1)
    assert 100_000 < len(large.body) < 110_000


def test_a_ratio_tells_linear_from_quadratic() -> None:
    def linear(n: float) -> float:
        return 7 + 3 * n

    def quadratic(n: float) -> float:
        return 7 + 3 * n * n

    assert scale.ratio(7, linear(5), linear(20), (5, 20)) == pytest.approx(1)
    assert scale.ratio(7, quadratic(5), quadratic(20), (5, 20)) == pytest.approx(4)


class Counted:
    """What a full build of a blog takes, and one after an edit.

    Calls are counted for each pair of functions, one that calls and one that is called:
    in the sum of all calls, few that are too many would not be seen.
    """

    def __init__(
        self, build_root: BuildRoot, posts: Iterator[Post], root: Path, *, edited: bool
    ) -> None:
        for each in posts:
            name, text = forms.sphinx(each)
            save(root / name, text)
        self.full, app = self._count(build_root)
        files = [x for x in app.outdir.rglob("*") if x.is_file()]
        self.bytes = Counter({"all": sum(x.stat().st_size for x in files)})
        self.bytes.update({x.name: x.stat().st_size for x in files if x.name[0] == "."})
        self.edit: Counter[str] = Counter()
        if not edited:
            return
        last = max(root.glob("posts/*/*.md"))
        save(last, last.read_text("utf-8") + "\nMore.\n")
        self.edit, _app = self._count(build_root)

    @staticmethod
    def _count(build_root: BuildRoot) -> tuple[Counter[str], SphinxTestApp]:
        profile = cProfile.Profile()
        profile.enable()
        try:
            app = build_root("scale")
        finally:
            profile.disable()
        assert not app.warning.getvalue()
        return calls_of(profile), app


def assert_linear(
    build_root: BuildRoot,
    root: Path,
    posts: Callable[[int], Iterator[Post]],
    *,
    edited: bool,
) -> None:
    made = []
    for size in (1, *SIZES):  # the first one imports and compiles, for all
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir()
        (root / "conf.py").write_text(CONF)
        (root / "index.md").write_text("# Home\n")
        made.append(Counted(build_root, posts(size), root, edited=edited and size > 1))
    assert too_fast([each.full for each in made[1:]]) == {}
    assert too_fast([each.edit for each in made[1:]]) == {}
    assert too_fast([each.bytes for each in made[1:]]) == {}


@pytest.mark.slow
def test_posts_with_a_tag_each_and_one_title(
    build_root: BuildRoot, tmp_path: Path
) -> None:
    def posts(count: int) -> Iterator[Post]:
        return (replace(each, title="Notes") for each in scale.own_tags(count))

    assert_linear(build_root, tmp_path / "scale", posts, edited=True)


@pytest.mark.slow
def test_a_post_that_becomes_large(build_root: BuildRoot, tmp_path: Path) -> None:
    def posts(count: int) -> Iterator[Post]:
        body = "\n\n".join(post(0).body.split("\n\n")[:3])
        yield replace(post(0), body="\n\n".join([body] * count))

    assert_linear(build_root, tmp_path / "scale", posts, edited=False)


def test_what_is_quadratic_is_noticed() -> None:
    linear = Counter({"x": 100}), Counter({"x": 200}), Counter({"x": 400})
    quadratic = Counter({"x": 100}), Counter({"x": 400}), Counter({"x": 1600})
    assert too_fast(linear) == {}
    assert too_fast(quadratic) == {"x": (100, 400, 1600)}
